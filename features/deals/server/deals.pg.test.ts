import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Role } from '../../../platform/kit/actor.ts';
import { findWrongs } from '../../../tools/sale-books.ts';
import { ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';
import type { SetUpDeal } from '../protocol.ts';

const address = {
  ...{ name: 'Vera', line1: 'Main 1', line2: '', postcode: '10115', city: 'Berlin', country: 'DE', phone: '' },
};
let world: SaleWorld;

beforeAll(async () => {
  world = await startSale({ nodes: 2, provider: () => createMemoryProvider({ secret: 'secret' }) });
});
afterEach(async () => {
  world.clock.aheadMs = 0;
  expect(await findWrongs(world.sql)).toEqual([]);
  expect(world.faults).toEqual([]);
});
afterAll(() => world.stop());

const staff = (role: Role) => ({ account: `staff-${role}`, roles: { [world.shopId]: [role] } });
const post = (path: string, body: object, as: object = staff('host'), node = 0) =>
  ask(world.nodes[node]!.url, 'POST', path, as, body);
const deals = () => `/api/rooms/${world.roomId}/deals`;
const draft = (productId: string, more: Partial<SetUpDeal> = {}): SetUpDeal => ({
  ...{ id: randomUUID(), productId, off: { percentOff: 20 }, units: 10, perBuyer: 1 },
  ...{ countdownSeconds: 10, runSeconds: 60, ...more },
});

/** A product with a deal that runs now. */
async function running(onHand: number, more: Partial<SetUpDeal> = {}) {
  const { skuId, productId } = await world.addSku(onHand, 1_000);
  const wanted = draft(productId, more);
  await post(deals(), wanted);
  expect((await post(`/api/deals/${wanted.id}/announce`, { id: randomUUID() })).status).toBe(200);
  world.clock.aheadMs += wanted.countdownSeconds * 1_000;
  return { skuId, productId, dealId: wanted.id };
}

const orderOf = (skuId: string, more: object = {}) => ({
  ...{ id: randomUUID(), roomId: world.roomId, lines: [{ skuId, quantity: 1 }], address },
  ...{ method: { provider: 'sandbox', card: 'ok' }, ...more },
});
const buy = (account: string, body: object, node = 0) => post('/api/orders', body, { account }, node);
const takenOf = async (dealId: string) => (await world.sql`select taken from deals where id = ${dealId}`)[0]!.taken;
const told = async (dealId: string) =>
  world.sql<{ kind: string; body: { taken?: number } }[]>`
    select kind, body from facts where body ->> 'dealId' = ${dealId} order by number`;

test('[D1] hosts and merchants of the shop run deals, moderators read them, nobody else does either', async () => {
  const { productId } = await world.addSku(5, 1_000);
  const code = async (as: object) => (await post(deals(), draft(productId), as)).body.code;
  const nobody = [staff('moderator'), { account: 'vera-1234' }, { account: 'x-host-12', roles: { other: ['host'] } }];
  expect(await Promise.all(nobody.map(code))).toEqual(['not_allowed', 'not_allowed', 'not_allowed']);
  expect(await code({})).toBe('name_needed');
  const wanted = draft(productId);
  expect((await post(deals(), wanted, staff('merchant'))).body).toMatchObject({
    id: wanted.id,
    taken: 0,
    startsAt: null,
  });
  const read = (as: object) => ask(world.nodes[0]!.url, 'GET', deals(), as);
  expect((await read(staff('moderator'))).body.deals).toEqual(
    expect.arrayContaining([expect.objectContaining({ id: wanted.id })]),
  );
  expect((await read({ account: 'vera-1234' })).status).toBe(403);
  const act = (name: string, as: object) => post(`/api/deals/${wanted.id}/${name}`, { id: randomUUID() }, as);
  expect((await act('announce', { account: 'vera-1234' })).status).toBe(403);
  expect((await act('drop', staff('host'))).status).toBe(200);
  expect((await act('announce', staff('host'))).body.code).toBe('deal_unknown');
});

test('[D3] [D10] two announcements of one product at once, on two servers: one is told; the same id says the same again', async () => {
  const { productId } = await world.addSku(5, 1_000);
  const both = [draft(productId), draft(productId)];
  for (const one of both)
    expect((await post(deals(), one)).body).toEqual((await post(deals(), one, staff('host'), 1)).body);
  const acts = both.map((one, node) => ({ path: `/api/deals/${one.id}/announce`, body: { id: randomUUID() }, node }));
  const answers = await Promise.all(acts.map(({ path, body, node }) => post(path, body, staff('host'), node)));
  expect(answers.map(({ status, body }) => body.code ?? status).sort()).toEqual([200, 'deal_overlaps']);
  const won = answers.findIndex(({ status }) => status === 200);
  expect((await post(acts[won]!.path, acts[won]!.body)).body).toEqual(answers[won]!.body);
  expect((await told(both[won]!.id)).map(({ kind }) => kind)).toEqual(['deal.announced']);
  expect((await post(`/api/deals/${both[won]!.id}/drop`, { id: randomUUID() })).body.code).toBe('deal_act_impossible');
});

test('[D3] [D5] a deal outside of its limits, of another shop or out of the bag is refused', async () => {
  const { productId } = await world.addSku(5, 1_000);
  const code = async (more: Partial<SetUpDeal>) => (await post(deals(), draft(productId, more))).body.code;
  expect(await code({ off: { percentOff: 9 } })).toBe('bad_request');
  expect(await code({ countdownSeconds: 9 })).toBe('bad_request');
  expect(await code({ runSeconds: 1_201 })).toBe('bad_request');
  expect(await code({ off: { priceMinor: 950 } })).toBe('deal_price_off_limits');
  expect(await code({ productId: randomUUID() })).toBe('product_unknown');
  const wanted = draft(productId);
  await post(deals(), wanted);
  await world.sql`delete from room_bag where product_id = ${productId}`;
  expect((await post(`/api/deals/${wanted.id}/announce`, { id: randomUUID() })).body.code).toBe(
    'deal_product_not_in_bag',
  );
});

test('[D8] 100 buyers at once on two servers for 10 units at the price: 10 pay it, each once, and the bar moves', async () => {
  const { skuId, dealId } = await running(1_000, { units: 10 });
  const buyers = await world.addBuyers(100);
  const answers = await Promise.all(
    buyers.map((buyer, index) => buy(buyer, orderOf(skuId, { expectedTotalMinor: 800 }), index % 2)),
  );
  const paid = answers.filter(({ status }) => status === 200);
  expect(paid.map(({ body }) => body.totalMinor)).toEqual(paid.map(() => 800));
  expect(paid).toHaveLength(10);
  for (const { body } of answers.filter(({ status }) => status !== 200)) {
    expect(body).toMatchObject({ code: 'price_changed', details: { totalMinor: 1_000, why: 'deal_all_taken' } });
  }
  const bars = (await told(dealId)).filter(({ kind }) => kind === 'deal.taken').map(({ body }) => body.taken!);
  expect(bars).toEqual([...bars].sort((a, b) => a - b));
  expect(bars.at(-1)).toBe(10);
});

test('[D8] one buyer with 20 orders at once on two servers has no more than one may have at the price', async () => {
  const { skuId, dealId } = await running(1_000, { units: 100, perBuyer: 3 });
  const [buyer] = await world.addBuyers(1);
  const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => buy(buyer!, orderOf(skuId), index % 2)));
  const totals = answers.map(({ body }) => body.totalMinor as number);
  expect(totals.filter((total) => total === 800)).toHaveLength(3);
  expect(totals.filter((total) => total === 1_000)).toHaveLength(17);
  expect(await takenOf(dealId)).toBe(3);
});

test('[D7] [D8] an order keeps its price when the deal ends before it is paid; one that ends gives back what it took', async () => {
  const { skuId, dealId } = await running(100, { units: 2, perBuyer: 2 });
  const [vera, viktor] = await world.addBuyers(2);
  const unpaid = orderOf(skuId, { method: { provider: 'sandbox', card: 'decline' }, expectedTotalMinor: 800 });
  expect((await buy(vera!, unpaid)).body).toMatchObject({ state: 'held', totalMinor: 800 });
  const other = orderOf(skuId, { method: { provider: 'sandbox', card: 'decline' } });
  expect((await buy(viktor!, other)).body).toMatchObject({ state: 'held', totalMinor: 800 });
  expect(await takenOf(dealId)).toBe(2);
  await post(`/api/orders/${other.id}/cancel`, { id: randomUUID() }, { account: viktor });
  expect(await takenOf(dealId)).toBe(1);
  const end = { id: randomUUID() };
  const ended = await post(`/api/deals/${dealId}/end`, end);
  expect(ended.body.endsAt).toBeLessThan(Date.now() + world.clock.aheadMs + 1);
  expect((await post(`/api/deals/${dealId}/end`, end, staff('host'), 1)).body).toEqual(ended.body);
  const pay = { id: randomUUID(), method: { provider: 'sandbox', card: 'ok' } };
  expect((await post(`/api/orders/${unpaid.id}/pay`, pay, { account: vera })).body).toMatchObject({
    ...{ state: 'paid', totalMinor: 800 },
  });
  expect((await buy(viktor!, orderOf(skuId, { expectedTotalMinor: 800 }))).body).toMatchObject({
    ...{ code: 'price_changed', details: { totalMinor: 1_000 } },
  });
  expect((await told(dealId)).at(-1)!.kind).toBe('deal.ended');
});

test("[D2] [D7] the price is the deal's up to its last millisecond, and what it was from then on", async () => {
  const { skuId, dealId } = await running(100, { units: 50, perBuyer: 9 });
  const [buyer] = await world.addBuyers(1);
  const [row] = await world.sql<{ endsAt: number }[]>`
    select (extract(epoch from ends_at) * 1000)::bigint as "endsAt" from deals where id = ${dealId}`;
  const totalAt = async (aheadMs: number) => {
    world.clock.aheadMs = row!.endsAt - Date.now() + aheadMs;
    return (await buy(buyer!, orderOf(skuId))).body.totalMinor;
  };
  expect([await totalAt(-2_000), await totalAt(0), await totalAt(60_000)]).toEqual([800, 1_000, 1_000]);
  expect((await world.sql`select price_minor from skus where id = ${skuId}`)[0]).toEqual({ price_minor: 1_000 });
});
