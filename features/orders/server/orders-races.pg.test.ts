import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { findWrongs, unitsOf } from '../../../tools/sale-books.ts';
import { ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';

const address = { name: 'Vera', line1: 'Main 1', line2: '', postcode: '1', city: 'Jena', country: 'DE', phone: '' };
const provider = createMemoryProvider({ secret: 'secret' });
let world: SaleWorld;

beforeAll(async () => {
  world = await startSale({ nodes: 2, provider: () => provider });
});
afterEach(async () => {
  expect(await findWrongs(world.sql)).toEqual([]);
  expect(world.faults.splice(0)).toEqual([]);
});
afterAll(() => world.stop());

const bodyOf = (skuId: string, quantities: readonly number[]) => ({
  ...{ id: randomUUID(), roomId: world.roomId, address, method: { provider: 'sandbox', card: 'ok' } },
  lines: quantities.map((quantity) => ({ skuId, quantity })),
});
const buy = (account: string, body: object, node: number) =>
  ask(world.nodes[node]!.url, 'POST', '/api/orders', { account }, body);

test('[O2] [O3] 100 at once on two servers, each with two lines of one SKU: they count together, and nothing is sold twice', async () => {
  const { skuId } = await world.addSku(51);
  const buyers = await world.addBuyers(100);
  const answers = await Promise.all(buyers.map((buyer, index) => buy(buyer, bodyOf(skuId, [1, 1]), index % 2)));
  const paid = answers.filter(({ body }) => body.state === 'paid');
  expect(paid).toHaveLength(25);
  for (const { body } of paid) expect(body.lines).toEqual([expect.objectContaining({ skuId, quantity: 2 })]);
  const refused = answers
    .filter(({ status }) => status !== 200)
    .map(({ body: { code, details } }) => ({ code, details }));
  expect(refused).toEqual(refused.map(() => ({ code: 'not_enough_left', details: { left: 1 } })));
  expect(await unitsOf(world.sql, skuId)).toEqual({ onHand: 1, held: 0, sold: 50 });
});

test('[O5] 20 buyers whose connection breaks after the order was committed ask another server: the same orders, paid once', async () => {
  const { skuId } = await world.addSku(20);
  const buyers = await world.addBuyers(20);
  let goOn = () => {};
  const asked = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const charging = new Map<string, () => void>();
  provider.beforeAnswer = (paymentId) => {
    charging.get(paymentId)?.();
    return asked;
  };
  const bodies = buyers.map(() => bodyOf(skuId, [1]));
  await Promise.all(bodies.map((body, index) => breakOff(buyers[index]!, body, charging)));
  const [committed] = await world.sql`select count(*)::int as held from orders where state = 'held'`;
  expect(committed).toEqual({ held: 20 });
  const again = bodies.map((body, index) => buy(buyers[index]!, body, 1));
  goOn();
  const answers = await Promise.all(again);
  expect(answers.map(({ status, body }) => [status, body.id, body.state])).toEqual(
    bodies.map(({ id }) => [200, id, 'paid']),
  );
  provider.beforeAnswer = async () => {};
  expect(await unitsOf(world.sql, skuId)).toEqual({ onHand: 0, held: 0, sold: 20 });
  const [counted] =
    await world.sql`select count(*)::int as payments from payments where order_id = any(${bodies.map(({ id }) => id)}::uuid[])`;
  expect(counted).toEqual({ payments: 20 });
});

/** Asks, and cuts the line as soon as the provider is asked: by then the order is committed, and its buyer has heard nothing. */
function breakOff(account: string, body: { readonly id: string }, charging: Map<string, () => void>): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-test-account': account };
  return new Promise((resolve, reject) => {
    const asking = request(new URL('/api/orders', world.nodes[0]!.url), { method: 'POST', headers, agent: false });
    asking.on('error', () => {});
    asking.on('close', resolve);
    asking.on('response', () => reject(new Error('It was answered before the line was cut.')));
    charging.set(body.id, () => asking.destroy());
    asking.end(JSON.stringify(body));
  });
}
