import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Role } from '../../../platform/kit/actor.ts';
import { createMemoryMail } from '../../../platform/mail/memory-mail.ts';
import { findWrongs } from '../../../tools/sale-books.ts';
import { ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';
import { PaymentUnanswered } from '../../payments/server/provider.ts';
import { oneWay } from '../../shops/terms.ts';

const address = {
  ...{ name: 'Vera', line1: 'Main 1', line2: '', postcode: '10115', city: 'Berlin', country: 'DE', phone: '' },
};
const provider = createMemoryProvider({ secret: 'secret' });
const mail = createMemoryMail();
let world: SaleWorld;

beforeAll(async () => {
  world = await startSale({ nodes: 2, provider: () => provider, mail });
  await world.sql`insert into accounts (id, name, email) values ('mara-lindt', 'Mara Lindt', 'merchant@livestall.example')`;
  await world.setTerms({
    tax: { pricesInclude: false, rateBp: 1_900, rates: [], taxId: '' },
    delivery: oneWay(randomUUID(), { costMinor: 490, pickup: true, pickupNote: 'At the counter' }),
  });
});
afterEach(async () => {
  provider.beforeRefund = async () => {};
  world.clock.aheadMs = 0;
  expect(await findWrongs(world.sql)).toEqual([]);
  expect(world.faults).toEqual([]);
});
afterAll(() => world.stop());

const merchant = () => ({ account: 'mara-lindt', roles: { [world.shopId]: ['merchant' as Role] } });
const post = (path: string, body: object, as: object = merchant(), node = 0) =>
  ask(world.nodes[node]!.url, 'POST', path, as, body, { 'accept-language': 'ko-KR,ko;q=0.9' });
const get = (path: string, as: object = merchant()) => ask(world.nodes[0]!.url, 'GET', path, as);

/** A paid order of two scarves and a hat. */
async function bought(more: object = {}) {
  const [scarf, hat] = [await world.addSku(10, 1_000), await world.addSku(10, 333)];
  const [vera] = (await world.addBuyers(1)) as [string];
  const { body } = await post(
    '/api/orders',
    {
      ...{ id: randomUUID(), roomId: world.roomId, address, method: { provider: 'sandbox', card: 'ok' } },
      lines: [
        { skuId: scarf.skuId, quantity: 2 },
        { skuId: hat.skuId, quantity: 1 },
      ],
      ...more,
    },
    { account: vera },
  );
  expect(body.state).toBe('paid');
  return { id: body.id as string, totalMinor: body.totalMinor as number, vera, scarf: scarf.skuId, hat: hat.skuId };
}
/** By somebody whose account has no e-mail. */
async function boughtByGuest(given: { email?: string } = { email: 'vera@guest.example' }) {
  const { skuId } = await world.addSku(1, 1_000);
  const [vera] = (await world.addBuyers(1)) as [string];
  await world.sql`update accounts set guest = true where id = ${vera}`;
  const method = { provider: 'sandbox', card: 'ok' };
  const body = { id: randomUUID(), roomId: world.roomId, address, method, ...given };
  const bought = await post('/api/orders', { ...body, lines: [{ skuId, quantity: 1 }] }, { account: vera });
  expect(bought.body.state).toBe('paid');
  return { order: body.id, vera };
}
type Bought = Awaited<ReturnType<typeof bought>>;

const part = (lines: object[], more: object = {}) => ({
  ...{ id: randomUUID(), lines, delivery: false, restock: true, reason: '', ...more },
});
const refund = (order: Bought, body: object, node = 0) =>
  post(`/api/orders/${order.id}/part-refund`, body, merchant(), node);
const read = async ({ id, vera }: Bought) => (await get(`/api/orders/${id}`, { account: vera })).body;
const onHand = async (skuId: string) => {
  const [row] = await world.sql<{ onHand: number }[]>`select on_hand as "onHand" from stock where sku_id = ${skuId}`;
  return row!.onHand;
};
const journal = (skuId: string) =>
  world.sql`select units, reason, note from stock_journal where sku_id = ${skuId} and reason = 'returned'`;
/** What the books say is still kept of an order. */
const kept = async ({ id }: Bought) => {
  const [row] = await world.sql<{ kept: number }[]>`
    select sum(l.amount_minor)::int as kept from ledger_entries e join ledger_lines l on l.entry_id = e.id
    where e.order_id = ${id} and l.account = 'provider_receivable'`;
  return row!.kept;
};

test('[O42] [F6] [S15] parts go back with their tax, each once, into stock or not; the whole refund gives back the rest', async () => {
  const order = await bought();
  const first = part([{ skuId: order.scarf, units: 1 }]);
  const answers = await Promise.all([refund(order, first), refund(order, first, 1)]);
  for (const { body } of answers) expect(body).toMatchObject({ amountMinor: 1_190, state: 'made' });
  expect(await onHand(order.scarf)).toBe(9);
  expect(await journal(order.scarf)).toEqual([
    { units: 1, reason: 'returned', note: `#${order.id.slice(-6).toUpperCase()}` },
  ]);
  const second = part([{ skuId: order.hat, units: 1 }], { delivery: true, restock: false });
  expect((await refund(order, second)).body).toMatchObject({ state: 'made', amountMinor: 396 + 583 });
  expect(await onHand(order.hat)).toBe(9);
  expect(await read(order)).toMatchObject({ state: 'paid', refundedMinor: 2_169, refunds: [{ state: 'made' }, {}] });
  expect(await kept(order)).toBe(order.totalMinor - 2_169);
  expect((await refund(order, part([{ skuId: order.hat, units: 1 }]))).body.code).toBe('refund_beyond_order');
  expect((await refund(order, part([]))).body.code).toBe('refund_of_nothing');
  expect((await post(`/api/orders/${order.id}/part-refund`, first, { account: order.vera })).body.code).toBe(
    'not_allowed',
  );
  expect((await post(`/api/orders/${order.id}/refund`, { id: randomUUID() })).body).toMatchObject({
    ...{ state: 'refunded', refundedMinor: order.totalMinor },
  });
  expect([await onHand(order.scarf), await onHand(order.hat), await kept(order)]).toEqual([10, 9, 0]);
  expect([...provider.parts.values()].reduce((sum, one) => sum + one.amountMinor, 0)).toBe(order.totalMinor);
});

test('[O44] nobody hears of a refund: the sweeper of another server asks again, once; the last part refunds the order', async () => {
  const order = await bought();
  const claims = provider.parts.size;
  provider.beforeRefund = async (paymentId) => {
    throw new PaymentUnanswered(paymentId);
  };
  const half = part([{ skuId: order.scarf, units: 2 }], { delivery: true });
  expect((await refund(order, half)).body.state).toBe('asked');
  expect((await refund(order, part([{ skuId: order.hat, units: 1 }]))).body.code).toBe('refund_under_way');
  expect((await post(`/api/orders/${order.id}/refund`, { id: randomUUID() })).body.code).toBe('refund_under_way');
  expect(await findWrongs(world.sql)).toEqual([]);
  provider.beforeRefund = async () => {};
  world.clock.aheadMs = 60_000;
  await Promise.all(world.nodes.map(({ orders }) => orders.sweep(Date.now() + 60_000)));
  expect((await refund(order, half, 1)).body.state).toBe('made');
  expect(provider.parts.size).toBe(claims + 1);
  expect((await read(order)).state).toBe('paid');
  expect((await refund(order, part([{ skuId: order.hat, units: 1 }]))).body.state).toBe('made');
  expect(await read(order)).toMatchObject({ state: 'refunded', refundedMinor: order.totalMinor });
});

test('[F1] [F2] [F3] [F7] [F8] an order is packed, shipped with its number, and its buyer is written to once in their language', async () => {
  const order = await bought({ note: 'Ring twice' });
  await refund(order, part([{ skuId: order.scarf, units: 1 }]));
  const packing = async () =>
    (await get(`/api/shops/${world.shopId}/packing`)).body.orders as { id: string; note: string; lines: object[] }[];
  expect((await packing()).find(({ id }) => id === order.id)).toMatchObject({
    note: 'Ring twice',
    lines: [
      { skuId: order.scarf, units: 1, code: '' },
      { skuId: order.hat, units: 1 },
    ],
  });
  expect((await get(`/api/shops/${world.shopId}/packing`, { account: order.vera })).body.code).toBe('not_allowed');
  const ship = { id: randomUUID(), step: 'shipped', carrier: 'DHL', number: 'JD0123' };
  expect((await post(`/api/orders/${order.id}/parcel`, ship, { account: order.vera })).body.code).toBe('not_allowed');
  await Promise.all([0, 1].map((node) => post(`/api/orders/${order.id}/parcel`, ship, merchant(), node)));
  await post(`/api/orders/${order.id}/parcel`, { ...ship, id: randomUUID(), number: 'JD0124' });
  expect((await packing()).map(({ id }) => id)).not.toContain(order.id);
  const seen = (account: string) => get(`/api/fulfilment?orderIds=${order.id}`, { account });
  expect((await seen(order.vera)).body).toMatchObject({ orders: [{ parcel: { state: 'sent', number: 'JD0124' } }] });
  expect((await seen('viktor-123')).body).toEqual({ orders: [] });
  mail.failNext();
  for (const aheadMs of [1_000, 30_000, 60_000]) {
    await Promise.all(world.nodes.map(({ fulfilment }) => fulfilment.sweep(Date.now() + aheadMs)));
  }
  expect(world.faults.splice(0)).toHaveLength(1);
  const letters = mail.letters.filter(({ to }) => to === `${order.vera}@livestall.example`);
  expect(letters.map(({ subject }) => subject.split(': ')[1]!.split(' ')[0]).sort()).toEqual(
    ['주문', '주문', '€11.90'].sort(),
  );
  expect(letters.some(({ text }) => text.includes('운송장 번호: JD0124'))).toBe(true);
  expect(letters.some(({ text }) => text.includes('배송비: €4.90') && text.includes('합계: €33.59'))).toBe(true);
});

test('[F8] a guest who gave an e-mail with the order is written to there, with the way to that order alone', async () => {
  const { order, vera } = await boughtByGuest();
  await world.nodes[0]!.fulfilment.sweep(Date.now());
  const letters = mail.letters.filter(({ to }) => to === 'vera@guest.example');
  expect(letters).toHaveLength(1);
  const path = world.nodes[0]!.orders.linkPathOf(order);
  expect(letters[0]!.text).toContain(`http://shop.example${path}`);
  expect(mail.letters.filter(({ to }) => to.startsWith(vera))).toEqual([]);
});

test('[F8] guests without an e-mail get no letter, one with an e-mail among them gets theirs, and none is due again', async () => {
  const unreached = [await boughtByGuest({}), await boughtByGuest({})];
  await boughtByGuest({ email: 'hana@guest.example' });
  const before = mail.letters.length;
  const swept = await Promise.all(world.nodes.map(({ fulfilment }) => fulfilment.sweep(Date.now())));
  expect(swept.reduce((sum, due) => sum + due)).toBe(3);
  expect(mail.letters.slice(before).map(({ to }) => to)).toEqual(['hana@guest.example']);
  const due = await world.sql`select 1 from order_letters where sent_at is null`;
  expect([due.length, unreached.length]).toEqual([0, 2]);
});

test('[F2] an order that is fetched is made ready and handed over', async () => {
  const order = await bought({ pickup: true });
  const step = (name: string) => post(`/api/orders/${order.id}/parcel`, { id: randomUUID(), step: name });
  expect((await step('ready')).body).toMatchObject({ parcel: { state: 'ready' } });
  expect((await step('handed_over')).body).toMatchObject({ parcel: { state: 'sent' } });
  expect((await step('ready')).body.code).toBe('order_not_to_send');
});

test('[F4] [F5] a return is asked for, declined with a word, asked for anew, accepted once, and refunded', async () => {
  const order = await bought();
  const wish = (units: number) => ({
    ...{ id: randomUUID(), lines: [{ skuId: order.scarf, units }], reason: 'unfit', note: 'Too short' },
  });
  const asked = (body: object, account = order.vera) => post(`/api/orders/${order.id}/returns`, body, { account });
  expect((await asked(wish(1), 'viktor-123')).body.code).toBe('order_unknown');
  expect((await asked(wish(3))).body).toMatchObject({ code: 'return_beyond_order', details: { left: 2 } });
  const both = await Promise.all([asked(wish(1)), asked(wish(1))]);
  expect(both.map(({ body }) => body.code ?? 'ok').sort()).toEqual(['ok', 'return_open']);
  const open = async () => {
    const { returns } = (await get(`/api/shops/${world.shopId}/returns`)).body as { returns: { id: string }[] };
    return returns.map(({ id }) => id);
  };
  const [first] = (await open()) as [string];
  const decline = { id: randomUUID(), text: 'It was worn.' };
  expect((await post(`/api/returns/${first}/decline`, decline, { account: order.vera })).body.code).toBe('not_allowed');
  expect((await post(`/api/returns/${first}/decline`, decline)).body).toMatchObject({
    returns: [{ state: 'declined', answer: 'It was worn.' }],
  });
  await asked(wish(2));
  const [second] = (await open()) as [string];
  const accept = (node: number) =>
    post(`/api/returns/${second}/accept`, { id: randomUUID(), restock: true }, merchant(), node);
  const accepted = await Promise.all([accept(0), accept(1)]);
  expect(accepted.map(({ body }) => body.code ?? 'ok').sort()).toEqual(['ok', 'return_decided']);
  expect(await read(order)).toMatchObject({ state: 'paid', refundedMinor: 2_380 });
  expect(await onHand(order.scarf)).toBe(10);
});

test('[W1] whoever gave all units of a product back in parts has bought it no more, and the rest of the order still', async () => {
  const order = await bought();
  const has = async (skuId: string) => {
    const [sku] = await world.sql<{ productId: string }[]>`
      select product_id as "productId" from skus where id = ${skuId}`;
    return world.nodes[0]!.orders.hasBoughtProduct(world.sql, order.vera, sku!.productId);
  };
  for (const left of [true, false]) {
    await refund(order, part([{ skuId: order.scarf, units: 1 }]));
    expect(await has(order.scarf)).toBe(left);
  }
  expect(await has(order.hat)).toBe(true);
});

test('[O38] [O28] what went back in a part is bought no more: neither for a limit nor in what a show sold', async () => {
  const order = await bought();
  const productOf = await world.sql<
    { productId: string }[]
  >`select product_id as "productId" from skus where id = ${order.scarf}`;
  const { productId } = productOf[0]!;
  await world.sql`update products set limit_per_buyer = 2 where id = ${productId}`;
  const again = () =>
    post(
      '/api/orders',
      {
        ...{ id: randomUUID(), roomId: world.roomId, address, method: { provider: 'sandbox', card: 'ok' } },
        lines: [{ skuId: order.scarf, quantity: 1 }],
      },
      { account: order.vera },
    );
  expect((await again()).body.code).toBe('purchase_limit');
  await refund(order, part([{ skuId: order.scarf, units: 1 }]));
  const { sold } = (await get(`/api/rooms/${world.roomId}/sold`)).body as {
    sold: { productId: string; units: number }[];
  };
  expect(sold.find((one) => one.productId === productId)).toMatchObject({ units: 1, goodsMinor: 1_000 });
  expect((await again()).body.state).toBe('paid');
});
