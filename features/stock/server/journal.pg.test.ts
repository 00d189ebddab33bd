import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { findWrongs } from '../../../tools/sale-books.ts';
import { ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';
import { unexplainedUnits } from '../journal.ts';
import type { Journal } from '../protocol.ts';

const address = { name: 'Vera', line1: 'Main 1', line2: '', postcode: '1', city: 'Jena', country: 'DE', phone: '' };
let world: SaleWorld;
let vera: string;

beforeAll(async () => {
  world = await startSale({ nodes: 2, provider: () => createMemoryProvider({ secret: 'secret' }) });
  [vera] = (await world.addBuyers(1)) as [string];
  await world.sql`insert into accounts (id, name, email) values ('mara_merchant', 'Mara', 'mara@livestall.example')`;
});
afterEach(async () => {
  expect(await findWrongs(world.sql)).toEqual([]);
  expect(world.faults).toEqual([]);
});
afterAll(() => world.stop());

const mara = () => ({ account: 'mara_merchant', roles: { [world.shopId]: ['merchant' as const] } });
const call = (method: string, path: string, body?: object, as: object = mara(), node = 0) =>
  ask(world.nodes[node]!.url, method, path, as, body);
const adjust = (skuId: string, units: number, reason: string, more: { id?: string; note?: string } = {}, node = 0) =>
  call('POST', `/api/skus/${skuId}/adjustments`, { id: randomUUID(), units, reason, note: '', ...more }, mara(), node);
const journalOf = async (skuId: string) => (await call('GET', `/api/skus/${skuId}/journal`)).body as unknown as Journal;
const buy = (skuId: string, quantity: number, card = 'ok', id: string = randomUUID()) =>
  call(
    'POST',
    '/api/orders',
    { id, roomId: world.roomId, lines: [{ skuId, quantity }], address, method: { provider: 'sandbox', card } },
    { account: vera },
  );

test('[S9] [S10] each change is noted with its reason, who made it and by how many; setting the units notes the difference', async () => {
  const { skuId } = await world.addSku(10);
  expect((await adjust(skuId, 5, 'received', { note: 'Second delivery' })).status).toBe(200);
  await adjust(skuId, -2, 'damaged');
  await call('PUT', `/api/skus/${skuId}/stock`, { id: randomUUID(), onHand: 12 });
  await call('PUT', `/api/skus/${skuId}/stock`, { id: randomUUID(), onHand: 12 });
  const { entries, ...numbers } = await journalOf(skuId);
  expect(numbers).toEqual({ onHand: 12, held: 0, turned: 0, sold: 0 });
  expect(entries.map(({ units, reason, note, by }) => [units, reason, note, by])).toEqual([
    [-1, 'counted', '', 'Mara'],
    [-2, 'damaged', '', 'Mara'],
    [5, 'received', 'Second delivery', 'Mara'],
    [10, 'counted', '', null],
  ]);
  expect((await adjust(skuId, -1, 'received')).body.code).toBe('adjustment_wrong_way');
  expect((await adjust(skuId, 1, 'other')).body.code).toBe('note_needed');
  expect((await adjust(skuId, 0, 'received')).body.code).toBe('bad_request');
  expect((await adjust(skuId, 1, 'counted')).body.code).toBe('bad_request');
  expect((await journalOf(skuId)).entries).toHaveLength(4);
});

test('[S12] sales, refunds and adjustments together explain every unit', async () => {
  const { skuId } = await world.addSku(10);
  const paid = randomUUID();
  await buy(skuId, 3, 'ok', paid);
  await buy(skuId, 2, 'decline');
  await adjust(skuId, -1, 'lost');
  const refund = await call('POST', `/api/orders/${paid}/refund`, { id: randomUUID() });
  expect(refund.body.state).toBe('refunded');
  await buy(skuId, 1);
  const journal = await journalOf(skuId);
  expect(journal).toMatchObject({ onHand: 8, held: 2, sold: 1 });
  expect(unexplainedUnits(journal, journal.entries)).toBe(0);
  expect((await adjust(skuId, -7, 'lost')).body).toMatchObject({ code: 'stock_below_held', details: { held: 2 } });
});

test('[S12] adjustments, counts and purchases at once through two servers lose no unit', async () => {
  const { skuId } = await world.addSku(200);
  await Promise.all(
    Array.from({ length: 60 }, (_, index) => {
      const node = index % 2;
      if (index % 3 === 0) return buy(skuId, 1);
      if (index % 3 === 1) return adjust(skuId, 2, 'received', {}, node);
      return adjust(skuId, -1, 'damaged', {}, node);
    }),
  );
  const journal = await journalOf(skuId);
  expect(journal).toMatchObject({ onHand: 200 - 20 + 40 - 20, sold: 20 });
  expect(unexplainedUnits(journal, journal.entries)).toBe(0);
});

test('[S11] the same id adjusts once, another body under it is refused, and nobody else reads or writes', async () => {
  const { skuId } = await world.addSku(1);
  const id = randomUUID();
  const first = await adjust(skuId, 4, 'received', { id });
  expect(await adjust(skuId, 4, 'received', { id }, 1)).toEqual(first);
  expect((await adjust(skuId, 5, 'received', { id })).body.code).toBe('id_reused');
  expect((await journalOf(skuId)).onHand).toBe(5);
  const body = { id: randomUUID(), units: 1, reason: 'received', note: '' };
  for (const as of [{ account: vera }, { account: vera, roles: { [world.shopId]: ['host'] } }]) {
    expect((await call('POST', `/api/skus/${skuId}/adjustments`, body, as)).body.code).toBe('not_allowed');
    expect((await call('GET', `/api/skus/${skuId}/journal`, undefined, as)).body.code).toBe('not_allowed');
  }
  expect((await call('POST', `/api/skus/${skuId}/adjustments`, body, {})).body.code).toBe('name_needed');
  expect((await call('GET', `/api/skus/${randomUUID()}/journal`)).body.code).toBe('sku_unknown');
});
