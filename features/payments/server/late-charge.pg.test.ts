import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { findWrongs, unitsOf } from '../../../tools/sale-books.ts';
import { ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from './memory-provider.ts';
import { type Charge, PaymentUnanswered } from './provider.ts';

const memory = createMemoryProvider({ secret: 'a secret for tests' });
/** Charges that were sent and have not arrived; whoever sent them has given up waiting. */
const onTheWay: Charge[] = [];
let looks = 0;
const slowWire = {
  ...memory,
  async charge(asked: Charge) {
    onTheWay.push(asked);
    throw new PaymentUnanswered(asked.paymentId);
  },
  find(known: Parameters<typeof memory.find>[0]) {
    looks += 1;
    return memory.find(known);
  },
};
const arrive = async () => {
  for (const asked of onTheWay.splice(0)) await memory.charge(asked);
};

let world: SaleWorld;
let vera: string;
let skuId: string;
beforeAll(async () => {
  world = await startSale({ provider: () => slowWire });
});
beforeEach(async () => {
  looks = 0;
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
async function buy(): Promise<string> {
  const id = randomUUID();
  const address = { name: 'V', line1: 'Main 1', line2: '', postcode: '1', city: 'Berlin', country: 'DE', phone: '' };
  const order = { id, roomId: world.roomId, lines: [{ skuId, quantity: 1 }], address };
  const body = { ...order, method: { provider: 'sandbox', card: 'ok' } };
  expect((await ask(url(), 'POST', '/api/orders', { account: vera }, body)).body.state).toBe('held');
  return id;
}
const read = async (orderId: string) => (await ask(url(), 'GET', `/api/orders/${orderId}`, { account: vera })).body;
const sweep = (aheadMs: number) => {
  world.clock.aheadMs = aheadMs;
  return world.nodes[0]!.orders.sweep(Date.now() + aheadMs);
};
const paymentOf = async (id: string) =>
  (await world.sql<{ state: string; code: string | null }[]>`select state, code from payments where id = ${id}`)[0];

test('[P8] a charge that arrives after it was given up, for an order that was cancelled: the money goes back', async () => {
  const id = await buy();
  await ask(url(), 'POST', `/api/orders/${id}/cancel`, { account: vera }, { id: randomUUID() });
  await sweep(16_000);
  expect(await paymentOf(id)).toEqual({ state: 'declined', code: 'payment_unanswered' });
  await arrive();
  await sweep(30_000);
  expect(await paymentOf(id)).toMatchObject({ state: 'refunded' });
  expect(memory.refunds.has(id)).toBe(true);
  expect(await read(id)).toMatchObject({ state: 'cancelled' });
  expect(await unitsOf(world.sql, skuId)).toEqual({ onHand: 3, held: 0, sold: 0 });
});

test('[P8] a charge that arrives after it was given up pays the order that waits', async () => {
  const id = await buy();
  await sweep(16_000);
  expect(await paymentOf(id)).toMatchObject({ state: 'declined' });
  await arrive();
  await sweep(30_000);
  expect(await read(id)).toMatchObject({ state: 'paid' });
});

test('[P8] one that never arrives is looked for ten minutes, and no longer', async () => {
  const id = await buy();
  for (let aheadMs = 16_000; aheadMs < 7_200_000; aheadMs = Math.round(aheadMs * 1.5)) await sweep(aheadMs);
  expect(await read(id)).toMatchObject({ state: 'expired' });
  const before = looks;
  await sweep(8_000_000);
  expect(looks).toBe(before);
  onTheWay.length = 0;
});
