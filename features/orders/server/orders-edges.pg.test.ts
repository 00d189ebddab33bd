import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTransact } from '../../../platform/beat/transact.ts';
import { findWrongs } from '../../../tools/sale-books.ts';
import { type As, ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';

const address = {
  name: 'Vera',
  line1: 'Main 1',
  line2: 'Back door',
  postcode: '10115',
  city: 'Berlin',
  country: 'DE',
  phone: '+49 30 1',
};
let world: SaleWorld;
let vera: string;
let sku: { skuId: string; productId: string };

beforeAll(async () => {
  world = await startSale({ provider: () => createMemoryProvider({ secret: 'secret' }) });
});
beforeEach(async () => {
  [vera] = (await world.addBuyers(1)) as [string];
  sku = await world.addSku(5);
});
afterEach(async () => {
  expect(await findWrongs(world.sql)).toEqual([]);
  expect(world.faults.splice(0)).toEqual([]);
});
afterAll(() => world.stop());

const bodyFor = (more: object = {}) => ({
  id: randomUUID(),
  roomId: world.roomId,
  lines: [{ skuId: sku.skuId, quantity: 2 }],
  address,
  method: { provider: 'sandbox', card: 'ok' },
  ...more,
});
const get = (target: string, as: As) => ask(world.nodes[0]!.url, 'GET', target, as);
const post = (target: string, as: As, body: object) => ask(world.nodes[0]!.url, 'POST', target, as, body);
const buy = (body: object, account = vera) => post('/api/orders', { account }, body);
const staff = (role: 'host' | 'moderator' | 'merchant'): As => ({ account: 'hana', roles: { [world.shopId]: [role] } });

test('[O41] in a room for members or followers only they and its staff buy; a repeat of what was bought is answered', async () => {
  const [member, follower, host] = (await world.addBuyers(3)) as [string, string, string];
  await world.sql`insert into shop_members (shop_id, account_id, by_id, at) values (${world.shopId}, ${member}, 'hana', now())`;
  await world.sql`insert into follows (kind, followed_id, account_id, at) values ('shop', ${world.shopId}, ${follower}, now())`;
  const opened = bodyFor({ lines: [{ skuId: sku.skuId, quantity: 1 }] });
  expect((await buy(opened)).status).toBe(200);
  const answers = async () => {
    const asked = [{ account: vera }, { account: follower }, { account: member }, { ...staff('host'), account: host }];
    const bodies = asked.map(() => bodyFor({ lines: [{ skuId: sku.skuId, quantity: 1 }] }));
    // At once, so that they share a batch.
    const all = await Promise.all(asked.map((as, index) => post('/api/orders', as, bodies[index]!)));
    return all.map(({ status, body }) => (status === 200 ? 'bought' : body.code));
  };
  try {
    await world.sql`update rooms set audience = 'members' where id = ${world.roomId}`;
    const members = 'room_members_only';
    expect(await answers()).toEqual([members, members, 'bought', 'bought']);
    expect((await buy(opened)).status).toBe(200);
    await world.sql`update rooms set audience = 'followers' where id = ${world.roomId}`;
    sku = await world.addSku(5);
    expect(await answers()).toEqual(['room_followers_only', 'bought', 'bought', 'bought']);
  } finally {
    await world.sql`update rooms set audience = 'everyone' where id = ${world.roomId}`;
  }
});

test('[O18] the buyer and the merchant see an order whole, host and moderator without the door, others nothing', async () => {
  const { body: order } = await buy(bodyFor());
  const target = `/api/orders/${order.id}`;
  expect((await get(target, { account: vera })).body.address).toEqual(address);
  expect((await get(target, staff('merchant'))).body.address).toEqual(address);
  const withoutDoor = { ...address, line1: '', line2: '', postcode: '', phone: '' };
  for (const role of ['host', 'moderator'] as const) {
    expect((await get(target, staff(role))).body.address).toEqual(withoutDoor);
    const { body } = await get(`/api/rooms/${world.roomId}/orders`, staff(role));
    expect((body.orders as { address: object }[])[0]!.address).toEqual(withoutDoor);
  }
  const [viktor] = (await world.addBuyers(1)) as [string];
  const strangers: As[] = [{}, { account: viktor }, { account: 'hana', roles: { [randomUUID()]: ['merchant'] } }];
  for (const as of strangers)
    expect(await get(target, as)).toMatchObject({ status: 404, body: { code: 'order_unknown' } });
});

test('[O18] an order outside of a room is not shown to host and moderator', async () => {
  const { body: order } = await buy(bodyFor({ roomId: null }));
  expect((await get(`/api/orders/${order.id}`, staff('host'))).status).toBe(404);
  expect((await get(`/api/orders/${order.id}`, staff('merchant'))).status).toBe(200);
});

test('[O18] lists: the own orders to everybody, a room to its staff, a shop and its book to its merchant', async () => {
  await buy(bodyFor());
  await buy(bodyFor());
  const own = (await get('/api/orders', { account: vera })).body.orders as { placedAt: number; accountId: string }[];
  expect(own.map((order) => order.accountId)).toEqual([vera, vera]);
  const first = await get('/api/orders?limit=1', { account: vera });
  expect(first.body.orders).toEqual([own[0]]);
  expect((await get(`/api/orders?after=${first.body.next}`, { account: vera })).body.orders).toEqual([own[1]]);
  const tries: [string, As, number][] = [
    ['/api/orders', {}, 403],
    ['/api/me/checkout', {}, 403],
    [`/api/rooms/${world.roomId}/orders`, { account: vera }, 403],
    [`/api/rooms/${world.roomId}/orders`, staff('moderator'), 200],
    [`/api/shops/${world.shopId}/orders`, staff('host'), 403],
    [`/api/shops/${world.shopId}/orders`, staff('merchant'), 200],
    [`/api/shops/${world.shopId}/ledger`, staff('moderator'), 403],
    [`/api/shops/${world.shopId}/ledger`, staff('merchant'), 200],
  ];
  for (const [target, as, status] of tries) expect([target, (await get(target, as)).status]).toEqual([target, status]);
});

test('[O18] pages are whole when a batch placed many orders in one moment', async () => {
  await Promise.all(Array.from({ length: 3 }, () => buy(bodyFor({ lines: [{ skuId: sku.skuId, quantity: 1 }] }))));
  await world.sql`update orders set placed_at = to_timestamp(1000) where account_id = ${vera}`;
  const all = (await get('/api/orders', { account: vera })).body.orders as object[];
  const { next } = (await get('/api/orders?limit=1', { account: vera })).body;
  expect((await get(`/api/orders?after=${next}`, { account: vera })).body.orders).toEqual(all.slice(1));
});

test('[O19] buying needs a name; pay, cancel and refund are for those whose order or shop it is', async () => {
  expect((await post('/api/orders', {}, bodyFor())).body.code).toBe('name_needed');
  const { body: order } = await buy(bodyFor({ method: { provider: 'sandbox', card: 'decline' } }));
  const [viktor] = (await world.addBuyers(1)) as [string];
  const act = async (name: string, as: As) =>
    (await post(`/api/orders/${order.id}/${name}`, as, { id: randomUUID() })).body.code;
  expect(await act('pay', { account: viktor })).toBe('order_unknown');
  expect(await act('cancel', { account: viktor })).toBe('order_unknown');
  expect(await act('cancel', staff('host'))).toBe('not_allowed');
  expect(await act('refund', { account: vera })).toBe('not_allowed');
  expect(await act('refund', staff('moderator'))).toBe('not_allowed');
  expect(await act('refund', staff('merchant'))).toBe('order_act_impossible');
  expect(await act('cancel', staff('merchant'))).toBeUndefined();
  expect(await act('cancel', staff('merchant'))).toBe('order_act_impossible');
});

test.each([
  ['a price', { priceMinor: 1 }],
  ['a price in a line', { lines: [{ skuId: randomUUID(), quantity: 1, priceMinor: 1 }] }],
  ['a negative quantity', { lines: [{ skuId: randomUUID(), quantity: -1 }] }],
  ['a huge quantity', { lines: [{ skuId: randomUUID(), quantity: 1e9 }] }],
  ['no line', { lines: [] }],
  ['an id that is none', { id: 'x' }],
  ['control characters', { address: { ...address, name: 'Ve\u0000ra' } }],
])('[O10] %s in the body is refused', async (_what, more) => {
  expect(await buy(bodyFor(more))).toMatchObject({ status: 400, body: { code: 'bad_request' } });
});

test('[O10] a room of nobody, or a SKU of nobody, is refused and leaves nothing', async () => {
  expect((await buy(bodyFor({ roomId: randomUUID() }))).body.code).toBe('room_unknown');
  expect((await buy(bodyFor({ lines: [{ skuId: randomUUID(), quantity: 1 }] }))).body.code).toBe('sku_unknown');
  expect((await get('/api/orders', { account: vera })).body.orders).toEqual([]);
});

test('[O11] a paid order is remembered for two-tap buying; one that is not paid is not', async () => {
  const late = { provider: 'sandbox', card: 'timeout' };
  await buy(bodyFor({ method: late }));
  expect((await get('/api/me/checkout', { account: vera })).body).toEqual({
    address: null,
    method: null,
    deliveryId: null,
  });
  expect((await buy(bodyFor({ address: undefined }))).body.code).toBe('address_needed');
  await buy(bodyFor());
  // The one way of a shop that has said nothing has the shop's id.
  const remembered = { address, method: { provider: 'sandbox', card: 'ok' }, deliveryId: world.shopId };
  expect((await get('/api/me/checkout', { account: vera })).body).toEqual(remembered);
  const short = { id: randomUUID(), roomId: world.roomId, lines: [{ skuId: sku.skuId, quantity: 1 }] };
  expect((await buy(short)).body).toMatchObject({ state: 'paid', address });
});

test('[O21] where the price is another than the buyer was shown, nothing is held and one more tap buys', async () => {
  const shown = bodyFor({ expectedTotalMinor: 2_580 });
  await world.sql`update skus set price_minor = 1_500 where id = ${sku.skuId}`;
  expect(await buy(shown)).toMatchObject({
    status: 409,
    body: { code: 'price_changed', details: { totalMinor: 3_000 } },
  });
  const [stock] = await world.sql`select on_hand, held from stock where sku_id = ${sku.skuId}`;
  expect(stock).toEqual({ on_hand: 5, held: 0 });
  expect((await get('/api/orders', { account: vera })).body.orders).toEqual([]);
  const agreed = await buy({ ...shown, expectedTotalMinor: 3_000 });
  expect(agreed.body).toMatchObject({ id: shown.id, state: 'paid', totalMinor: 3_000 });
});

test('[O5] [O21] a repeat that expects another price is the order that was placed', async () => {
  const body = bodyFor({ expectedTotalMinor: 2_580 });
  await buy(body);
  await world.sql`update skus set price_minor = 1_500 where id = ${sku.skuId}`;
  const again = await buy({ ...body, expectedTotalMinor: 3_000 });
  expect(again.body).toMatchObject({ id: body.id, state: 'paid', totalMinor: 2_580 });
  expect((await get('/api/orders', { account: vera })).body.orders).toHaveLength(1);
});

test('[O6] the room hears what was bought and what is left, never who; the staff and the buyer hear of the order', async () => {
  const { body: order } = await buy(bodyFor());
  const told = async (stream: string) =>
    await world.sql<{ kind: string; body: object }[]>`
      select kind, body from facts where stream = ${stream} and (body ->> 'skuId' = ${sku.skuId}
        or body ->> 'productId' = ${sku.productId} or body ->> 'orderId' = ${order.id as string}) order by number`;
  expect([...(await told(`room:${world.roomId}`))]).toEqual([
    { kind: 'stock.changed', body: { skuId: sku.skuId, left: 5 } },
    { kind: 'stock.changed', body: { skuId: sku.skuId, left: 3 } },
    { kind: 'product.bought', body: { productId: sku.productId, quantity: 2 } },
  ]);
  const kinds = ['order.placed', 'order.paid'];
  expect((await told(`staff:${world.roomId}`)).map((one) => one.kind)).toEqual(kinds);
  expect((await told(`person:${vera}`)).map((one) => one.kind)).toEqual(kinds);
  const room = await world.sql`select body::text as body from facts where stream = ${`room:${world.roomId}`}`;
  for (const { body } of room) expect(body).not.toContain(vera);
});

test('[O20] what a guest bought goes along to its account, and is told again there', async () => {
  const { body: order } = await buy(bodyFor());
  const [account] = (await world.addBuyers(1)) as [string];
  const { orders } = world.nodes[0]!;
  const transact = createTransact({ sql: world.sql, now: Date.now, publish: () => {} });
  expect(await orders.hasBought(world.sql, account, world.shopId)).toBe(false);
  await transact((tx) => orders.moveOwned(tx, vera, account));
  expect(await orders.hasBought(world.sql, account, world.shopId)).toBe(true);
  expect(await orders.hasBought(world.sql, vera, world.shopId)).toBe(false);
  expect((await get(`/api/orders/${order.id}`, { account: vera })).status).toBe(404);
  expect((await get('/api/orders', { account })).body.orders).toMatchObject([{ id: order.id }]);
  expect((await get('/api/me/checkout', { account })).body.address).toEqual(address);
  const told = await world.sql`select kind from facts where stream = ${`person:${account}`} order by number`;
  expect(told.map((one) => one.kind)).toEqual(['order.placed', 'order.paid']);
});
