import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findWrongs } from '../../../tools/sale-books.ts';
import { ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';
import type { Ledger, ShopPayout as Made, Payouts } from '../protocol.ts';

const address = { name: 'Vera', line1: 'Main 1', line2: '', postcode: '1', city: 'Jena', country: 'DE', phone: '' };
const operator = { account: 'olu', operator: true } as const;
const otherShop = randomUUID();
let world: SaleWorld;
let vera: string;
let skuId: string;

beforeAll(async () => {
  const provider = createMemoryProvider({ secret: 'secret' });
  world = await startSale({ nodes: 2, provider: () => provider });
  [vera] = (await world.addBuyers(1)) as [string];
  ({ skuId } = await world.addSku(50, 1_000));
});
afterAll(async () => {
  expect(await findWrongs(world.sql)).toEqual([]);
  expect(world.faults).toEqual([]);
  await world.stop();
});

const buy = async () => {
  const id = randomUUID();
  const order = {
    id,
    roomId: null,
    lines: [{ skuId, quantity: 1 }],
    address,
    method: { provider: 'sandbox', card: 'ok' },
  };
  await ask(world.nodes[0]!.url, 'POST', '/api/orders', { account: vera }, order);
  return id;
};
const read = async (as: object = operator) =>
  (await ask(world.nodes[1]!.url, 'GET', '/api/operator/payouts', as)).body as unknown as Payouts & { code?: string };
const pay = (
  amountMinor: number,
  { id = randomUUID() as string, node = 0, as = operator as object, shop = world.shopId } = {},
) => ask(world.nodes[node]!.url, 'POST', `/api/operator/payouts/${shop}`, as, { id, amountMinor, note: 'March' });
const comeBack = (
  payoutId: string,
  {
    id = randomUUID() as string,
    node = 0,
    as = operator as object,
    shop = world.shopId,
    reason = 'account closed',
  } = {},
) => ask(world.nodes[node]!.url, 'POST', `/api/operator/payouts/${shop}/${payoutId}/return`, as, { id, reason });
const madeTo = async (shopId: string) => (await read()).shops.find((one) => one.shopId === shopId)!.payouts;
const dueOf = async (shopId: string) => (await read()).shops.find((one) => one.shopId === shopId)?.dueMinor;

test('[L44] with one shop nobody pays out by hand; with several an operator, and nobody else, sees what each has', async () => {
  await buy();
  expect((await read()).shops).toEqual([]);
  expect((await pay(1)).body.code).toBe('payout_by_provider');
  await world.sql`insert into shops (id, name, currency, country, language) values (${otherShop}, 'Another', 'EUR', 'DE', 'en')`;
  expect((await read()).shops.map(({ shopId, dueMinor }) => [shopId, dueMinor]).sort()).toEqual(
    [
      [world.shopId, 1_000],
      [otherShop, 0],
    ].sort(),
  );
  const merchant = { account: vera, roles: { [world.shopId]: ['merchant'] } };
  expect((await read(merchant)).code).toBe('not_allowed');
  expect((await pay(1, { as: merchant })).body.code).toBe('not_allowed');
  expect((await pay(1, { shop: randomUUID() })).body.code).toBe('shop_unknown');
});

test('[L45] what a shop has is paid out once, in double entry, never more, however many do so at once', async () => {
  const id = randomUUID();
  expect((await pay(300, { id })).status).toBe(200);
  expect((await pay(300, { id, node: 1 })).status).toBe(200);
  expect((await pay(301, { id })).body.code).toBe('id_reused');
  expect(await dueOf(world.shopId)).toBe(700);
  expect((await pay(1, { shop: otherShop })).body).toMatchObject({ code: 'payout_too_large', details: { left: 0 } });
  const tries = await Promise.all(Array.from({ length: 12 }, (_, at) => pay(200, { node: at % 2 })));
  expect(tries.filter(({ status }) => status === 200)).toHaveLength(3);
  expect(await dueOf(world.shopId)).toBe(100);
  const rows = await world.sql`
    select account, sum(amount_minor)::int as minor from ledger_lines l join ledger_entries e on e.id = l.entry_id
    where e.kind = 'payout' and e.shop_id = ${world.shopId} group by account order by account`;
  expect(rows).toEqual([
    { account: 'bank', minor: 900 },
    { account: 'provider_receivable', minor: -900 },
  ]);
  const [{ shops }] = [await read()];
  expect(shops.find(({ shopId }) => shopId === world.shopId)!.payouts[0]).toMatchObject({
    amountMinor: 200,
    note: 'March',
  });
});

test('[L45] a refund that comes after may leave a shop owing, and then nothing is paid out', async () => {
  const id = await buy();
  await pay(1_100);
  const merchant = { account: vera, roles: { [world.shopId]: ['merchant' as const] } };
  await ask(world.nodes[0]!.url, 'POST', `/api/orders/${id}/refund`, merchant, { id: randomUUID() });
  expect(await dueOf(world.shopId)).toBe(-1_000);
  expect((await pay(1)).body).toMatchObject({ code: 'payout_too_large', details: { left: 0 } });
});

test('[L46] a payout that came back is owed again: once, by an operator, with when and why, on whatever servers', async () => {
  for (let at = 0; at < 3; at += 1) await buy();
  const before = await dueOf(world.shopId);
  await pay(2_000);
  const [paid] = (await madeTo(world.shopId)) as [Made];
  expect(paid).toMatchObject({ amountMinor: 2_000, returned: null });
  const merchant = { account: vera, roles: { [world.shopId]: ['merchant' as const] } };
  expect((await comeBack(paid.id, { as: merchant })).body.code).toBe('not_allowed');
  expect((await comeBack(randomUUID())).body.code).toBe('payout_unknown');
  expect((await comeBack(paid.id, { shop: otherShop })).body.code).toBe('payout_unknown');
  expect((await comeBack(paid.id, { reason: '' })).status).toBe(400);
  expect(await dueOf(world.shopId)).toBe(before! - 2_000);

  const id = randomUUID();
  const tries = await Promise.all(Array.from({ length: 6 }, (_, at) => comeBack(paid.id, { node: at % 2, id })));
  expect(tries.map(({ status }) => status)).toEqual(Array(6).fill(200));
  expect((await comeBack(paid.id, { id, reason: 'another' })).body.code).toBe('id_reused');
  expect((await comeBack(paid.id)).body.code).toBe('payout_returned');
  expect(await dueOf(world.shopId)).toBe(before);
  const [now] = (await madeTo(world.shopId)) as [Made];
  expect(now).toMatchObject({ id: paid.id, returned: { reason: 'account closed' } });
  expect(Math.abs(now.returned!.at - Date.now())).toBeLessThan(60_000);
});

test('[L46] what came back may be paid out anew; asked for at once under many ids, one payout comes back once', async () => {
  const due = (await dueOf(world.shopId))!;
  await pay(due);
  const [paid] = (await madeTo(world.shopId)) as [Made];
  const tries = await Promise.all(Array.from({ length: 8 }, (_, at) => comeBack(paid.id, { node: at % 2 })));
  expect(tries.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(tries.filter(({ body }) => body.code === 'payout_returned')).toHaveLength(7);
  expect((await pay(due)).status).toBe(200);
  expect(await dueOf(world.shopId)).toBe(0);
});

test('[L46] the book of the shop has both, the reverse of each other, with the words that were written to them', async () => {
  const as = { account: vera, roles: { [world.shopId]: ['merchant' as const] } };
  const { body } = await ask(world.nodes[0]!.url, 'GET', `/api/shops/${world.shopId}/ledger`, as);
  const { entries } = body as unknown as Ledger;
  const back = entries.filter(({ kind }) => kind === 'payout_returned');
  expect(back).toHaveLength(2);
  for (const { note, orderId, lines } of back) {
    expect({ note, orderId }).toEqual({ note: 'account closed', orderId: null });
    const { amountMinor } = lines.find(({ account }) => account === 'provider_receivable')!;
    expect(amountMinor).toBeGreaterThan(0);
    expect(lines).toContainEqual({ account: 'bank', amountMinor: -amountMinor, currency: 'EUR' });
  }
  expect(entries.filter(({ kind }) => kind === 'payout').every(({ note }) => note === 'March')).toBe(true);
  expect(entries.filter(({ kind }) => kind === 'sale_captured').every(({ note }) => note === undefined)).toBe(true);
});
