import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findWrongs } from '../../../tools/sale-books.ts';
import { ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';
import { movePlaces } from './store.ts';

const address = { name: 'Vera', line1: 'Main 1', line2: '', postcode: '1', city: 'Jena', country: 'DE', phone: '' };
const turnMs = 600_000;
let world: SaleWorld;

beforeAll(async () => {
  const provider = createMemoryProvider({ secret: 'secret' });
  world = await startSale({ nodes: 2, provider: () => provider });
  await world.sql`insert into accounts (id, name, email) values ('merchant_mara', 'Mara', 'mara@livestall.example')`;
});
afterAll(() => world.stop());

const mara = () => ({ account: 'merchant_mara', roles: { [world.shopId]: ['merchant' as const] } });
const urlOf = (node: number) => world.nodes[node % 2]!.url;

function buy(
  account: string,
  skuId: string,
  { node = 0, quantity = 1, card = 'ok', id = randomUUID() as string } = {},
) {
  const body = { id, roomId: world.roomId, lines: [{ skuId, quantity }], address };
  return ask(urlOf(node), 'POST', '/api/orders', { account }, { ...body, method: { provider: 'sandbox', card } });
}
const join = (account: string, skuId: string, { node = 0, quantity = 1, id = randomUUID() as string } = {}) =>
  ask(urlOf(node), 'POST', `/api/skus/${skuId}/waitlist`, { account }, { id, quantity });
const leave = (account: string, skuId: string, node = 0) =>
  ask(urlOf(node), 'POST', `/api/skus/${skuId}/waitlist/leave`, { account }, { id: randomUUID() });
const act = (orderId: unknown, what: string, as: object, node = 0) =>
  ask(urlOf(node), 'POST', `/api/orders/${orderId}/${what}`, as, { id: randomUUID() });
const setStock = (skuId: string, onHand: number, node = 0) =>
  ask(urlOf(node), 'PUT', `/api/skus/${skuId}/stock`, mara(), { id: randomUUID(), onHand });
const receive = (skuId: string, units: number) =>
  ask(urlOf(0), 'POST', `/api/skus/${skuId}/adjustments`, mara(), {
    id: randomUUID(),
    units,
    reason: 'received',
    note: '',
  });
const sweep = () =>
  Promise.all(world.nodes.map(({ features }) => features.waitlist.sweep(Date.now() + world.clock.aheadMs)));
const ownOf = async (account: string, skuId: string) => {
  const { places } = (await ask(urlOf(1), 'GET', '/api/me/waitlist', { account })).body as {
    places: { skuId: string; place: number; turn: { units: number; until: number } | null }[];
  };
  const place = places.find((one) => one.skuId === skuId);
  return place && (place.turn ? `turn ${place.turn.units}` : `place ${place.place}`);
};
const stockOf = async (skuId: string) => ({
  ...(await world.sql`select on_hand as "onHand", held, turned from stock where sku_id = ${skuId}`)[0],
});
const leftOf = async (skuId: string) => (await world.nodes[0]!.features.stock.readLeft(world.sql, [skuId])).get(skuId);
const told = async (account: string) =>
  (
    await world.sql<{ kind: string; body: { why?: string } }[]>`
      select kind, body from facts where stream = ${`person:${account}`} and kind like 'waitlist.%' order by number`
  ).map(({ kind, body }) => [kind.slice('waitlist.'.length), body.why].filter(Boolean).join(' '));

test('[W1][W2][W8] one place for an account, in order, with the way out; staff see how many', async () => {
  const [vera, viktor, wen, buyer] = (await world.addBuyers(4)) as [string, string, string, string];
  const { skuId, productId } = await world.addSku(1);
  expect((await join(vera, skuId)).body).toMatchObject({ code: 'waitlist_not_sold_out', details: { left: 1 } });
  await buy(buyer, skuId);
  const asGuest = await ask(urlOf(0), 'POST', `/api/skus/${skuId}/waitlist`, {}, { id: randomUUID(), quantity: 1 });
  expect(asGuest.body.code).toBe('name_needed');
  expect((await join(vera, randomUUID())).body.code).toBe('sku_unknown');
  const id = randomUUID();
  expect((await join(vera, skuId, { id })).body).toMatchObject({ place: 1, turn: null, title: 'Scarf' });
  expect((await join(vera, skuId, { id, node: 1 })).body).toMatchObject({ id, place: 1 });
  expect((await join(vera, skuId)).body.code).toBe('waitlist_joined');
  await world.sql`update products set limit_per_buyer = 2 where id = ${productId}`;
  expect((await join(viktor, skuId, { quantity: 3 })).body).toMatchObject({
    code: 'purchase_limit',
    details: { left: 2 },
  });
  expect((await join(buyer, skuId, { quantity: 2 })).body.details).toEqual({ limit: 2, left: 1 });
  await join(viktor, skuId, { node: 1 });
  await join(wen, skuId);
  expect(await ownOf(wen, skuId)).toBe('place 3');
  expect((await leave(vera, skuId)).status).toBe(200);
  expect((await leave(vera, skuId)).body.code).toBe('waitlist_not_joined');
  expect(await ownOf(wen, skuId)).toBe('place 2');
  const counts = (as: object) => ask(urlOf(1), 'GET', `/api/shops/${world.shopId}/waitlist`, as);
  expect((await counts({ account: vera })).body.code).toBe('not_allowed');
  expect((await counts(mara())).body.skus).toContainEqual({ skuId, waiting: 2, turns: 0 });
  expect(await told(vera)).toEqual(['joined', 'ended left']);
});

test('[W3][W5] 50 strangers on two servers against a waitlist of three: the three get the units that come back', async () => {
  for (let round = 0; round < 2; round += 1) {
    const { skuId } = await world.addSku(3);
    const [buyer, ...line] = (await world.addBuyers(4)) as [string, string, string, string];
    const strangers = await world.addBuyers(50);
    const { body: sold } = await buy(buyer, skuId, { quantity: 3 });
    for (const one of line) expect((await join(one, skuId)).status).toBe(200);
    // Memory's early no counts for nobody who has a turn.
    const rush = (at: number) => strangers.map((one, node) => buy(one, skuId, { node: node + at }));
    const [refunded, ...first] = await Promise.all([act(sold.id, 'refund', mara(), round), ...rush(0)]);
    expect(refunded!.body).toMatchObject({ state: 'refunded' });
    expect(await stockOf(skuId)).toEqual({ onHand: 3, held: 0, turned: 3 });
    const [mine, second] = await Promise.all([
      Promise.all(line.map((one, node) => buy(one, skuId, { node }))),
      Promise.all(rush(1)),
    ]);
    expect(mine.map(({ body }) => body.state)).toEqual(['paid', 'paid', 'paid']);
    expect(new Set([...first, ...second].map(({ body }) => body.code))).toEqual(new Set(['sold_out']));
    expect(await stockOf(skuId)).toEqual({ onHand: 0, held: 0, turned: 0 });
    for (const one of line) expect(await told(one)).toEqual(['joined', 'offered', 'ended bought']);
  }
  expect(await findWrongs(world.sql)).toEqual([]);
  expect(world.faults).toEqual([]);
});

test('[W4][W6] a turn passes to the next by its time, on two sweeping servers once, and with nobody left the unit is free', async () => {
  const { skuId } = await world.addSku(1);
  const [buyer, vera, viktor, wen] = (await world.addBuyers(4)) as [string, string, string, string];
  const { body: held } = await buy(buyer, skuId, { card: 'decline' });
  for (const one of [vera, viktor]) await join(one, skuId);
  await act(held.id, 'cancel', { account: buyer });
  expect([await ownOf(vera, skuId), await ownOf(viktor, skuId)]).toEqual(['turn 1', 'place 1']);
  expect((await setStock(skuId, 0)).body).toMatchObject({ code: 'stock_below_held', details: { held: 1 } });
  world.clock.aheadMs += turnMs;
  // The time decides before any sweeper came by.
  expect(await ownOf(vera, skuId)).toBeUndefined();
  expect((await buy(vera, skuId)).body.code).toBe('sold_out');
  await sweep();
  expect([await ownOf(vera, skuId), await ownOf(viktor, skuId), await leftOf(skuId)]).toEqual([undefined, 'turn 1', 0]);
  expect((await buy(wen, skuId)).body.code).toBe('sold_out');
  world.clock.aheadMs += turnMs;
  await sweep();
  expect([await leftOf(skuId), await stockOf(skuId)]).toEqual([1, { onHand: 1, held: 0, turned: 0 }]);
  expect((await buy(wen, skuId)).body.state).toBe('paid');
  expect(await told(viktor)).toEqual(['joined', 'offered', 'ended passed']);
});

test('[W3][W5] what more units bring is given by the line: part of a wish, what a turn leaves, and an expired hold', async () => {
  const { skuId } = await world.addSku(1);
  const [buyer, vera, viktor, wen] = (await world.addBuyers(4)) as [string, string, string, string];
  await buy(buyer, skuId, { card: 'decline' });
  await join(vera, skuId, { quantity: 3 });
  await join(viktor, skuId);
  await join(wen, skuId, { quantity: 2 });
  expect((await receive(skuId, 2)).body).toMatchObject({ onHand: 3, held: 1, turned: 2 });
  expect([await ownOf(vera, skuId), await ownOf(viktor, skuId)]).toEqual(['turn 2', 'place 1']);
  expect((await buy(vera, skuId)).body.state).toBe('paid');
  expect([await ownOf(vera, skuId), await ownOf(viktor, skuId)]).toEqual([undefined, 'turn 1']);
  world.clock.aheadMs += turnMs + 1;
  await world.nodes[0]!.orders.sweep(Date.now() + world.clock.aheadMs);
  expect([await ownOf(wen, skuId), await leftOf(skuId)]).toEqual(['turn 1', 0]);
  await sweep();
  expect([await ownOf(wen, skuId), await leftOf(skuId)]).toEqual(['turn 1', 1]);
  expect(await findWrongs(world.sql)).toEqual([]);
});

test('[W7] while it is not for sale nobody has a turn; when it is again the line comes first', async () => {
  const { skuId, productId } = await world.addSku(0);
  const [vera] = (await world.addBuyers(1)) as [string];
  await join(vera, skuId);
  await world.sql`update products set state = 'draft' where id = ${productId}`;
  await setStock(skuId, 1);
  await sweep();
  expect(await ownOf(vera, skuId)).toBe('place 1');
  await world.sql`update products set state = 'shown' where id = ${productId}`;
  await sweep();
  expect([await ownOf(vera, skuId), await leftOf(skuId)]).toEqual(['turn 1', 0]);
});

test('[W9] a guest’s places go along; where both wait, one place stays, and it is the one with a turn', async () => {
  const [guest, vera, other] = (await world.addBuyers(3)) as [string, string, string];
  const skus = [await world.addSku(0), await world.addSku(0), await world.addSku(0)];
  const [one, both, turned] = skus.map(({ skuId }) => skuId) as [string, string, string];
  for (const skuId of [one, both, turned]) await join(guest, skuId);
  for (const skuId of [both, turned]) await join(vera, skuId);
  await join(other, both);
  await receive(turned, 1);
  await world.sql.begin((sql) => movePlaces({ sql } as never, guest, vera));
  expect(await Promise.all([one, both, turned].map((skuId) => ownOf(vera, skuId)))).toEqual([
    'place 1',
    'place 1',
    'turn 1',
  ]);
  expect(await ownOf(other, both)).toBe('place 2');
  expect(await world.sql`select 1 from waitlist_places where account_id = ${guest}`).toHaveLength(0);
});

test('[W6] whatever is bought, given back, waited for and swept: all units are somewhere, and none is kept for nobody', async () => {
  const skus = [await world.addSku(2), await world.addSku(1), await world.addSku(3)].map(({ skuId }) => skuId);
  const people = await world.addBuyers(8);
  const orders: { id: string; account: string }[] = [];
  let seed = 7;
  const pick = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  const step = async (at: number) => {
    const [account, skuId] = [people[pick(people.length)]!, skus[pick(skus.length)]!];
    const order = orders[pick(orders.length + 1)];
    const what = pick(10);
    if (what < 3) {
      const id = randomUUID();
      orders.push({ id, account });
      await buy(account, skuId, { node: at, id, quantity: 1 + pick(2), card: pick(2) === 0 ? 'decline' : 'ok' });
    } else if (what < 5) await join(account, skuId, { node: at, quantity: 1 + pick(3) });
    else if (what === 5) await leave(account, skuId, at);
    else if (what === 6 && order) await act(order.id, 'cancel', { account: order.account }, at);
    else if (what === 7 && order) await act(order.id, 'refund', mara(), at);
    else if (what === 8) await setStock(skuId, pick(6), at);
    else world.clock.aheadMs += pick(turnMs);
  };
  for (let round = 0; round < 8; round += 1) {
    await Promise.all(Array.from({ length: 12 }, (_, at) => step(at)));
    const now = Date.now() + world.clock.aheadMs;
    await Promise.all([sweep(), ...world.nodes.map(({ orders: own }) => own.sweep(now))]);
  }
  expect(await findWrongs(world.sql)).toEqual([]);
  expect(world.faults).toEqual([]);
  world.clock.aheadMs += turnMs;
  await Promise.all(world.nodes.map(({ orders: own }) => own.sweep(Date.now() + world.clock.aheadMs)));
  // Each pass gives the units to the next; at the end of the line nothing is kept for anybody.
  for (let pass = 0; pass < people.length; pass += 1) {
    world.clock.aheadMs += turnMs;
    await sweep();
  }
  for (const skuId of skus) expect(await stockOf(skuId)).toMatchObject({ held: 0, turned: 0 });
  expect(await findWrongs(world.sql)).toEqual([]);
});
