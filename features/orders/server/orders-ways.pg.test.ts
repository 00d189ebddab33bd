import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createMemoryMail } from '../../../platform/mail/memory-mail.ts';
import { findWrongs } from '../../../tools/sale-books.ts';
import { ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';
import { type DeliveryMethod, firstMethod, firstTax } from '../../shops/terms.ts';

const address = {
  ...{ name: 'Vera', line1: 'Main 1', line2: '', postcode: '10115', city: 'Berlin', country: 'DE', phone: '' },
};
const way = (name: string, more: Partial<DeliveryMethod>): DeliveryMethod => ({
  ...{ ...firstMethod, id: randomUUID(), name, ...more },
});
const post490 = way('Post', { days: { from: 2, to: 4 }, costMinor: 490, countries: ['DE', 'AT'] });
const express = way('Express', { days: { from: 1, to: 1 }, costMinor: 990, countries: ['DE'] });
const world90 = way('Abroad', { costMinor: 2_490 });
const delivery = { methods: [express, post490, world90], pickup: true, pickupNote: '' };
const tax = { ...firstTax, rateBp: 1_900, reducedBp: 700, rates: [{ country: 'AT', rateBp: 2_000 }] };
const mail = createMemoryMail();
let world: SaleWorld;
let vera: string;
let shirt: string;
let book: string;

beforeAll(async () => {
  world = await startSale({ nodes: 1, provider: () => createMemoryProvider({ secret: 'secret' }), mail });
});
beforeEach(async () => {
  [vera] = (await world.addBuyers(1)) as [string];
  const [one, other] = [await world.addSku(9), await world.addSku(9, 1_000)];
  [shirt, book] = [one.skuId, other.skuId];
  await world.sql`update products set tax_class = 'reduced' where id = ${other.productId}`;
  await world.setTerms({ tax, delivery, sandbox: true });
});
afterEach(async () => {
  expect(await findWrongs(world.sql)).toEqual([]);
  expect(world.faults).toEqual([]);
});
afterAll(() => world.stop());

const call = (who: object, method: string, target: string, body?: object) =>
  ask(world.nodes[0]!.url, method, target, who as never, body);
const buy = (more: object = {}) =>
  call({ account: vera }, 'POST', '/api/orders', {
    ...{ id: randomUUID(), roomId: world.roomId, lines: [{ skuId: shirt, quantity: 1 }], address },
    ...{ method: { provider: 'sandbox', card: 'ok' }, ...more },
  });
const to = (country: string) => ({ address: { ...address, country } });
const merchant = () => ({ account: 'hana', roles: { [world.shopId]: ['merchant' as const] } });
const keptOf = ({ id, name, days }: DeliveryMethod) => ({ id, name, days });

test('[O70] the way that was chosen is charged and kept; who chose none gets the cheapest that serves', async () => {
  expect((await buy({ deliveryId: express.id })).body).toMatchObject({
    ...{ state: 'paid', delivery: keptOf(express), deliveryMinor: 990, totalMinor: 2_280 },
  });
  expect((await buy()).body).toMatchObject({ delivery: keptOf(post490), deliveryMinor: 490 });
  expect((await buy(to('KR'))).body).toMatchObject({ delivery: keptOf(world90), deliveryMinor: 2_490 });
  expect((await buy({ pickup: true })).body).toMatchObject({ delivery: null, pickup: true, deliveryMinor: 0 });
});

test('[O71] a way that the shop does not have, and one that does not go there, are refused and hold nothing', async () => {
  const gone = await buy({ deliveryId: randomUUID() });
  expect(gone).toMatchObject({ status: 409, body: { code: 'delivery_method_unknown' } });
  const far = await buy({ deliveryId: express.id, ...to('AT') });
  expect(far).toMatchObject({ status: 409, body: { code: 'delivery_method_not_served', details: { country: 'AT' } } });
  expect((await buy({ deliveryId: 'post' })).body.code).toBe('bad_request');
  const [held] = await world.sql`select held from stock where sku_id = ${shirt}`;
  expect(held).toEqual({ held: 0 });
});

test('[O72] an order keeps its way as it was, whatever the shop makes of it, for buyer, merchant and who packs', async () => {
  const { body: order } = await buy({ deliveryId: express.id });
  await world.setTerms({ delivery: { ...delivery, methods: [{ ...express, name: 'Bike', costMinor: 1 }] } });
  for (const who of [{ account: vera }, merchant()]) {
    const { body } = await call(who, 'GET', `/api/orders/${order.id}`);
    expect(body).toMatchObject({ delivery: keptOf(express), deliveryMinor: 990, totalMinor: 2_280 });
  }
  const link = (await call({ account: vera }, 'GET', `/api/orders/${order.id}/link`)).body.path as string;
  const linked = await call({}, 'GET', `/api/linked-${link.slice(1)}`);
  expect(linked.body).toMatchObject({ delivery: keptOf(express), deliveryMinor: 990 });
  const packing = await call(merchant(), 'GET', `/api/shops/${world.shopId}/packing`);
  expect((packing.body.orders as { id: string }[]).find(({ id }) => id === order.id)).toMatchObject({
    delivery: keptOf(express),
  });
});

test('[O73] an order of two rates has a line of tax for each, delivery with the goods; the book holds their sum', async () => {
  const lines = [
    { skuId: shirt, quantity: 1 },
    { skuId: book, quantity: 2 },
  ];
  const { body: order } = await buy({ lines, expectedTotalMinor: 3_780 });
  const taxes = [
    { rateBp: 1_900, netMinor: 1_245, taxMinor: 237 },
    { rateBp: 700, netMinor: 2_148, taxMinor: 150 },
  ];
  expect(order).toMatchObject({ state: 'paid', taxes, taxMinor: 387, totalMinor: 3_780 });
  expect((order.lines as { taxRateBp: number }[]).map(({ taxRateBp }) => taxRateBp)).toEqual([1_900, 700]);
  // Austria has no reduced rate here: its standard one counts for both.
  expect((await buy({ lines, ...to('AT') })).body.taxes).toMatchObject([{ rateBp: 2_000, taxMinor: 630 }]);
  await world.setTerms({ tax: { ...tax, pricesInclude: false } });
  const { body: added } = await buy({ lines, deliveryId: express.id });
  expect(added.taxes).toEqual([
    { rateBp: 1_900, netMinor: 1_678, taxMinor: 319 },
    { rateBp: 700, netMinor: 2_602, taxMinor: 182 },
  ]);
  expect(added).toMatchObject({ taxMinor: 501, totalMinor: 4_781, state: 'paid' });
});

test('[O72] [O73] the receipt names the way and its time, and the tax at each rate', async () => {
  const lines = [shirt, book].map((skuId) => ({ skuId, quantity: 1 }));
  await buy({ lines, deliveryId: express.id });
  await world.nodes[0]!.fulfilment.sweep(Date.now());
  const { text } = mail.letters.find((letter) => letter.to === `${vera}@livestall.example`)!;
  expect(text).toContain('Express, 1 working day: €9.90');
  expect(text).toContain('Of that tax (19%): €2.95\nOf that tax (7%): €0.94');
});

test('[O74] parts and the rest of an order of two rates give back what was paid, with its tax', async () => {
  const lines = [
    { skuId: shirt, quantity: 2 },
    { skuId: book, quantity: 3 },
  ];
  const { body: order } = await buy({ lines });
  const back = (skuId: string, units: number, withDelivery = false) =>
    call(merchant(), 'POST', `/api/orders/${order.id}/part-refund`, {
      ...{ id: randomUUID(), lines: [{ skuId, units }], delivery: withDelivery, restock: true, reason: '' },
    });
  expect((await back(book, 1)).body).toMatchObject({ state: 'made', amountMinor: 1_000 });
  expect((await back(shirt, 1, true)).body).toMatchObject({ state: 'made', amountMinor: 1_780 });
  const whole = await call(merchant(), 'POST', `/api/orders/${order.id}/refund`, { id: randomUUID() });
  expect(whole.body).toMatchObject({ state: 'refunded', refundedMinor: order.totalMinor });
  const [owed] = await world.sql`select coalesce(sum(l.amount_minor), 0)::int as minor from ledger_lines l
    join ledger_entries e on e.id = l.entry_id where e.order_id = ${order.id as string} and l.account = 'tax_payable'`;
  expect(owed).toEqual({ minor: 0 });
});

test('[O75] the way of the last paid order that was delivered is remembered', async () => {
  const remembered = async () => (await call({ account: vera }, 'GET', '/api/me/checkout')).body.deliveryId;
  expect(await remembered()).toBeNull();
  await buy({ deliveryId: express.id });
  expect(await remembered()).toBe(express.id);
  await buy({ pickup: true });
  expect(await remembered()).toBe(express.id);
  await buy();
  expect(await remembered()).toBe(post490.id);
});

test('[O76] an order of before, with its one rate and without a way, is shown and refunded as it was', async () => {
  const { body: order } = await buy({ lines: [{ skuId: shirt, quantity: 2 }] });
  const id = order.id as string;
  await world.sql`update orders set tax_lines = null, delivery = null where id = ${id}`;
  await world.sql`update order_lines set tax_rate_bp = null where order_id = ${id}`;
  const { body } = await call({ account: vera }, 'GET', `/api/orders/${id}`);
  expect(body).toMatchObject({ delivery: null, taxes: order.taxes, totalMinor: 3_070 });
  expect((body.lines as object[])[0]).toMatchObject({ taxRateBp: 1_900 });
  const part = { id: randomUUID(), lines: [{ skuId: shirt, units: 1 }], delivery: false, restock: false, reason: '' };
  expect((await call(merchant(), 'POST', `/api/orders/${id}/part-refund`, part)).body).toMatchObject({
    ...{ state: 'made', amountMinor: 1_290 },
  });
  const rest = await call(merchant(), 'POST', `/api/orders/${id}/refund`, { id: randomUUID() });
  expect(rest.body).toMatchObject({ state: 'refunded' });
});
