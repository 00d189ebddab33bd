import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  type StripeDouble,
  startStripeDouble,
  stripeEvent,
  stripeHeaders,
  stripeTestKeys,
} from '../../../tools/doubles/stripe-double.ts';
import { findWrongs, unitsOf } from '../../../tools/sale-books.ts';
import { type As, ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from './memory-provider.ts';
import { signatureToleranceMs } from './signature.ts';
import { createStripeProvider } from './stripe-provider.ts';

const holdMs = 600_000;
const sandboxSecret = 'a secret for tests';
let double: StripeDouble;
let world: SaleWorld;
let vera: string;
let skuId: string;

beforeAll(async () => {
  double = await startStripeDouble();
  const onFault = (error: unknown) => void world.faults.push(error);
  world = await startSale({
    holdMs,
    provider: () => [
      createMemoryProvider({ secret: sandboxSecret }),
      createStripeProvider({ ...stripeTestKeys, apiUrl: double.url, onFault }),
    ],
  });
});
beforeEach(async () => {
  [vera] = (await world.addBuyers(1)) as [string];
  ({ skuId } = await world.addSku(3));
});
afterEach(async () => {
  Object.assign(world.clock, { aheadMs: 0, atMs: undefined });
  expect(await findWrongs(world.sql)).toEqual([]);
  expect(world.faults.splice(0)).toEqual([]);
});
afterAll(async () => {
  await world.stop();
  await double.close();
});

const url = () => world.nodes[0]!.url;
const address = {
  ...{ name: 'Vera', line1: 'Main 1', line2: '', postcode: '10115', city: 'Berlin', country: 'DE', phone: '' },
};
const buy = async (id: string = randomUUID(), method: object = { provider: 'stripe' }) => {
  const order = { id, roomId: world.roomId, lines: [{ skuId, quantity: 1 }], address, method };
  return (await ask(url(), 'POST', '/api/orders', { account: vera }, order)).body;
};
const read = async (orderId: unknown) => (await ask(url(), 'GET', `/api/orders/${orderId}`, { account: vera })).body;
const confirmation = (orderId: unknown, as: As = { account: vera }) =>
  ask(url(), 'GET', `/api/orders/${orderId}/confirmation`, as);
const sweep = (aheadMs: number) => {
  world.clock.aheadMs = aheadMs;
  return world.nodes[0]!.orders.sweep(Date.now() + aheadMs);
};
const now = () => world.clock.atMs ?? Date.now() + world.clock.aheadMs;
const post = (body: string, headers = stripeHeaders(body, { at: now() })) =>
  ask(url(), 'POST', '/api/payments/stripe/webhook', {}, body, headers);
const tell = (type: string, object: object) => post(stripeEvent(type, object));
const stateOf = async (paymentId: unknown) =>
  (await world.sql<{ state: string }[]>`select state from payments where id = ${String(paymentId)}`)[0]?.state;
const bookOf = async (orderId: unknown) => {
  const rows = await world.sql<{ kind: string; account: string; minor: number }[]>`
    select e.kind, l.account, l.amount_minor as minor from ledger_entries e join ledger_lines l on l.entry_id = e.id
    where e.order_id = ${String(orderId)} order by e.at, e.kind, l.position`;
  return rows.map(({ kind, account, minor }) => `${kind} ${account} ${minor}`);
};

test('[P15] an order is held while its buyer agrees at Stripe, and paid by the webhook, with the fee in the book', async () => {
  const order = await buy();
  expect(order).toMatchObject({ state: 'held', paymentProblem: null });
  const secret = (await confirmation(order.id)).body;
  expect(secret).toMatchObject({ provider: 'stripe', clientSecret: double.intentOf(String(order.id)).client_secret });
  double.confirm(String(order.id));
  await tell('payment_intent.succeeded', double.intentOf(String(order.id)));
  expect(await read(order.id)).toMatchObject({ state: 'paid' });
  expect(await bookOf(order.id)).toEqual([
    'provider_fee provider_fee 44',
    'provider_fee provider_receivable -44',
    'sale_captured provider_receivable 1290',
    'sale_captured sales -1290',
  ]);
  expect(await buy(String(order.id))).toMatchObject({ state: 'paid' });
});

test('[O37] only the buyer gets what is needed to agree, and only while there is something to agree to', async () => {
  const order = await buy();
  const [viktor] = (await world.addBuyers(1)) as [string];
  expect((await confirmation(order.id, { account: viktor })).body.code).toBe('order_unknown');
  const merchant = { account: viktor, roles: { [world.shopId]: ['merchant' as const] } };
  expect((await confirmation(order.id, merchant)).body.code).toBe('order_unknown');
  expect((await confirmation(order.id, {})).body.code).toBe('name_needed');
  await ask(url(), 'POST', `/api/orders/${order.id}/cancel`, { account: vera }, { id: randomUUID() });
  expect((await confirmation(order.id)).body.code).toBe('payment_not_open');
  const sandbox = await buy(randomUUID(), { provider: 'sandbox', card: 'timeout' });
  expect((await confirmation(sandbox.id)).body.code).toBe('payment_not_open');
});

test('[O35] declined, then paid on the same payment', async () => {
  const order = await buy();
  double.fail(String(order.id));
  await tell('payment_intent.payment_failed', double.intentOf(String(order.id)));
  expect(await read(order.id)).toMatchObject({ state: 'held', paymentProblem: 'payment_declined' });
  expect((await confirmation(order.id)).status).toBe(200);
  double.confirm(String(order.id));
  await tell('payment_intent.succeeded', double.intentOf(String(order.id)));
  expect(await read(order.id)).toMatchObject({ state: 'paid', paymentProblem: null });
});

test('[P10] when the hold is over, the intent is cancelled at Stripe and can never be captured', async () => {
  const order = await buy();
  await sweep(holdMs);
  expect(await read(order.id)).toMatchObject({ state: 'expired' });
  expect(await stateOf(order.id)).toBe('calling_off');
  await sweep(holdMs + 6_000);
  expect(double.intentOf(String(order.id)).status).toBe('canceled');
  expect(await stateOf(order.id)).toBe('declined');
  expect(await unitsOf(world.sql, skuId)).toEqual({ onHand: 3, held: 0, sold: 0 });
});

test('[O9] captured while it was called off, and no webhook ever: the money goes back', async () => {
  const order = await buy();
  double.confirm(String(order.id));
  await ask(url(), 'POST', `/api/orders/${order.id}/cancel`, { account: vera }, { id: randomUUID() });
  await sweep(6_000);
  expect([await read(order.id), await stateOf(order.id)]).toMatchObject([{ state: 'cancelled' }, 'refunded']);
  expect(double.book.refunds.size).toBeGreaterThan(0);
});

test('[P8] captured, and every webhook lost: the sweeper asks and the order is paid', async () => {
  const order = await buy();
  double.confirm(String(order.id));
  await sweep(16_000);
  expect(await read(order.id)).toMatchObject({ state: 'paid' });
});

test('[P5] Stripe did not answer: nobody can have paid, and another try can', async () => {
  for (const fault of ['cut_before', 'cut_before'] as const) double.failNext('POST /v1/payment_intents', fault);
  const order = await buy();
  expect(order).toMatchObject({ state: 'held' });
  await sweep(16_000);
  expect(await read(order.id)).toMatchObject({ state: 'held', paymentProblem: 'payment_unanswered' });
  const again = { id: randomUUID(), method: { provider: 'stripe' } };
  await ask(url(), 'POST', `/api/orders/${order.id}/pay`, { account: vera }, again);
  double.confirm(again.id);
  await tell('payment_intent.succeeded', double.intentOf(again.id));
  expect(await read(order.id)).toMatchObject({ state: 'paid' });
});

test('[P8] the intent was made and the answer lost, as after a crash: it is found, and its buyer can agree to it', async () => {
  for (const fault of ['cut_after', 'cut_after'] as const) double.failNext('POST /v1/payment_intents', fault);
  const order = await buy();
  expect((await confirmation(order.id)).body.code).toBe('payment_not_open');
  await sweep(16_000);
  expect((await confirmation(order.id)).body).toMatchObject({ paymentId: order.id });
  double.confirm(String(order.id));
  await sweep(40_000);
  expect(await read(order.id)).toMatchObject({ state: 'paid' });
  const made = [...double.book.intents.values()].filter(({ metadata }) => metadata.paymentId === order.id);
  expect(made).toHaveLength(1);
});

test('[O34] paid in the sandbox meanwhile: what was open at Stripe is called off', async () => {
  const order = await buy();
  const pay = { id: randomUUID(), method: { provider: 'sandbox', card: 'ok' } };
  await ask(url(), 'POST', `/api/orders/${order.id}/pay`, { account: vera }, pay);
  expect(await read(order.id)).toMatchObject({ state: 'paid' });
  await sweep(6_000);
  expect(double.intentOf(String(order.id)).status).toBe('canceled');
});

test.each(['webhook first', 'sweeper first', 'both at once'])(
  '[O7] the capture is heard in the millisecond in which the hold ends, %s: expired, and the money goes back',
  async (first) => {
    const order = await buy();
    double.confirm(String(order.id));
    world.clock.atMs = Number(order.holdUntil);
    const webhook = () => tell('payment_intent.succeeded', double.intentOf(String(order.id)));
    const sweeper = () => world.nodes[0]!.orders.sweep(world.clock.atMs!);
    if (first === 'both at once') await Promise.all([webhook(), sweeper()]);
    else for (const act of first === 'webhook first' ? [webhook, sweeper] : [sweeper, webhook]) await act();
    expect([await read(order.id), await stateOf(order.id)]).toMatchObject([{ state: 'expired' }, 'refunded']);
    expect(await unitsOf(world.sql, skuId)).toEqual({ onHand: 3, held: 0, sold: 0 });
  },
);

test('[O7] the capture is heard in the last millisecond of the hold: paid, whatever the sweeper does', async () => {
  const order = await buy();
  double.confirm(String(order.id));
  world.clock.atMs = Number(order.holdUntil) - 1;
  const webhook = tell('payment_intent.succeeded', double.intentOf(String(order.id)));
  await Promise.all([webhook, world.nodes[0]!.orders.sweep(world.clock.atMs)]);
  world.clock.atMs += 1;
  await world.nodes[0]!.orders.sweep(world.clock.atMs);
  expect(await read(order.id)).toMatchObject({ state: 'paid' });
});

test('[P6] forged, stale, of another amount, currency or order, unknown, or for another provider: nothing changes', async () => {
  const order = await buy();
  double.confirm(String(order.id));
  const intent = double.intentOf(String(order.id));
  const body = stripeEvent('payment_intent.succeeded', intent);
  const codes = [
    (await post(body, stripeHeaders(body, { secret: 'whsec_forged' }))).body.code,
    (await post(body, stripeHeaders(body, { at: Date.now() - signatureToleranceMs - 2_000 }))).body.code,
    (await post(body.replace('1290', '1'), stripeHeaders(body))).body.code,
    (await tell('payment_intent.succeeded', { ...intent, amount_received: 1_289 })).body.code,
    (await tell('payment_intent.succeeded', { ...intent, currency: 'usd' })).body.code,
    (await tell('payment_intent.succeeded', { ...intent, metadata: { ...intent.metadata, orderId: randomUUID() } }))
      .body.code,
    (await tell('payment_intent.succeeded', { ...intent, metadata: { ...intent.metadata, paymentId: randomUUID() } }))
      .body.code,
  ];
  const wrong = ['webhook_signature_wrong', 'payment_mismatch'].flatMap((code) => [code, code, code]);
  expect(codes).toEqual([...wrong, 'payment_unknown']);
  expect(await read(order.id)).toMatchObject({ state: 'held' });
  const ofSandbox = await buy(randomUUID(), { provider: 'sandbox', card: 'timeout' });
  const metadata = { paymentId: ofSandbox.id, orderId: ofSandbox.id };
  const crossed = { id: 'pi_x', amount_received: 1_290, currency: 'eur', metadata };
  expect((await tell('payment_intent.succeeded', crossed)).body.code).toBe('payment_unknown');
  const unused = await tell('customer.created', { id: 'cus_1', object: 'customer' });
  expect([unused.status, unused.body]).toEqual([200, {}]);
});

test('[P12] a refund that Stripe could not make is told, and made when it is asked for anew', async () => {
  const order = await buy();
  double.confirm(String(order.id));
  await tell('payment_intent.succeeded', double.intentOf(String(order.id)));
  const merchant = { account: vera, roles: { [world.shopId]: ['merchant' as const] } };
  const refund = () => ask(url(), 'POST', `/api/orders/${order.id}/refund`, merchant, { id: randomUUID() });
  expect((await refund()).body).toMatchObject({ state: 'refunded' });
  const intent = double.intentOf(String(order.id));
  const made = [...double.book.refunds.values()].find((one) => one.payment_intent === intent.id)!;
  made.status = 'failed';
  await tell('refund.failed', made);
  expect([await read(order.id), await stateOf(order.id)]).toMatchObject([
    { state: 'refunded', paymentProblem: 'refund_failed' },
    'refund_failed',
  ]);
  Object.assign(double.book.charges.get(String(intent.latest_charge))!, { refunded: false, amount_refunded: 0 });
  await refund();
  expect(await stateOf(order.id)).toBe('refunded');
  expect(
    (await bookOf(order.id)).filter((line) => line.includes('provider_receivable')).map((line) => line.split(' ')[2]),
  ).toEqual(['-44', '1290', '-1290', '1290', '-1290']);
});

test('[L11] a payout is in the book once, however often it is told', async () => {
  const payout = { id: `po_${randomUUID()}`, object: 'payout', amount: 900, currency: 'eur' };
  await Promise.all([tell('payout.paid', payout), tell('payout.paid', payout)]);
  const lines = await world.sql`
    select account, amount_minor as minor from ledger_lines l join ledger_entries e on e.id = l.entry_id
    where e.kind = 'payout' order by position`;
  expect(lines).toEqual([
    { account: 'bank', minor: 900 },
    { account: 'provider_receivable', minor: -900 },
  ]);
});

test('[L11] a payout that failed is taken back once, told before or after it was paid, and more than once', async () => {
  for (const told of [
    ['payout.paid', 'payout.failed', 'payout.failed'],
    ['payout.failed', 'payout.paid'],
  ]) {
    const payout = { id: `po_${randomUUID()}`, object: 'payout', amount: 700, currency: 'eur' };
    const before = await world.sql`select id from ledger_entries`;
    for (const type of told) await tell(type, payout);
    const lines = await world.sql<{ kind: string; account: string; minor: number }[]>`
      select e.kind, account, amount_minor as minor from ledger_lines l join ledger_entries e on e.id = l.entry_id
      where not e.id = any(${before.map(({ id }) => id as string)}::uuid[]) order by e.kind, position`;
    expect(lines.map(({ kind, account, minor }) => `${kind} ${account} ${minor}`)).toEqual([
      'payout bank 700',
      'payout provider_receivable -700',
      'payout_failed bank -700',
      'payout_failed provider_receivable 700',
    ]);
  }
});

test('[L11] a payout that failed is taken back from the shop that had it, though another has opened since', async () => {
  const payout = { id: `po_${randomUUID()}`, object: 'payout', amount: 600, currency: 'eur' };
  await tell('payout.paid', payout);
  const other = randomUUID();
  await world.sql`insert into shops (id, name, currency, country, language) values (${other}, 'Tide Soap', 'EUR', 'DE', 'en')`;
  await tell('payout.failed', payout);
  const rows = await world.sql<{ kind: string; shop: string }[]>`
    select e.kind, e.shop_id as shop from ledger_entries e join ledger_lines l on l.entry_id = e.id
    where l.account = 'bank' and abs(l.amount_minor) = 600 order by e.kind`;
  expect(rows.map(({ kind, shop }) => [kind, shop])).toEqual([
    ['payout', world.shopId],
    ['payout_failed', world.shopId],
  ]);
});
