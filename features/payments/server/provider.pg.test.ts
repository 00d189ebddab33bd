import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '../../../platform/db/migrate.ts';
import { createTestSchema } from '../../../platform/db/test-schema.ts';
import { migrations } from './index.ts';
import { createMemoryProvider } from './memory-provider.ts';
import type { Charge, PaymentProvider } from './provider.ts';
import { type Driven, testProvider } from './provider-contract.ts';
import { testSandbox } from './sandbox-contract.ts';
import { writeEvent } from './sandbox-event.ts';
import { createSandboxProvider } from './sandbox-provider.ts';
import { sign, signatureHeader } from './signature.ts';

let schema: Awaited<ReturnType<typeof createTestSchema>>;
let posted: { body: string; headers: Record<string, string> }[] = [];
let status = 200;
const secret = 'a secret for tests';

/** A new one each time, as after a restart: what it knows it knows from its book. */
const sandbox = () =>
  createSandboxProvider({
    sql: schema.sql,
    now: Date.now,
    secret,
    chargeTimeoutMs: 20,
    lateMs: 1_000,
    async deliver(body, headers) {
      posted.push({ body, headers });
      return status;
    },
  });

beforeAll(async () => {
  schema = await createTestSchema();
  // The payments' shop is of no matter here; a stand-in takes its place.
  await schema.sql`create table shops (id uuid primary key)`;
  await migrate(schema.sql, [migrations]);
});
afterAll(() => schema.drop());

const memory = createMemoryProvider({ secret });
const cardFor = { captured: 'ok', declined: 'decline', open: 'timeout' } as const;
const driven = (make: () => PaymentProvider): Driven => ({
  make,
  method: { provider: 'sandbox', card: 'ok' },
  async bring(to, asked) {
    const method = { provider: 'sandbox', card: cardFor[to] } as const;
    await make()
      .charge({ ...asked, method })
      .catch(() => {});
    return { paymentId: asked.paymentId, reference: null };
  },
  webhook({ paymentId }: Charge) {
    const body = writeEvent({ eventId: 'e1', paymentId, answer: { state: 'captured', reference: 'r' } });
    return { body, headersAt: (at, by = secret) => ({ [signatureHeader]: sign(by, body, at) }) };
  },
});
describe('the memory twin', () => {
  testProvider(
    'memory',
    driven(() => memory),
  );
  testSandbox('memory', secret, () => memory);
});
describe('the sandbox', () => {
  testProvider('sandbox', driven(sandbox));
  testSandbox('sandbox', secret, sandbox);
});

const charge = (card: 'late' | 'twice' | 'webhook_first') => ({
  ...{ paymentId: randomUUID(), orderId: randomUUID() },
  amountMinor: 1,
  currency: 'EUR',
  method: { provider: 'sandbox' as const, card },
});
const eventsOf = (paymentId: string) => posted.filter(({ body }) => body.includes(paymentId)).map(({ body }) => body);

test('[P7] late: the webhook comes when its time has come, and again until somebody takes it', async () => {
  const asked = charge('late');
  await sandbox()
    .charge(asked)
    .catch(() => {});
  await sandbox().sweep?.(Date.now());
  expect(eventsOf(asked.paymentId)).toHaveLength(0);
  status = 503;
  await sandbox().sweep?.(Date.now() + 1_000);
  status = 200;
  await sandbox().sweep?.(Date.now() + 10_000);
  await sandbox().sweep?.(Date.now() + 20_000);
  expect(eventsOf(asked.paymentId)).toHaveLength(2);
});

test('[P7] twice: the same event comes twice, under one event id', async () => {
  const asked = charge('twice');
  await sandbox().charge(asked);
  await Promise.all([sandbox().sweep?.(Date.now()), sandbox().sweep?.(Date.now())]);
  const events = eventsOf(asked.paymentId);
  expect(events).toHaveLength(2);
  expect(events[0]).toBe(events[1]);
});

test('[P7] webhook_first: the webhook was sent before the answer', async () => {
  posted = [];
  const asked = charge('webhook_first');
  await sandbox().charge(asked);
  expect(eventsOf(asked.paymentId)).toHaveLength(1);
});
