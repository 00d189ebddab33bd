import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Transact } from '../../../platform/beat/transact.ts';
import type { Sql } from '../../../platform/db/connect.ts';
import type { Shop, StaffRole } from '../protocol.ts';
import type { Shops } from './index.ts';
import { lindt, startWorld, type Who, type World } from './test-world.ts';

let world: World;
let sql: Sql;
let transact: Transact;
let shops: Shops;
let ask: World['ask'];
let signals: unknown[];
let shop: Shop;

beforeAll(async () => {
  world = await startWorld();
  ({ sql, transact, shops, ask, signals } = world);
});
beforeEach(async () => {
  await sql`truncate shop_staff`;
  shop = await transact((tx) => shops.createShop(tx, lindt()));
  await transact((tx) => shops.giveRoles(tx, shop.id, 'mara', ['merchant']));
  await transact((tx) => shops.giveRoles(tx, shop.id, 'hana', ['host']));
  signals.length = 0;
});
afterAll(() => world.stop());

const staffUrl = (shopId = shop.id) => `/api/shops/${shopId}/staff`;
const give = (who: Who | null, to: string, roles: StaffRole[], id = randomUUID()) =>
  ask(who, 'PUT', staffUrl(), { id, email: `${to}@livestall.example`, roles });

test('[H1] everybody sees the shops; only the merchant and an operator change one or see its staff', async () => {
  const { body } = await ask(null, 'GET', '/api/shops');
  expect(body.shops).toContainEqual(shop);
  const change = () => ({ id: randomUUID(), name: 'Lindt & Töchter' });
  const codes = async (who: Who | null) => [
    (await ask(who, 'PATCH', `/api/shops/${shop.id}`, change())).body.code,
    (await ask(who, 'GET', staffUrl())).body.code,
    (await give(who, 'milo', ['moderator'])).body.code,
  ];
  expect(await codes(null)).toEqual(Array(3).fill('name_needed'));
  for (const who of ['vera', 'hana', 'milo'] as const) {
    expect(await codes(who), who).toEqual(Array(3).fill('not_allowed'));
  }
  for (const who of ['mara', 'olu'] as const) expect(await codes(who), who).toEqual(Array(3).fill(undefined));
  expect((await shops.readShop(sql, shop.id))?.name).toBe('Lindt & Töchter');
});

test('[H1] a merchant of one shop is nobody in another, and does not learn whether it exists', async () => {
  const other = await transact((tx) => shops.createShop(tx, { ...lindt(), name: 'Another' }));
  for (const id of [other.id, randomUUID()]) {
    expect((await ask('mara', 'GET', staffUrl(id))).body.code).toBe('not_allowed');
  }
  expect((await ask('olu', 'GET', staffUrl(randomUUID()))).body.code).toBe('shop_unknown');
});

test('[H2] an account gets exactly the given roles, and its open sockets come back with them', async () => {
  const set = await give('mara', 'MILO', ['moderator', 'host']);
  expect(set.body).toEqual({
    accountId: 'milo',
    name: 'Milo Brandt',
    email: 'milo@livestall.example',
    roles: ['host', 'moderator'],
  });
  expect(signals).toEqual([{ accountId: 'milo', why: 'session_changed' }]);
  expect(await shops.rolesOf(sql, 'milo')).toEqual({ [shop.id]: ['host', 'moderator'] });
  expect(await shops.staffAmong(sql, ['milo', 'vera'])).toEqual(new Set(['milo']));
  expect((await ask('mara', 'GET', staffUrl())).body.staff.map((one: { name: string }) => one.name)).toEqual([
    'Hana Seo',
    'Mara Lindt',
    'Milo Brandt',
  ]);
  await give('mara', 'milo', []);
  expect(await shops.rolesOf(sql, 'milo')).toEqual({});
  expect(signals).toHaveLength(2);
});

test('[H2] the same id changes once; the same roles tell nobody anything', async () => {
  const id = randomUUID();
  const first = await give('mara', 'milo', ['moderator'], id);
  await give('mara', 'milo', ['host']);
  expect(await give('mara', 'milo', ['moderator'], id)).toEqual(first);
  expect(await shops.rolesOf(sql, 'milo')).toEqual({ [shop.id]: ['host'] });
  signals.length = 0;
  await give('mara', 'milo', ['host']);
  expect(signals).toEqual([]);
});

test('[H2] an address without an account, a role that is none, and a role that nobody gives are refused', async () => {
  expect((await give('mara', 'nobody', ['host'])).body.code).toBe('account_unknown');
  for (const role of ['operator', 'viewer', 'owner']) {
    expect((await give('mara', 'vera', [role as StaffRole])).body.code).toBe('bad_request');
  }
  expect(await shops.rolesOf(sql, 'vera')).toEqual({});
});

test('[H3] the last merchant stays one; two who remove each other at once leave one', async () => {
  expect((await give('mara', 'mara', ['host'])).body.code).toBe('last_merchant');
  for (let round = 0; round < 10; round += 1) {
    await give('olu', 'mara', ['merchant']);
    await give('olu', 'hana', ['merchant']);
    await Promise.all([give('mara', 'hana', []), give('hana', 'mara', [])]);
    const left = await sql<{ n: number }[]>`select count(*)::int as n from shop_staff where role = 'merchant'`;
    expect(left[0]!.n).toBe(1);
  }
});

test('[H4] a shop is made once for an id', async () => {
  const again = await transact((tx) => shops.createShop(tx, { ...lindt(), id: shop.id, name: 'Somebody else' }));
  expect(again.name).toBe((await shops.readShop(sql, shop.id))!.name);
  expect(await shops.currencyOf(sql, shop.id)).toBe('EUR');
  expect(await shops.currencyOf(sql, randomUUID())).toBeNull();
});
