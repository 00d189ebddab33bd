import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { findWrongs, unitsOf } from '../../../tools/sale-books.ts';
import { ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createSandboxProvider, deliverTo } from './sandbox-provider.ts';
import { sign, signatureHeader } from './signature.ts';

const secret = 'a secret for tests';
const target = '/api/payments/sandbox/webhook';
const address = {
  name: 'Vera',
  line1: 'Main 1',
  line2: '',
  postcode: '10115',
  city: 'Berlin',
  country: 'DE',
  phone: '',
};
const lateMs = 2_000;
let world: SaleWorld;
let vera: string;
let skuId: string;

beforeAll(async () => {
  world = await startSale({
    provider: ({ sql, now, url }) =>
      createSandboxProvider({
        ...{ sql, now, secret, lateMs, chargeTimeoutMs: 30 },
        deliver: (body, headers) => deliverTo(`${url()}${target}`)(body, headers),
      }),
  });
});
beforeEach(async () => {
  [vera] = (await world.addBuyers(1)) as [string];
  ({ skuId } = await world.addSku(3));
});
afterEach(async () => {
  world.clock.aheadMs = 0;
  expect(await findWrongs(world.sql)).toEqual([]);
  expect(world.faults.splice(0)).toEqual([]);
});
afterAll(() => world.stop());

const url = () => world.nodes[0]!.url;
const buy = (card: string) =>
  ask(
    url(),
    'POST',
    '/api/orders',
    { account: vera },
    {
      id: randomUUID(),
      roomId: world.roomId,
      lines: [{ skuId, quantity: 1 }],
      address,
      method: { provider: 'sandbox', card },
    },
  );
const read = async (orderId: unknown) => (await ask(url(), 'GET', `/api/orders/${orderId}`, { account: vera })).body;
const sweep = (aheadMs = 0) => {
  world.clock.aheadMs = aheadMs;
  return world.nodes[0]!.orders.sweep(Date.now() + aheadMs);
};
const post = (event: object, by = secret) => {
  const body = JSON.stringify(event);
  const headers = { [signatureHeader]: sign(by, body, Date.now() + world.clock.aheadMs) };
  return ask(url(), 'POST', target, {}, body, headers);
};

test.each(['ok', 'twice', 'webhook_first'])('[P7] a purchase with the card %s is paid once', async (card) => {
  const { body } = await buy(card);
  expect(body).toMatchObject({ state: 'paid' });
  await sweep();
  await sweep(10_000);
  expect(await read(body.id)).toEqual(body);
  expect(await unitsOf(world.sql, skuId)).toEqual({ onHand: 2, held: 0, sold: 1 });
});

test('[P5] late: the order is held, and paid when the webhook comes', async () => {
  const { status, body } = await buy('late');
  expect({ status, state: body.state }).toEqual({ status: 200, state: 'held' });
  await sweep(lateMs + 100);
  expect(await read(body.id)).toMatchObject({ state: 'paid' });
});

test('[O9] late, and the order was cancelled meanwhile: the money goes back', async () => {
  const { body } = await buy('late');
  await ask(url(), 'POST', `/api/orders/${body.id}/cancel`, { account: vera }, { id: randomUUID() });
  await sweep(lateMs + 100);
  expect(await read(body.id)).toMatchObject({ state: 'cancelled', paymentProblem: 'payment_came_late' });
  expect(await unitsOf(world.sql, skuId)).toEqual({ onHand: 3, held: 0, sold: 0 });
});

test('[O7] timeout: the order stays held until its deadline, however often the provider is asked', async () => {
  const { body } = await buy('timeout');
  await sweep(60_000);
  expect(await read(body.id)).toMatchObject({ state: 'held', paymentProblem: null });
  await sweep(600_001);
  expect(await read(body.id)).toMatchObject({ state: 'expired' });
});

test('[P7] webhooks in any order and number: what counts is that the money moved', async () => {
  const { body } = await buy('timeout');
  const paymentId = body.id;
  const declined = { eventId: randomUUID(), paymentId, answer: { state: 'declined', code: 'payment_declined' } };
  const captured = { eventId: randomUUID(), paymentId, answer: { state: 'captured', reference: 'r' } };
  const events = [declined, captured, declined, captured, { ...declined, eventId: randomUUID() }];
  const answers = await Promise.all([...events, ...events].map((event) => post(event)));
  expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
  expect(await read(paymentId)).toMatchObject({ state: 'paid', paymentProblem: null });
});

test('[P6] a webhook that is forged, unknown, malformed or of another type is refused and changes nothing', async () => {
  const { body } = await buy('timeout');
  const event = { eventId: randomUUID(), paymentId: body.id, answer: { state: 'captured', reference: 'r' } };
  expect((await post(event, 'another secret')).body.code).toBe('webhook_signature_wrong');
  expect((await ask(url(), 'POST', target, {}, event)).body.code).toBe('webhook_signature_wrong');
  expect((await post({ ...event, paymentId: randomUUID() })).body.code).toBe('payment_unknown');
  expect((await post({ ...event, more: 1 })).body.code).toBe('bad_request');
  const plain = await ask(url(), 'POST', target, {}, 'text', { 'content-type': 'text/plain' });
  expect(plain.body.code).toBe('unsupported_type');
  expect(await read(body.id)).toMatchObject({ state: 'held' });
});
