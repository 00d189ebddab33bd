import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { followsMax } from '../following.ts';
import type { Shop } from '../protocol.ts';
import { lindt, startWorld, type Who, type World } from './test-world.ts';

let world: World;
let shop: Shop;

beforeAll(async () => {
  world = await startWorld();
});
beforeEach(async () => {
  const { sql, transact, shops, signals } = world;
  await sql`truncate shop_staff, follows, shop_members`;
  shop = await transact((tx) => shops.createShop(tx, lindt()));
  await transact((tx) => shops.giveRoles(tx, shop.id, 'mara', ['merchant']));
  await transact((tx) => shops.giveRoles(tx, shop.id, 'hana', ['host']));
  signals.length = 0;
});
afterAll(() => world.stop());

const follow = (who: Who | null, target: string, following: boolean, id = randomUUID()) =>
  world.ask(who, 'PUT', `/api/follows/${target}`, { id, following });
const setMember = (who: Who | null, email: string, member: boolean) =>
  world.ask(who, 'PUT', `/api/shops/${shop.id}/members`, { id: randomUUID(), email, member });

test('[H14] a named person follows a shop or a host and stops again; everybody sees how many, and whether they do', async () => {
  const { ask } = world;
  for (const target of [`shop/${shop.id}`, 'host/hana']) {
    expect((await ask(null, 'GET', `/api/follows/${target}`)).body).toEqual({ following: false, followers: 0 });
    expect((await follow(null, target, true)).body.code).toBe('name_needed');
    const id = randomUUID();
    for (let time = 0; time < 2; time += 1)
      expect((await follow('vera', target, true, id)).body).toEqual({ following: true, followers: 1 });
    expect((await follow('vera', target, true)).body).toEqual({ following: true, followers: 1 });
    expect((await follow('milo', target, true)).body).toEqual({ following: true, followers: 2 });
    expect((await ask('olu', 'GET', `/api/follows/${target}`)).body).toEqual({ following: false, followers: 2 });
    expect(world.signals).toEqual([]);
    expect((await follow('vera', target, false)).body).toEqual({ following: false, followers: 1 });
    expect((await follow('vera', target, false)).body).toEqual({ following: false, followers: 1 });
    // The gateways hear of it once: the person may be in a room of followers.
    expect(world.signals.splice(0)).toEqual([{}]);
  }
});

test('[H14] nobody follows oneself, what is not there, or more than the limit', async () => {
  expect((await follow('hana', 'host/hana', true)).body.code).toBe('follow_self');
  for (const target of ['host/vera', 'host/nobody', `shop/${randomUUID()}`, 'shop/nothing'])
    expect((await follow('vera', target, true)).body.code, target).toBe('follow_unknown');
  await world.sql`
    insert into follows (kind, followed_id, account_id, at)
    select 'host', 'host-' || n, 'vera', now() from generate_series(1, ${followsMax}) n`;
  expect((await follow('vera', 'host/hana', true)).body.code).toBe('follows_full');
  expect((await follow('vera', 'host/hana', false)).status).toBe(200);
});

test('[H14] what a guest follows is the account’s after signing in, each once', async () => {
  const { transact, shops, ask } = world;
  await follow('vera', 'host/hana', true);
  await follow('vera', `shop/${shop.id}`, true);
  await follow('milo', 'host/hana', true);
  await transact((tx) => shops.moveOwned(tx, 'vera', 'milo'));
  expect((await ask('milo', 'GET', '/api/follows/host/hana')).body).toEqual({ following: true, followers: 1 });
  expect((await ask('milo', 'GET', `/api/follows/shop/${shop.id}`)).body.following).toBe(true);
});

test('[H15] only the merchant makes members and sees them; taking one away is told to the gateways', async () => {
  const { ask } = world;
  const url = `/api/shops/${shop.id}/members`;
  for (const who of [null, 'vera', 'hana', 'milo'] as const) {
    expect((await setMember(who, 'milo@livestall.example', true)).status, `${who}`).toBe(403);
    expect((await ask(who, 'GET', url)).status).toBe(403);
  }
  const milo = { accountId: 'milo', name: 'Milo Brandt', email: 'milo@livestall.example' };
  expect((await setMember('mara', 'milo@livestall.example', true)).body).toEqual(milo);
  expect((await setMember('mara', 'milo@livestall.example', true)).body).toEqual(milo);
  expect((await setMember('mara', 'nobody@livestall.example', true)).body.code).toBe('account_unknown');
  expect((await ask('mara', 'GET', url)).body.members).toEqual([milo]);
  expect(world.signals).toEqual([]);
  await setMember('mara', 'milo@livestall.example', false);
  expect(world.signals).toEqual([{}]);
  expect((await ask('mara', 'GET', url)).body.members).toEqual([]);
});

test('[H14] [H15] ties are those to this shop and this host, for many accounts in one question', async () => {
  const { sql, shops } = world;
  await follow('vera', 'host/hana', true);
  await follow('milo', `shop/${shop.id}`, true);
  await setMember('mara', 'milo@livestall.example', true);
  const to = { shopId: shop.id, hostId: 'hana' };
  const ties = await shops.tiesTo(sql, to, ['vera', 'milo', 'olu']);
  expect([...ties].sort()).toEqual([
    ['milo', { follows: true, member: true }],
    ['vera', { follows: true, member: false }],
  ]);
  expect(await shops.tiesTo(sql, { ...to, hostId: 'milo' }, ['vera'])).toEqual(new Map());
  expect(await shops.tiesTo(sql, { shopId: randomUUID(), hostId: 'hana' }, ['milo'])).toEqual(new Map());
  expect(await shops.ownTies(sql, 'milo')).toEqual({ follows: new Set([shop.id]), memberOf: new Set([shop.id]) });
});
