import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  type StripeDouble,
  startStripeDouble,
  stripeEvent,
  stripeHeaders,
  stripeTestKeys,
} from '../../../tools/doubles/stripe-double.ts';
import type { Refund } from '../../../tools/doubles/stripe-state.ts';
import { findWrongs } from '../../../tools/sale-books.ts';
import { ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createSandboxProvider } from './sandbox-provider.ts';
import { createStripeProvider } from './stripe-provider.ts';

let double: StripeDouble;
let world: SaleWorld;
let vera: string;
let skuId: string;

beforeAll(async () => {
  double = await startStripeDouble();
  const onFault = (error: unknown) => void world.faults.push(error);
  world = await startSale({
    nodes: 2,
    provider: ({ sql, now }) => [
      createSandboxProvider({ sql, now, secret: 'a secret for tests', deliver: async () => 200 }),
      createStripeProvider({ ...stripeTestKeys, apiUrl: double.url, onFault }),
    ],
  });
});
beforeEach(async () => {
  [vera] = (await world.addBuyers(1)) as [string];
  ({ skuId } = await world.addSku(9));
});
afterEach(async () => {
  world.clock.aheadMs = 0;
  expect(await findWrongs(world.sql)).toEqual([]);
  expect(world.faults.splice(0)).toEqual([]);
});
afterAll(async () => {
  await world.stop();
  await double.close();
});

let asked = 0;
/** Each server in turn. */
const url = () => {
  asked += 1;
  return world.nodes[asked % 2]!.url;
};
const merchant = () => ({ account: vera, roles: { [world.shopId]: ['merchant' as const] } });
const address = { name: 'Vera', line1: 'Main 1', line2: '', postcode: '1', city: 'Jena', country: 'DE', phone: '' };
const order = async (method: object, quantity = 3) => {
  const id = randomUUID();
  const body = { id, roomId: null, lines: [{ skuId, quantity }], address, method };
  await ask(url(), 'POST', '/api/orders', { account: vera }, body);
  return id;
};
const post = (body: string) =>
  ask(url(), 'POST', '/api/payments/stripe/webhook', {}, body, stripeHeaders(body, { at: Date.now() }));
const tell = async (type: string, object: object) => {
  const { status, body } = await post(stripeEvent(type, object));
  expect([status, body]).toEqual([200, {}]);
};
/** 3 of 12.90 each, paid at Stripe. */
const paid = async () => {
  const id = await order({ provider: 'stripe' });
  double.confirm(id);
  await tell('payment_intent.succeeded', double.intentOf(id));
  return id;
};
const read = async (id: string) => (await ask(url(), 'GET', `/api/orders/${id}`, { account: vera })).body;
const byHand = (id: string, amount: number) => double.book.giveBack(double.intentOf(id), {}, 'succeeded', amount);
const chargeOf = (id: string) => double.book.charges.get(String(double.intentOf(id).latest_charge))!;
const part = (id: string, units: number) =>
  ask(url(), 'POST', `/api/orders/${id}/part-refund`, merchant(), {
    ...{ id: randomUUID(), lines: [{ skuId, units }], delivery: false, restock: true, reason: '' },
  });
const refund = (id: string) => ask(url(), 'POST', `/api/orders/${id}/refund`, merchant(), { id: randomUUID() });
const again = (refundId: string, id: string = randomUUID()) =>
  ask(url(), 'POST', `/api/part-refunds/${refundId}/again`, merchant(), { id });
const booked = async (id: string) => {
  const [row] = await world.sql<{ minor: number; refunded: number; state: string }[]>`
    select coalesce(sum(l.amount_minor), 0)::bigint as minor, p.refunded_minor as refunded, p.state from payments p
    left join ledger_entries e on e.order_id = p.order_id and e.kind in ('sale_captured', 'sale_refunded', 'refund_failed')
    left join ledger_lines l on l.entry_id = e.id and l.account = 'provider_receivable'
    where p.order_id = ${id} group by p.id`;
  return row!;
};
const refundsOf = async (id: string) => (await read(id)).refunds as Record<string, unknown>[];

test('[O90] a part that was given back by hand is in the book, the payment and the order, once, in whatever words it is heard', async () => {
  const id = await paid();
  const made = byHand(id, 500);
  await Promise.all([
    tell('refund.created', made),
    tell('charge.refunded', chargeOf(id)),
    tell('refund.updated', made),
    tell('charge.refund.updated', made),
  ]);
  expect(await read(id)).toMatchObject({
    ...{ state: 'paid', refundedMinor: 500 },
    refunds: [{ amountMinor: 500, lines: [], delivery: false, state: 'made', byHand: true }],
  });
  expect(await booked(id)).toEqual({ minor: 3_870 - 500, refunded: 500, state: 'captured' });
});

test('[O90] several parts by hand, doubled and in any order, up to the whole; units come back then', async () => {
  const id = await paid();
  const charge = () => structuredClone(chargeOf(id));
  const made: Refund[] = [];
  const charges: object[] = [];
  for (const amount of [1_000, 2_000, 870]) {
    made.push(structuredClone(byHand(id, amount)));
    charges.push(charge());
  }
  await tell('charge.refunded', charges[2]!);
  for (const one of [made[2]!, made[0]!, made[1]!, made[0]!]) await tell('refund.created', one);
  for (const one of charges) await tell('charge.refunded', one);
  expect(await read(id)).toMatchObject({ state: 'refunded', refundedMinor: 3_870 });
  expect((await refundsOf(id)).map(({ amountMinor }) => amountMinor).sort()).toEqual([1_000, 2_000, 870].sort());
  expect(await booked(id)).toMatchObject({ minor: 0, state: 'refunded' });
  const [stock] = await world.sql`select on_hand as "onHand", sold from stock where sku_id = ${skuId}`;
  expect(stock).toEqual({ onHand: 9, sold: 0 });
});

test('[O90] before its capture was heard of, a part by hand pays the order and goes back', async () => {
  const id = await order({ provider: 'stripe' });
  double.confirm(id);
  byHand(id, 900);
  await tell('charge.refunded', chargeOf(id));
  await tell('payment_intent.succeeded', double.intentOf(id));
  expect(await read(id)).toMatchObject({ state: 'paid', refundedMinor: 900 });
});

test('[O90] [O93] mixed with parts of ours: never more than was captured, and what is left goes back as a whole', async () => {
  const id = await paid();
  expect((await part(id, 1)).body).toMatchObject({ state: 'made', amountMinor: 1_290 });
  await tell('refund.updated', byHand(id, 2_000));
  expect((await part(id, 1)).body.code).toBe('refund_beyond_paid');
  expect(await read(id)).toMatchObject({ state: 'paid', refundedMinor: 3_290 });
  expect((await refund(id)).body).toMatchObject({ state: 'refunded' });
  expect(await booked(id)).toMatchObject({ minor: 0, state: 'refunded' });
  expect(chargeOf(id)).toMatchObject({ amount_refunded: 3_870, refunded: true });
});

test('[O91] [P21] Stripe says that less is left: what went by hand is heard so, and the whole goes on with the rest', async () => {
  const id = await paid();
  byHand(id, 1_500);
  expect((await refund(id)).body).toMatchObject({ state: 'refunded', refundedMinor: 3_870 });
  expect((await refundsOf(id)).map(({ amountMinor, byHand: hand }) => [amountMinor, hand])).toEqual([[1_500, true]]);
  expect(chargeOf(id).amount_refunded).toBe(3_870);
  await tell('charge.refunded', chargeOf(id));
  expect(await booked(id)).toMatchObject({ minor: 0, refunded: 1_500, state: 'refunded' });
});

test('[O91] [P21] all of it was given back by hand: a refund of the whole finds that, and one of a part fails', async () => {
  const [whole, some] = [await paid(), await paid()];
  byHand(whole, 3_870);
  expect((await refund(whole)).body).toMatchObject({ state: 'refunded' });
  byHand(some, 3_870);
  expect((await part(some, 1)).body).toMatchObject({ state: 'failed' });
  expect(await read(some)).toMatchObject({ state: 'refunded' });
  for (const id of [whole, some]) {
    await tell('charge.refunded', chargeOf(id));
    expect(await booked(id)).toMatchObject({ minor: 0, state: 'refunded' });
  }
});

test('[O91] a part that is more than is left fails, with what went by hand in the book', async () => {
  const id = await paid();
  byHand(id, 3_000);
  expect((await part(id, 1)).body).toMatchObject({ state: 'failed' });
  expect(await read(id)).toMatchObject({ state: 'paid', refundedMinor: 3_000, paymentProblem: 'refund_beyond_left' });
  const failed = (await refundsOf(id)).find(({ state }) => state === 'failed')!;
  expect(failed).toMatchObject({ problem: 'refund_beyond_left', byHand: false });
  expect((await again(String(failed.id))).body.code).toBe('refund_beyond_paid');
});

test('[O90] a part by hand that did not arrive is owed again, also after all had gone back', async () => {
  const id = await paid();
  const [first, second] = [byHand(id, 1_000), byHand(id, 2_870)];
  await tell('refund.created', first);
  await tell('refund.created', second);
  expect(await read(id)).toMatchObject({ state: 'refunded' });
  Object.assign(first, { status: 'failed', failure_reason: 'expired_or_canceled_card' });
  Object.assign(chargeOf(id), { refunded: false, amount_refunded: 2_870 });
  await tell('refund.failed', first);
  expect(await read(id)).toMatchObject({ state: 'refunded', paymentProblem: 'refund_card_closed' });
  expect(await booked(id)).toEqual({ minor: 1_000, refunded: 2_870, state: 'refund_failed' });
  expect((await refund(id)).body).toMatchObject({ state: 'refunded', paymentProblem: null });
  expect(await booked(id)).toMatchObject({ minor: 0, state: 'refunded' });
});

test('[O90] an earlier part of ours that fails after the rest went back is owed again, and the rest is not', async () => {
  const id = await paid();
  await part(id, 1);
  await refund(id);
  const made = [...double.book.refunds.values()].find((one) => one.metadata.orderId === id && one.amount === 1_290)!;
  made.status = 'failed';
  Object.assign(chargeOf(id), { refunded: false, amount_refunded: 2_580 });
  await tell('refund.failed', made);
  expect(await booked(id)).toEqual({ minor: 1_290, refunded: 2_580, state: 'refund_failed' });
  expect((await refund(id)).body).toMatchObject({ state: 'refunded' });
  expect(await booked(id)).toMatchObject({ minor: 0, state: 'refunded' });
});

test('[P20] what was given back by hand of a payment that is not ours is another program’s', async () => {
  const other = {
    id: 're_other',
    object: 'refund',
    amount: 5,
    status: 'succeeded',
    metadata: {},
    payment_intent: 'pi_other',
  };
  await tell('refund.created', other);
  const pending = { ...other, status: 'pending' };
  await tell('refund.created', pending);
});

test('[P20] what went back by hand cannot be asked for now: the webhook fails, comes again, and is then heard', async () => {
  const id = await paid();
  byHand(id, 700);
  const body = stripeEvent('charge.refunded', chargeOf(id));
  for (const _try of [1, 2]) double.failNext('GET /v1/refunds', 'cut_before');
  expect((await post(body)).status).toBeGreaterThanOrEqual(500);
  expect(await read(id)).toMatchObject({ refundedMinor: 0 });
  expect((await post(body)).status).toBe(200);
  expect(await read(id)).toMatchObject({ refundedMinor: 700 });
  world.faults.splice(0);
});

test.each(['sandbox', 'stripe'] as const)(
  '[O92] [F20] %s: a refund of the whole that failed says why, and is tried anew once, by somebody on record',
  async (provider) => {
    const id = provider === 'stripe' ? await paid() : await order({ provider: 'sandbox', card: 'refund_fails' });
    if (provider === 'stripe') double.failRefunds(1, 'expired_or_canceled_card');
    expect((await refund(id)).body.code).toBe('refund_card_closed');
    expect(await read(id)).toMatchObject({ state: 'paid', paymentProblem: 'refund_card_closed' });
    expect(await booked(id)).toMatchObject({ minor: 3_870, state: 'refund_failed' });
    const tries = await Promise.all([refund(id), refund(id), refund(id)]);
    expect(tries.map(({ status }) => status)).toContain(200);
    expect(await read(id)).toMatchObject({ state: 'refunded', paymentProblem: null });
    expect(await booked(id)).toMatchObject({ minor: 0, state: 'refunded' });
    const asks =
      await world.sql`select by_id as "byId", again from order_refund_asks where order_id = ${id} order by at`;
    expect(asks).toEqual([false, true].map((isAgain) => ({ byId: vera, again: isAgain })));
    if (provider === 'stripe') expect(chargeOf(id).amount_refunded).toBe(3_870);
  },
);

test.each(['sandbox', 'stripe'] as const)(
  '[O92] [F20] %s: a part that failed is tried anew under an id of its own, never twice',
  async (provider) => {
    const id = provider === 'stripe' ? await paid() : await order({ provider: 'sandbox', card: 'refund_fails' });
    if (provider === 'stripe') double.failRefunds(1, 'insufficient_funds');
    const { body: failed } = await part(id, 2);
    expect(failed).toMatchObject({ state: 'failed', amountMinor: 2_580 });
    const problem = provider === 'stripe' ? 'refund_no_funds' : 'refund_card_closed';
    expect(await refundsOf(id)).toMatchObject([{ id: failed.id, state: 'failed', problem }]);
    const stranger = { account: vera };
    const asStranger = await ask(url(), 'POST', `/api/part-refunds/${failed.id}/again`, stranger, { id: randomUUID() });
    expect(asStranger.body.code).toBe('not_allowed');
    expect((await again(randomUUID())).body.code).toBe('refund_unknown');
    const key = randomUUID();
    const tries = await Promise.all([
      again(String(failed.id), key),
      again(String(failed.id), key),
      again(String(failed.id)),
    ]);
    expect(tries.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    expect((await again(String(failed.id))).body.code).toBe('order_act_impossible');
    const refunds = await refundsOf(id);
    expect(refunds.filter(({ state }) => state === 'made')).toMatchObject([{ amountMinor: 2_580, againOf: failed.id }]);
    expect(await read(id)).toMatchObject({ state: 'paid', refundedMinor: 2_580, paymentProblem: null });
    expect(await booked(id)).toMatchObject({ minor: 1_290, refunded: 2_580 });
  },
);
