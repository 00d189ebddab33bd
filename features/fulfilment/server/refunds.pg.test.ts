import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Role } from '../../../platform/kit/actor.ts';
import { createMemoryMail } from '../../../platform/mail/memory-mail.ts';
import { findWrongs } from '../../../tools/sale-books.ts';
import { ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';
import { oneWay } from '../../shops/terms.ts';
import type { Fulfilment } from '../protocol.ts';

const address = {
  ...{ name: 'Vera', line1: 'Main 1', line2: '', postcode: '10115', city: 'Berlin', country: 'DE', phone: '' },
};
const mail = createMemoryMail();
let world: SaleWorld;

beforeAll(async () => {
  const provider = createMemoryProvider({ secret: 'secret' });
  world = await startSale({ provider: () => provider, mail });
  for (const [id, name] of [
    ['mara-lindt', 'Mara Lindt'],
    ['olu-adeyemi', 'Olu Adeyemi'],
  ] as const) {
    await world.sql`insert into accounts (id, name, email) values (${id}, ${name}, ${`${id}@livestall.example`})`;
  }
  await world.setTerms({
    tax: { pricesInclude: true, rateBp: 1_900, reducedBp: 700, rates: [], taxId: '' },
    delivery: oneWay(randomUUID(), { costMinor: 0, pickup: false, pickupNote: '' }),
  });
});
afterEach(async () => {
  expect(await findWrongs(world.sql)).toEqual([]);
  expect(world.faults).toEqual([]);
});
afterAll(() => world.stop());

const of = (account: string) => ({ account, roles: { [world.shopId]: ['merchant' as Role] } });
const [mara, olu] = ['mara-lindt', 'olu-adeyemi'];
const post = (path: string, body: object, as: object) => ask(world.nodes[0]!.url, 'POST', path, as, body);

/** A lamp at the full rate and two books at the reduced one. */
async function bought({ card = 'ok', reduced = true } = {}) {
  const [lamp, book] = [await world.addSku(10, 2_380), await world.addSku(10, 1_070)];
  if (reduced) await world.sql`update products set tax_class = 'reduced' where id = ${book.productId}`;
  const [vera] = (await world.addBuyers(1)) as [string];
  const lines = [
    { skuId: lamp.skuId, quantity: 1 },
    { skuId: book.skuId, quantity: 2 },
  ];
  const order = { id: randomUUID(), roomId: world.roomId, address, method: { provider: 'sandbox', card }, lines };
  expect((await post('/api/orders', order, { account: vera })).body.state).toBe('paid');
  return { id: order.id, vera, lamp: lamp.skuId, book: book.skuId };
}
type Bought = Awaited<ReturnType<typeof bought>>;

const refundPart = ({ id }: Bought, skuId: string, who: string) => {
  const part = { id: randomUUID(), lines: [{ skuId, units: 1 }], delivery: false, restock: true, reason: '' };
  return post(`/api/orders/${id}/part-refund`, part, of(who));
};
const refundAll = ({ id }: Bought, who: string) => post(`/api/orders/${id}/refund`, { id: randomUUID() }, of(who));
/** The letters about refunds to the buyer, in the order in which they were due. */
async function letters({ vera }: Bought): Promise<string[]> {
  await world.nodes[0]!.fulfilment.sweep(Date.now() + 1_000);
  const own = mail.letters.filter(({ to, text }) => to.startsWith(vera) && text.includes('We have refunded'));
  return own.map(({ text }) => text);
}
const taxesIn = (letter: string | undefined) =>
  letter?.split('\n').filter((line) => line.startsWith('Tax in the refund'));

test('[F22] [O94] of an order with two rates each letter about a refund says the tax in it at each rate', async () => {
  const order = await bought();
  await refundPart(order, order.book, mara);
  await refundAll(order, mara);
  const [first, rest] = await letters(order);
  expect(first).toContain('We have refunded €10.70');
  expect(taxesIn(first)).toEqual(['Tax in the refund (7%): €0.70']);
  expect(rest).toContain('We have refunded €34.50');
  expect(taxesIn(rest)).toEqual(['Tax in the refund (19%): €3.80', 'Tax in the refund (7%): €0.70']);
});

test('[F22] of an order with one rate the letter says none', async () => {
  const order = await bought({ reduced: false });
  await refundAll(order, mara);
  const sent = await letters(order);
  expect(sent).toHaveLength(1);
  expect(taxesIn(sent[0])).toEqual([]);
});

const seenBy = async ({ id }: Bought, as: object) => {
  const { body } = await ask(world.nodes[0]!.url, 'GET', `/api/fulfilment?orderIds=${id}`, as);
  return (body as unknown as { orders: Fulfilment[] }).orders[0]!.refundAsks;
};

test('[F21] [O92] a merchant sees who asked for a refund of the whole, and who again, and when; its buyer does not', async () => {
  const order = await bought({ card: 'refund_fails' });
  expect(await seenBy(order, of(olu))).toEqual([]);
  expect((await refundAll(order, mara)).body.code).toBe('refund_card_closed');
  expect((await refundAll(order, olu)).body.state).toBe('refunded');
  const asks = await seenBy(order, of(mara));
  expect(asks.map(({ by, again, ofPart }) => ({ by, again, ofPart }))).toEqual([
    { by: 'Mara Lindt', again: false, ofPart: false },
    { by: 'Olu Adeyemi', again: true, ofPart: false },
  ]);
  for (const { at } of asks) expect(Math.abs(at - Date.now())).toBeLessThan(60_000);
  expect(await seenBy(order, { account: order.vera })).toEqual([]);
});

test('[F21] [O92] so it is with a refund of a part, each try under its own id; of an account that is gone no name is told', async () => {
  const order = await bought({ card: 'refund_fails' });
  const { body: failed } = await refundPart(order, order.book, mara);
  expect(failed.state).toBe('failed');
  const again = await post(`/api/part-refunds/${failed.id}/again`, { id: randomUUID() }, of(olu));
  expect(again.body.state).toBe('made');
  expect(await seenBy(order, of(mara))).toMatchObject([
    { refundId: failed.id, by: 'Mara Lindt', again: false, ofPart: true },
    { refundId: again.body.id, by: 'Olu Adeyemi', again: true, ofPart: true },
  ]);
  await refundAll(order, 'somebody-gone');
  expect((await seenBy(order, of(mara))).at(-1)).toMatchObject({ by: null, again: false, ofPart: false });
});
