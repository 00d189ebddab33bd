import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { writeCursor } from '../../../platform/kit/cursor.ts';
import { findWrongs } from '../../../tools/sale-books.ts';
import { type As, ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';
import type { Order } from '../protocol.ts';

const door = { line1: 'Rosenallee 17', line2: 'Hinterhof', postcode: '99423', phone: '+49 3641 5550' };
let world: SaleWorld;
let vera: string;
let sku: { skuId: string; productId: string };

beforeAll(async () => {
  world = await startSale({ provider: () => createMemoryProvider({ secret: 'secret' }) });
});
beforeEach(async () => {
  [vera] = (await world.addBuyers(1)) as [string];
  sku = await world.addSku(500);
});
afterEach(async () => {
  expect(await findWrongs(world.sql)).toEqual([]);
  expect(world.faults.splice(0)).toEqual([]);
});
afterAll(() => world.stop());

const staff = (role: 'host' | 'moderator' | 'merchant'): As => ({ account: 'hana', roles: { [world.shopId]: [role] } });
const swept = () => world.nodes[0]!.orders.sweep(Date.now());

async function buy({ name = 'Vera Voss', city = 'Weimar', account = vera, card = 'ok', note = '', email = '' } = {}) {
  const { status, body } = await ask(
    world.nodes[0]!.url,
    'POST',
    '/api/orders',
    { account },
    {
      ...{ id: randomUUID(), roomId: world.roomId, lines: [{ skuId: sku.skuId, quantity: 1 }], note },
      ...{ address: { ...door, name, city, country: 'DE' }, method: { provider: 'sandbox', card } },
      ...(email ? { email } : {}),
    },
  );
  expect([status, body.code]).toEqual([200, undefined]);
  return body.id as string;
}

async function list(target: string, as: As, query: Record<string, string> = {}) {
  const { status, body } = await ask(world.nodes[0]!.url, 'GET', `${target}?${new URLSearchParams(query)}`, as);
  const orders = (body.orders ?? []) as Order[];
  return { status, code: body.code, ids: orders.map(({ id }) => id), next: (body.next ?? null) as string | null };
}

async function walk(target: string, as: As, query: Record<string, string>, between = async () => {}) {
  const seen: string[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const page: Awaited<ReturnType<typeof list>> = await list(target, as, {
      ...query,
      ...(next ? { after: next } : {}),
    });
    expect(page.status).toBe(200);
    seen.push(...page.ids);
    next = page.next;
    await between();
  }
  return seen;
}

test('[O80] lists go on after an order: none is doubled or skipped while others are placed between', async () => {
  const ids: string[] = [];
  for (let at = 0; at < 12; at += 1) ids.unshift(await buy());
  const lists: [string, As][] = [
    ['/api/orders', { account: vera }],
    [`/api/rooms/${world.roomId}/orders`, staff('moderator')],
    [`/api/shops/${world.shopId}/orders`, staff('merchant')],
  ];
  for (const [target, as] of lists) {
    const seen = await walk(target, as, { limit: '5' }, async () => void (await buy()));
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((id) => ids.includes(id))).toEqual(ids);
  }
});

test('[O80] a cursor that this very list did not give out is refused, and so is a page without bounds', async () => {
  const own = await buy();
  const [viktor] = (await world.addBuyers(1)) as [string];
  for (const after of ['x', own, writeCursor('p', own), writeCursor('o', randomUUID())])
    expect(await list('/api/orders', { account: vera }, { after })).toMatchObject({
      status: 400,
      code: 'cursor_unknown',
    });
  // Others learn nothing of an order by its id either.
  expect((await list('/api/orders', { account: viktor }, { after: writeCursor('o', own) })).code).toBe(
    'cursor_unknown',
  );
  expect(await list('/api/orders', { account: vera }, { after: writeCursor('o', own) })).toMatchObject({ status: 200 });
  for (const limit of ['0', '101']) expect((await list('/api/orders', { account: vera }, { limit })).status).toBe(400);
});

test('[O81] a list of one state', async () => {
  const paid = await buy();
  const held = await buy({ card: 'decline' });
  const as = { account: vera };
  expect((await list('/api/orders', as, { state: 'paid' })).ids).toEqual([paid]);
  expect((await list('/api/orders', as, { state: 'held' })).ids).toEqual([held]);
  expect((await list('/api/orders', as, { state: 'expired' })).ids).toEqual([]);
  expect((await list('/api/orders', as, { state: 'lost' })).status).toBe(400);
});

test('[O82] orders are found by number, buyer, city and goods, in three scripts', async () => {
  await world.sql`update products set title = 'Leinenschal 亚麻围巾' where id = ${sku.productId}`;
  await world.sql`update skus set name = '빨강', code = ${`SC-${sku.skuId.slice(0, 6)}`} where id = ${sku.skuId}`;
  const order = await buy({ name: '김수한무 Kim', city: '상하이시' });
  await buy({ name: 'Somebody Else', account: (await world.addBuyers(1))[0]! });
  await swept();
  const merchant = (search: string) => list(`/api/shops/${world.shopId}/orders`, staff('merchant'), { search });
  const own = [order.slice(-6).toUpperCase(), order, '수한', 'KIM', '상하', '김수한무 kim'];
  for (const search of own) expect([search, (await merchant(search)).ids]).toEqual([search, [order]]);
  for (const search of ['leinen', '亚麻', '빨강', `sc-${sku.skuId.slice(0, 6)}`]) {
    const { ids } = await merchant(search);
    expect([search, ids.length, ids.includes(order)]).toEqual([search, 2, true]);
    expect((await list('/api/orders', { account: vera }, { search })).ids).toEqual([order]);
  }
  expect((await merchant('수한 somebody')).ids).toEqual([]);
  expect((await merchant('수한')).ids).toEqual([order]);
  expect(
    (await list(`/api/shops/${world.shopId}/orders`, staff('merchant'), { search: '수한', state: 'held' })).ids,
  ).toEqual([]);
  expect((await merchant('x')).code).toBe('search_too_short');
  expect((await merchant('x'.repeat(61))).code).toBe('search_too_long');
});

test('[O82] nobody finds by what they may not see, and lists of others stay closed', async () => {
  const order = await buy({ note: 'Bitte klingeln', email: 'vera@quiet.example' });
  await swept();
  const room = `/api/rooms/${world.roomId}/orders`;
  const shop = `/api/shops/${world.shopId}/orders`;
  for (const role of ['host', 'moderator', 'merchant'] as const) {
    expect((await list(room, staff(role), { search: order.slice(-6) })).ids).toContain(order);
    for (const search of ['rosenallee', 'hinterhof', '99423', '5550', 'klingeln', 'quiet'])
      expect([search, (await list(room, staff(role), { search })).ids]).toEqual([search, []]);
  }
  for (const role of ['host', 'moderator'] as const)
    expect((await list(shop, staff(role), { search: 'vera' })).code).toBe('not_allowed');
  const [viktor] = (await world.addBuyers(1)) as [string];
  expect((await list(room, { account: viktor }, { search: 'vera' })).code).toBe('not_allowed');
  for (const search of ['voss', order, order.slice(-6)])
    expect((await list('/api/orders', { account: viktor }, { search })).ids).toEqual([]);
});

test('[O83] what is said of an order is written by any sweep, once, and what is left by the next', async () => {
  const order = await buy({ name: 'Unheard Name' });
  const find = async () => (await list('/api/orders', { account: vera }, { search: 'unheard' })).ids;
  expect(await find()).toEqual([]);
  await Promise.all([swept(), swept(), swept()]);
  expect(await find()).toEqual([order]);
  const [left] = await world.sql<
    { count: number }[]
  >`select count(*)::int as count from order_words where said is null`;
  expect(left!.count).toBe(0);
  const [kept] = await world.sql<{ same: boolean }[]>`
    select bool_and(w.number = o.number) as same from orders o left join order_words w on w.order_id = o.id`;
  expect(kept!.same).toBe(true);
});
