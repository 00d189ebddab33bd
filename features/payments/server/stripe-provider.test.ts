import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type StripeDouble,
  startStripeDouble,
  stripeEvent,
  stripeHeaders,
  stripeTestKeys,
} from '../../../tools/doubles/stripe-double.ts';
import { type Charge, PaymentUnanswered } from './provider.ts';
import { testProvider } from './provider-contract.ts';
import { createStripeProvider } from './stripe-provider.ts';

let double: StripeDouble;
const faults: unknown[] = [];
beforeAll(async () => {
  double = await startStripeDouble();
});
afterAll(() => double.close());

const make = (keys = {}) =>
  createStripeProvider({ ...stripeTestKeys, apiUrl: double.url, onFault: (error) => faults.push(error), ...keys });
const method = { provider: 'stripe' } as const;
const charge = (amountMinor = 1_290): Charge => ({
  ...{ paymentId: randomUUID(), orderId: randomUUID(), amountMinor, currency: 'EUR', method },
});
const begin = async (asked: Charge) => {
  const answer = await make().charge(asked);
  if (answer.state !== 'waiting') throw new Error(`It is ${answer.state}.`);
  return { paymentId: asked.paymentId, reference: answer.reference };
};

describe('Stripe, by its double', () =>
  testProvider('stripe', {
    make,
    method,
    async bring(to, asked) {
      const known = await begin(asked);
      if (to === 'captured') double.confirm(asked.paymentId);
      if (to === 'declined') await make().callOff?.(known);
      return known;
    },
    webhook({ paymentId, orderId }) {
      const object = { id: 'pi_1', amount_received: 1_290, currency: 'eur', metadata: { paymentId, orderId } };
      const body = stripeEvent('payment_intent.succeeded', object);
      return { body, headersAt: (at, secret = stripeTestKeys.webhookSecret) => stripeHeaders(body, { at, secret }) };
    },
  }));

test('[P3] one payment is one intent, also when the first answer was lost', async () => {
  const asked = charge();
  double.failNext('POST /v1/payment_intents', 'cut_after');
  const first = await begin(asked);
  expect(await begin(asked)).toEqual(first);
  const made = [...double.book.intents.values()].filter(({ metadata }) => metadata.paymentId === asked.paymentId);
  expect(made).toMatchObject([{ amount: 1_290, currency: 'eur', metadata: { orderId: asked.orderId } }]);
});

test('[P5] no answer and an error of Stripe say nothing about the money', async () => {
  const asked = charge();
  for (const fault of ['cut_before', 'error'] as const) double.failNext('POST /v1/payment_intents', fault);
  await expect(make().charge(asked)).rejects.toThrow(PaymentUnanswered);
  double.book.intents.clear();
  expect(await make().find({ paymentId: asked.paymentId, reference: null })).toEqual({ state: 'unknown' });
});

test('[P8] a payment whose answer was lost is found by our id', async () => {
  const asked = charge();
  const { reference } = await begin(asked);
  double.confirm(asked.paymentId);
  const found = await make().find({ paymentId: asked.paymentId, reference: null });
  expect(found).toEqual({ state: 'captured', reference, fee: { minor: 44, currency: 'EUR' } });
});

test('[P10] what was called off is never captured; what was captured a moment before is told', async () => {
  const [open, paid] = [charge(), charge()];
  const [knownOpen, knownPaid] = [await begin(open), await begin(paid)];
  double.confirm(paid.paymentId);
  expect(await make().callOff?.(knownOpen)).toMatchObject({ state: 'declined' });
  expect(double.intentOf(open.paymentId).status).toBe('canceled');
  expect(await make().secretFor?.(knownOpen)).toBeNull();
  expect(await make().callOff?.(knownPaid)).toMatchObject({ state: 'captured' });
  const processing = charge();
  const known = await begin(processing);
  double.intentOf(processing.paymentId).status = 'processing';
  expect(await make().callOff?.(known)).toMatchObject({ state: 'pending' });
});

test('[P14] what Stripe will not take is declined, and an operator hears why without a key in it', async () => {
  expect(await make().charge(charge(1))).toEqual({ state: 'declined', code: 'payment_not_possible' });
  expect(await make({ secretKey: 'sk_test_wrong' }).charge(charge())).toMatchObject({ code: 'payment_not_possible' });
  expect(faults.map(String)).toEqual([
    expect.stringContaining('amount_too_small'),
    expect.stringContaining('StripeAuthenticationError'),
  ]);
  expect(JSON.stringify(faults) + faults.map(String)).not.toMatch(/sk_test|whsec/);
});

test('[P9] a refund that is under way is asked about again, and is no second one', async () => {
  const asked = charge();
  const known = await begin(asked);
  double.confirm(asked.paymentId);
  const refund = { ...asked, ...known, refundId: randomUUID() };
  const metadata = { refundId: refund.refundId, paymentId: asked.paymentId };
  const pending = double.book.giveBack(double.intentOf(asked.paymentId), metadata, 'pending');
  await expect(make().refund(refund)).rejects.toThrow(PaymentUnanswered);
  pending.status = 'failed';
  expect(await make().refund(refund)).toEqual({ state: 'refund_failed', refundId: refund.refundId });
  pending.status = 'succeeded';
  expect(await make().refund(refund)).toMatchObject({ state: 'refunded', reference: pending.id });
  expect([...double.book.refunds.values()].filter((one) => one.payment_intent === known.reference)).toHaveLength(1);
});

test('[P21] what was given back by hand is told where less is left than is asked for, whatever code Stripe has for it', async () => {
  const asked = charge();
  const known = await begin(asked);
  double.confirm(asked.paymentId);
  const refund = (amountMinor: number) => make().refund({ ...asked, ...known, refundId: randomUUID(), amountMinor });
  const failed = { state: 'refund_failed', code: 'refund_beyond_left' };
  double.book.giveBack(double.intentOf(asked.paymentId), {}, 'succeeded', 1_000);
  expect(await refund(1_290)).toMatchObject({ ...failed, byHand: [{ amountMinor: 1_000 }] });
  double.book.giveBack(double.intentOf(asked.paymentId), {}, 'succeeded', 290);
  expect(await refund(1)).toMatchObject({ ...failed, byHand: [{ amountMinor: 1_000 }, { amountMinor: 290 }] });
});

const metadata = { paymentId: randomUUID(), orderId: randomUUID(), refundId: randomUUID() };
const payoutOf9 = { id: 'po_1', amount: 900, currency: 'eur' };
const charged = { payment_intent: 'pi_1', amount: 5, amount_captured: 5, currency: 'eur', metadata, captured: true };
test.each([
  ['payment_intent.created', { id: 'pi_1', metadata }, { kind: 'ignored', why: 'type_unused' }],
  ['customer.created', { id: 'cus_1' }, { kind: 'ignored', why: 'type_unused' }],
  ['payment_intent.succeeded', { id: 'pi_1', amount_received: 5, currency: 'eur', metadata: {} }, { why: 'not_ours' }],
  ['payment_intent.payment_failed', { id: 'pi_1', metadata }, { heard: { state: 'attempt_failed' } }],
  ['payment_intent.canceled', { id: 'pi_1', metadata }, { heard: { state: 'declined' } }],
  ['charge.updated', { ...charged, status: 'pending' }, { why: 'charge_open' }],
  ['charge.updated', { ...charged, status: 'succeeded' }, { heard: { state: 'captured' }, claims: { amountMinor: 5 } }],
  ['charge.refunded', { ...charged, refunded: false }, { why: 'refund_ours' }],
  ['charge.refunded', { ...charged, refunded: true }, { heard: { state: 'given_back' } }],
  ['refund.updated', { id: 're_1', status: 'succeeded', metadata }, { heard: { state: 'refunded' } }],
  ['refund.updated', { id: 're_1', status: 'pending', metadata }, { why: 'refund_open' }],
  ['refund.failed', { id: 're_1', status: 'failed', metadata }, { heard: { state: 'refund_failed' } }],
  ['refund.failed', { id: 're_1', status: 'failed', metadata: null }, { why: 'not_ours' }],
  ['payout.paid', payoutOf9, { kind: 'payout', amountMinor: 900, currency: 'EUR', failed: false }],
  ['payout.failed', payoutOf9, { kind: 'payout', amountMinor: 900, currency: 'EUR', failed: true }],
])('[P7] the event %s', async (type, object, read) => {
  const body = stripeEvent(type, object);
  expect(await make().readWebhook(Buffer.from(body), stripeHeaders(body), Date.now())).toMatchObject(read);
});

test('[P6] a forged webhook makes nobody ask Stripe anything', async () => {
  const body = stripeEvent('charge.updated', { ...charged, status: 'succeeded' });
  const before = double.calls.length;
  const forged = stripeHeaders(body, { secret: 'whsec_other' });
  expect(await make().readWebhook(Buffer.from(body), forged, Date.now())).toMatchObject({
    refused: expect.any(String),
  });
  expect(double.calls).toHaveLength(before);
});
