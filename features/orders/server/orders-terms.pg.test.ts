import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { findWrongs } from '../../../tools/sale-books.ts';
import { ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';
import { firstTax, oneWay } from '../../shops/terms.ts';

const address = {
  ...{ name: 'Vera', line1: 'Main 1', line2: '', postcode: '10115', city: 'Berlin', country: 'DE', phone: '' },
};
const tax = { ...firstTax, rateBp: 1_900, rates: [{ country: 'AT', rateBp: 2_000 }] };
const post490 = { countries: ['DE', 'AT'], costMinor: 490, freeFromMinor: 3_000 };
const delivery = oneWay(randomUUID(), post490);
let world: SaleWorld;
let vera: string;
let sku: { skuId: string };

beforeAll(async () => {
  world = await startSale({ nodes: 2, provider: () => createMemoryProvider({ secret: 'secret' }) });
});
beforeEach(async () => {
  [vera] = (await world.addBuyers(1)) as [string];
  sku = await world.addSku(5);
  await world.setTerms({ tax, delivery, sandbox: true });
});
afterEach(async () => {
  expect(await findWrongs(world.sql)).toEqual([]);
  expect(world.faults).toEqual([]);
});
afterAll(() => world.stop());

const bodyFor = (more: object = {}) => ({
  ...{ id: randomUUID(), roomId: world.roomId, lines: [{ skuId: sku.skuId, quantity: 1 }], address },
  method: { provider: 'sandbox', card: 'ok' },
  ...more,
});
const post = (target: string, body: object, node = 0) =>
  ask(world.nodes[node]!.url, 'POST', target, { account: vera }, body);
const buy = (more: object = {}, node = 0) => post('/api/orders', bodyFor(more), node);
const merchant = () => ({ account: 'hana', roles: { [world.shopId]: ['merchant' as const] } });
const balances = async () => {
  const { body } = await ask(world.nodes[0]!.url, 'GET', `/api/shops/${world.shopId}/ledger`, merchant());
  const lines = body.balances as { account: string; amountMinor: number }[];
  return Object.fromEntries(lines.map((line) => [line.account, line.amountMinor]));
};
const paidFor = async (orderId: unknown) =>
  (await world.sql`select amount_minor from payments where order_id = ${orderId as string}`).map(
    (row) => row.amount_minor,
  );

test('[O24] [O25] delivery and tax are charged, kept with the order, and shown to buyer and merchant', async () => {
  const { body: order } = await buy({ expectedTotalMinor: 1_780 });
  const taxes = [{ rateBp: 1_900, netMinor: 1_496, taxMinor: 284 }];
  const charged = { deliveryMinor: 490, taxes, taxMinor: 284, taxIncluded: true, pickup: false };
  expect(order).toMatchObject({ state: 'paid', totalMinor: 1_780, ...charged });
  expect(await paidFor(order.id)).toEqual([1_780]);
  for (const as of [{ account: vera }, merchant()]) {
    const { body } = await ask(world.nodes[1]!.url, 'GET', `/api/orders/${order.id}`, as);
    expect(body).toMatchObject({ totalMinor: 1_780, ...charged });
  }
});

test('[O25] tax that is not in the prices is added to goods and delivery', async () => {
  await world.setTerms({ tax: { ...tax, pricesInclude: false } });
  const { body: order } = await buy({ lines: [{ skuId: sku.skuId, quantity: 3 }] });
  expect(order).toMatchObject({ deliveryMinor: 0, taxMinor: 735, taxIncluded: false, totalMinor: 4_605 });
  expect(await paidFor(order.id)).toEqual([4_605]);
});

test('[O26] the book holds goods, delivery and tax apart; a refund gives all of it back', async () => {
  const before = await balances();
  const { body: order } = await buy();
  const sold = await balances();
  const moved = (account: string) => (sold[account] ?? 0) - (before[account] ?? 0);
  expect(['provider_receivable', 'sales', 'delivery', 'tax_payable'].map(moved)).toEqual([1_780, -1_084, -412, -284]);
  const target = `/api/orders/${order.id}/refund`;
  const refund = await ask(world.nodes[0]!.url, 'POST', target, merchant(), { id: randomUUID() });
  expect(refund.body).toMatchObject({ state: 'refunded', totalMinor: 1_780 });
  const after = await balances();
  expect([after.provider_receivable, after.tax_payable]).toEqual([before.provider_receivable, before.tax_payable]);
  expect(Object.values(after).reduce((sum, one) => sum + one, 0)).toBe(0);
});

test('[O21] [O24] terms that change between looking and paying cost nobody more than was shown', async () => {
  const first = await buy({ method: { provider: 'sandbox', card: 'decline' } });
  expect(first.body).toMatchObject({ state: 'held', totalMinor: 1_780 });
  await world.setTerms({ delivery: oneWay(randomUUID(), { ...post490, costMinor: 990 }) });
  const dearer = await buy({ expectedTotalMinor: 1_780 });
  expect(dearer).toMatchObject({ status: 409, body: { code: 'price_changed', details: { totalMinor: 2_280 } } });
  // What was placed before stays as it was placed, also when it is paid later.
  const again = await post(`/api/orders/${first.body.id}/pay`, {
    ...{ id: randomUUID(), method: { provider: 'sandbox', card: 'ok' } },
  });
  expect(again.body).toMatchObject({ state: 'paid', totalMinor: 1_780, deliveryMinor: 490 });
});

test('[O24] another rate and another country; one that is not served is refused and holds nothing', async () => {
  const to = (country: string) => ({ address: { ...address, country } });
  expect((await buy(to('AT'))).body).toMatchObject({ taxes: [{ rateBp: 2_000 }], taxMinor: 297, totalMinor: 1_780 });
  const refused = await buy(to('KR'));
  expect(refused).toMatchObject({ status: 409, body: { code: 'country_not_served', details: { country: 'KR' } } });
  expect((await buy({ pickup: true })).body.code).toBe('pickup_not_offered');
  await world.setTerms({ delivery: { ...delivery, pickup: true } });
  expect((await buy({ pickup: true, ...to('KR') })).body).toMatchObject({
    ...{ state: 'paid', pickup: true, deliveryMinor: 0, delivery: null, taxes: [{ rateBp: 1_900 }], totalMinor: 1_290 },
  });
});

test('[O24] what is bought outside of a room has the terms of its shop', async () => {
  expect((await buy({ roomId: null })).body).toMatchObject({ deliveryMinor: 490, totalMinor: 1_780 });
});

test('[O27] a shop that does not let the sandbox pay takes no order, and no second payment for an old one', async () => {
  const held = await buy({ method: { provider: 'sandbox', card: 'decline' } });
  await world.setTerms({ sandbox: false });
  expect((await buy()).body.code).toBe('payment_not_taken');
  const again = await post(`/api/orders/${held.body.id}/pay`, {
    ...{ id: randomUUID(), method: { provider: 'sandbox', card: 'ok' } },
  });
  expect(again.body.code).toBe('payment_not_taken');
});

test('[O24] many at once while the terms change: each order adds up by the terms of one moment', async () => {
  const { skuId } = await world.addSku(200);
  const buyers = await world.addBuyers(100);
  const changes = [490, 0, 990, 250].map((costMinor) =>
    world.setTerms({ delivery: oneWay(randomUUID(), { ...post490, costMinor }) }),
  );
  const orders = buyers.map((account, index) =>
    ask(world.nodes[index % 2]!.url, 'POST', '/api/orders', { account }, bodyFor({ lines: [{ skuId, quantity: 1 }] })),
  );
  await Promise.all(changes);
  for (const { body } of await Promise.all(orders)) {
    expect(body.totalMinor).toBe(1_290 + (body.deliveryMinor as number));
    expect([490, 0, 990, 250]).toContain(body.deliveryMinor);
  }
});
