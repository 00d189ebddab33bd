import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Role } from '../../../platform/kit/actor.ts';
import { findWrongs } from '../../../tools/sale-books.ts';
import { ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';
import type { Coupon, MakeCoupon } from '../protocol.ts';

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
const draft = (more: Partial<MakeCoupon> = {}): MakeCoupon => ({
  ...{ id: randomUUID(), title: 'Ten off', off: { percentOff: 10 }, minimumMinor: 0, productIds: [], quota: 100 },
  ...{ perPerson: 1, liveOnly: false, stacks: false, endsAt: null, ...more },
});
async function made(more: Partial<MakeCoupon> = {}): Promise<string> {
  const { status, body } = await post(`/api/shops/${world.shopId}/coupons`, draft(more));
  expect(status, JSON.stringify(body)).toBe(200);
  return body.id as string;
}
const claim = (couponId: string, account: string, node = 0, id = randomUUID()) =>
  post(`/api/coupons/${couponId}/claim`, { id }, { account }, node);
const orderOf = (skuId: string, more: object = {}) => ({
  ...{ id: randomUUID(), roomId: world.roomId, lines: [{ skuId, quantity: 1 }], address },
  ...{ method: { provider: 'sandbox', card: 'ok' }, ...more },
});
const buy = (account: string, body: object, node = 0) => post('/api/orders', body, { account }, node);
const held = async (account: string) => {
  const { body } = await ask(world.nodes[0]!.url, 'GET', `/api/me/coupons?shopId=${world.shopId}`, { account });
  return (body.claims as { id: string }[]).map(({ id }) => id);
};
const tally = (answers: readonly { status: number; body: Record<string, unknown> }[]) => {
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    const key = String(body.code ?? status);
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
};

test('[K1] hosts and merchants of the shop run coupons, moderators read them, nobody else', async () => {
  const path = `/api/shops/${world.shopId}/coupons`;
  const nobody = [staff('moderator'), { account: 'vera-1234' }, { account: 'x-host-12', roles: { other: ['host'] } }];
  for (const as of nobody) expect((await post(path, draft(), as)).body.code).toBe('not_allowed');
  expect((await post(path, draft(), {})).body.code).toBe('name_needed');
  const id = await made();
  const list = (as: object) => ask(world.nodes[0]!.url, 'GET', path, as);
  expect((await list(staff('moderator'))).body.coupons).toEqual([expect.objectContaining({ id, claimed: 0 })]);
  expect((await list({ account: 'vera-1234' })).body.code).toBe('not_allowed');
  const act = (what: string, as: object) => post(`/api/coupons/${id}/${what}`, { id: randomUUID() }, as);
  expect((await act('end', { account: 'vera-1234' })).body.code).toBe('not_allowed');
  expect(
    (await post(`/api/rooms/${world.roomId}/coupon`, { id: randomUUID(), couponId: id }, { account: 'vera-1234' })).body
      .code,
  ).toBe('not_allowed');
  expect((await claim(id, '')).body.code).toBe('name_needed');
});

test('[K3] 100 people at once on two servers for 30 coupons: 30 have one; and one person never more than their share', async () => {
  const [id, people] = [await made({ quota: 30 }), await world.addBuyers(100)];
  const answers = await Promise.all(people.map((person, index) => claim(id, person, index % 2)));
  expect(tally(answers)).toEqual({ 200: 30, coupon_all_claimed: 70 });
  const [many, [one]] = [await made({ perPerson: 3 }), await world.addBuyers(1)];
  const tries = await Promise.all(Array.from({ length: 20 }, (_, index) => claim(many, one!, index % 2)));
  expect(tally(tries)).toEqual({ 200: 3, coupon_share_claimed: 17 });
  const again = randomUUID();
  const [other] = await world.addBuyers(1);
  const first = await claim(many, other!, 0, again);
  expect((await claim(many, other!, 1, again)).body).toEqual(first.body);
  expect(await held(other!)).toEqual([again]);
});

test('[K7] the room is shown one coupon, is told each claim, and sees it go when it ends', async () => {
  const [id, [vera]] = [await made({ quota: 2 }), await world.addBuyers(1)];
  expect((await post(`/api/rooms/${world.roomId}/coupon`, { id: randomUUID(), couponId: id })).status).toBe(200);
  await claim(id, vera!);
  await post(`/api/coupons/${id}/end`, { id: randomUUID() });
  const told = await world.sql<{ kind: string; body: { claimed?: number } }[]>`
    select kind, body from facts where stream = ${`room:${world.roomId}`} and kind like 'coupon.%' order by number`;
  expect(told.map(({ kind, body }) => [kind, body.claimed])).toEqual([
    ...[
      ['coupon.pinned', undefined],
      ['coupon.claimed', 1],
      ['coupon.unpinned', undefined],
    ],
  ]);
  expect((await claim(id, vera!)).body.code).toBe('coupon_over');
});

test('[K5] [O40] what a buyer holds is taken off by itself, once; the total that was shown is charged or nothing is', async () => {
  const { skuId, productId } = await world.addSku(50, 1_000);
  const [ten, three] = [
    await made({ stacks: true, productIds: [productId] }),
    await made({ off: { amountMinor: 300 }, stacks: true, productIds: [productId] }),
  ];
  const [vera, viktor] = (await world.addBuyers(2)) as [string, string];
  for (const couponId of [ten, three]) expect((await claim(couponId, vera)).status).toBe(200);
  expect((await buy(vera, orderOf(skuId, { expectedTotalMinor: 1_000 }))).body).toMatchObject({
    ...{ code: 'price_changed', details: { totalMinor: 630 } },
  });
  const order = await buy(vera, orderOf(skuId, { expectedTotalMinor: 630 }));
  expect(order.body).toMatchObject({ state: 'paid', totalMinor: 630, discountMinor: 370 });
  expect(await held(vera)).toEqual([]);
  expect((await buy(vera, orderOf(skuId))).body).toMatchObject({ totalMinor: 1_000, discountMinor: 0 });
  expect((await buy(viktor, orderOf(skuId))).body).toMatchObject({ totalMinor: 1_000 });
  const lines = await world.sql<{ account: string; amount: number }[]>`
    select l.account, l.amount_minor::int as amount from ledger_lines l join ledger_entries e on e.id = l.entry_id
    where e.order_id = ${order.body.id as string} order by l.account`;
  expect([...lines]).toEqual([
    ...[
      { account: 'discounts', amount: 370 },
      { account: 'provider_receivable', amount: 630 },
      { account: 'sales', amount: -1_000 },
    ],
  ]);
});

test('[O40] 20 orders at once with one coupon on two servers: one uses it; cancelled and refunded orders give it back', async () => {
  const { skuId, productId } = await world.addSku(100, 1_000);
  const [id, [vera]] = [await made({ off: { amountMinor: 400 }, productIds: [productId] }), await world.addBuyers(1)];
  await claim(id, vera!);
  const decline = { method: { provider: 'sandbox', card: 'decline' } };
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => buy(vera!, orderOf(skuId, decline), index % 2)),
  );
  const totals = answers.map(({ body }) => body.totalMinor);
  expect(totals.filter((total) => total === 600)).toHaveLength(1);
  expect(totals.filter((total) => total === 1_000)).toHaveLength(19);
  const cheap = answers.find(({ body }) => body.totalMinor === 600)!.body.id as string;
  expect(await held(vera!)).toEqual([]);
  await post(`/api/orders/${cheap}/cancel`, { id: randomUUID() }, { account: vera! });
  expect(await held(vera!)).toHaveLength(1);
  const paid = await buy(vera!, orderOf(skuId));
  expect(paid.body).toMatchObject({ state: 'paid', totalMinor: 600 });
  await post(`/api/orders/${paid.body.id}/refund`, { id: randomUUID() }, staff('merchant'));
  expect(await held(vera!)).toHaveLength(1);
});

test('[K8] an offer is for one person: held at once, told to them alone, of no use to others', async () => {
  const { skuId } = await world.addSku(10, 1_000);
  const [vera, viktor] = (await world.addBuyers(2)) as [string, string];
  const wanted = { id: randomUUID(), accountId: vera, off: { percentOff: 25 }, productIds: [], minutes: 30 };
  const path = `/api/rooms/${world.roomId}/offers`;
  expect((await post(path, wanted, staff('moderator'))).body.code).toBe('not_allowed');
  expect((await post(path, { ...wanted, accountId: 'nobody-0000' })).body.code).toBe('coupon_person_unknown');
  expect((await post(path, wanted)).status).toBe(200);
  expect((await claim(wanted.id, viktor)).body.code).toBe('coupon_unknown');
  expect((await claim(wanted.id, vera)).body.code).toBe('coupon_share_claimed');
  const told =
    await world.sql`select stream from facts where kind = 'coupon.offered' and body -> 'coupon' ->> 'id' = ${wanted.id}`;
  expect([...told]).toEqual([{ stream: `person:${vera}` }]);
  expect((await buy(vera, orderOf(skuId, { roomId: null }))).body.totalMinor).toBe(1_000);
  expect((await buy(vera, orderOf(skuId))).body.totalMinor).toBe(750);
  world.clock.aheadMs = 31 * 60_000;
  await post(path, { ...wanted, id: randomUUID(), accountId: viktor });
  world.clock.aheadMs = 63 * 60_000;
  expect((await buy(viktor, orderOf(skuId))).body.totalMinor).toBe(1_000);
});

test('[K47] the shop reads how many of a coupon orders use: while the order stands, and only where it asks', async () => {
  const { skuId, productId } = await world.addSku(50, 1_000);
  const id = await made({ productIds: [productId] });
  const people = await world.addBuyers(3);
  for (const person of people) await claim(id, person);
  const [first, second] = [orderOf(skuId), orderOf(skuId)];
  await buy(people[0]!, first);
  await buy(people[1]!, second);
  const list = async (query: string) => {
    const path = `/api/shops/${world.shopId}/coupons${query}`;
    const { body } = await ask(world.nodes[0]!.url, 'GET', path, staff('merchant'));
    return (body.coupons as Coupon[]).find((one) => one.id === id)!;
  };
  expect(await list('?uses=true')).toMatchObject({ claimed: 3, used: 2 });
  expect(await list('')).not.toHaveProperty('used');
  const refund = await post(`/api/orders/${first.id}/refund`, { id: randomUUID() }, staff('merchant'));
  expect(refund.body.state).toBe('refunded');
  expect(await list('?uses=true')).toMatchObject({ claimed: 3, used: 1 });
  const unused = await made();
  const path = `/api/shops/${world.shopId}/coupons?uses=true`;
  const { body } = await ask(world.nodes[0]!.url, 'GET', path, staff('merchant'));
  expect((body.coupons as Coupon[]).find((one) => one.id === unused)).toMatchObject({ claimed: 0, used: 0 });
});
