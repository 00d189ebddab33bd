import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  type StripeDouble,
  startStripeDouble,
  stripeEvent,
  stripeHeaders,
  stripeTestKeys,
} from '../../../tools/doubles/stripe-double.ts';
import { findWrongs, unitsOf } from '../../../tools/sale-books.ts';
import { ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { signatureToleranceMs } from './signature.ts';
import { createStripeProvider } from './stripe-provider.ts';

/** Orders at work at once: as many as keep a small database busy. */
const lanes = 24;
let double: StripeDouble;
let world: SaleWorld;

beforeAll(async () => {
  double = await startStripeDouble();
  const onFault = (error: unknown) => void world.faults.push(error);
  world = await startSale({
    nodes: 2,
    provider: () => createStripeProvider({ ...stripeTestKeys, apiUrl: double.url, onFault }),
  });
});
afterEach(async () => {
  expect(await findWrongs(world.sql)).toEqual([]);
  expect(world.faults.splice(0)).toEqual([]);
});
afterAll(async () => {
  await world.stop();
  await double.close();
});

const address = {
  ...{ name: 'Vera', line1: 'Main 1', line2: '', postcode: '10115', city: 'Berlin', country: 'DE', phone: '' },
};
const urlOf = (index: number) => world.nodes[index % world.nodes.length]!.url;
const place = async (index: number, vera: string, skuId: string) => {
  const id = randomUUID();
  const order = { id, roomId: null, lines: [{ skuId, quantity: 1 }], address, method: { provider: 'stripe' } };
  await ask(urlOf(index), 'POST', '/api/orders', { account: vera }, order);
  return id;
};
const post = (index: number, body: string, headers = stripeHeaders(body)) =>
  ask(urlOf(index), 'POST', '/api/payments/stripe/webhook', {}, body, headers);

/** Six events of one payment, each as Stripe wrote it when it happened. `captured` ends paid, `refunded` given back. */
function eventsOf(orderId: string, end: 'captured' | 'refunded'): string[] {
  const intent = double.intentOf(orderId);
  const created = stripeEvent('payment_intent.created', intent);
  intent.status = 'requires_action';
  const action = stripeEvent('payment_intent.requires_action', intent);
  double.fail(orderId);
  const failed = stripeEvent('payment_intent.payment_failed', intent);
  const charge = double.confirm(orderId);
  const succeeded = stripeEvent('payment_intent.succeeded', intent);
  if (end === 'captured') return [created, action, failed, succeeded, succeeded, stripeEvent('charge.updated', charge)];
  double.book.giveBack(intent, {});
  return [created, action, failed, succeeded, succeeded, stripeEvent('charge.refunded', charge)];
}

function ordersOf<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, at) => ordersOf(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}

/** A forged event that says the same, and a true one that is too old, come between the others. */
async function disturb(index: number, body: string): Promise<number[]> {
  const forged = await post(index, body, stripeHeaders(body, { secret: 'whsec_forged' }));
  const stale = await post(index, body, stripeHeaders(body, { at: Date.now() - signatureToleranceMs - 2_000 }));
  return [forged.status, stale.status];
}

async function tellInOrder(index: number, events: readonly string[]): Promise<void> {
  for (const [at, body] of events.entries()) {
    // Each disturbance once in six orders, at each place in turn.
    if (index % 6 === at) expect(await disturb(index, events.at(-1)!)).toEqual([401, 401]);
    expect((await post(index + at, body)).body).toEqual({});
  }
}

async function inLanes(count: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** What ends refunded was captured on its way: where nothing is given back, every fourth order is enough. */
const stories = [
  { end: 'refunded', of: 'all 720', every: 1 },
  { end: 'captured', of: '180', every: 4 },
] as const;

test.each(stories)(
  '[P7] $of orders of six events on two servers, doubled, forged and stale ones between: $end once, and the book sums to zero',
  async ({ end, every }) => {
    const orders = ordersOf([0, 1, 2, 3, 4, 5]).filter((_, at) => at % every === 0);
    const [vera] = (await world.addBuyers(1)) as [string];
    const { skuId } = await world.addSku(orders.length);
    const wanted = end === 'captured' ? 'paid' : 'refunded';
    await inLanes(orders.length, async (index) => {
      const orderId = await place(index, vera, skuId);
      const events = eventsOf(orderId, end);
      await tellInOrder(
        index,
        orders[index]!.map((at) => events[at]!),
      );
      const { body } = await ask(urlOf(index), 'GET', `/api/orders/${orderId}`, { account: vera });
      expect([index, body.state]).toEqual([index, wanted]);
    });
    const kinds = await world.sql<{ kind: string; count: number; sum: number }[]>`
      select e.kind, count(distinct e.id)::int as count, sum(l.amount_minor)::int as sum from ledger_entries e
      join ledger_lines l on l.entry_id = e.id join order_lines o on o.order_id = e.order_id
      where o.sku_id = ${skuId} group by e.kind order by e.kind`;
    const entry = (kind: string) => ({ kind, count: orders.length, sum: 0 });
    const book = [
      entry('provider_fee'),
      entry('sale_captured'),
      ...(end === 'refunded' ? [entry('sale_refunded')] : []),
    ];
    expect([...kinds]).toEqual(book);
    const left = end === 'captured' ? { onHand: 0, sold: orders.length } : { onHand: orders.length, sold: 0 };
    expect(await unitsOf(world.sql, skuId)).toEqual({ ...left, held: 0 });
  },
  240_000,
);
