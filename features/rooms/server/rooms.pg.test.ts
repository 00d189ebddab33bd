import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../platform/kit/actor.ts';
import type { Product } from '../../catalog/protocol.ts';
import type { Room } from '../protocol.ts';
import { roomFold } from '../rooms-view.ts';
import { addProduct } from './test-product.ts';
import { otherShopId, shopId, startWorld, type World } from './test-world.ts';

let world: World;
let roomId: string;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  roomId = randomUUID();
  await world.call(world.cast.hana, 'POST', '/api/rooms', { id: roomId, shopId, title: 'Autumn linen' });
});

const makeProduct = (over: Partial<Product> = {}) => addProduct(world, over);
type Method = 'POST' | 'PUT' | 'PATCH';
const act = (who: Actor, method: Method, what: string, body: object = {}) =>
  world.call(who, method, `/api/rooms/${roomId}${what}`, { id: randomUUID(), ...body });
const get = (what = '', who: Actor = world.cast.guest) => world.call(who, 'GET', `/api/rooms/${roomId}${what}`);
const bag = (...productIds: string[]) => act(world.cast.hana, 'PUT', '/bag', { productIds });
const pin = (who: Actor, productId: string, explaining = false) => act(who, 'POST', '/pin', { productId, explaining });

describe('who may', () => {
  it('[R1] the host of the shop prepares and runs the show, moderators pin, nobody else acts', async () => {
    const { cast } = world;
    const a = makeProduct();
    await bag(a);
    const hostOnly: [Method, string, object][] = [
      ['PATCH', '', { title: 'Taken over' }],
      ['PUT', '/bag', { productIds: [] }],
      ['POST', '/live', {}],
      ['POST', '/end', {}],
    ];
    const pinning: [Method, string, object][] = [
      ['POST', '/pin', { productId: a, explaining: true }],
      ['POST', '/unpin', { productId: a }],
    ];
    for (const [method, what, body] of [...hostOnly, ...pinning]) {
      expect((await act(cast.guest, method, what, body)).body.code).toBe('name_needed');
      for (const who of [cast.vera, cast.mara, cast.stranger]) {
        expect((await act(who, method, what, body)).body.code).toBe('not_allowed');
      }
    }
    for (const [method, what, body] of hostOnly)
      expect((await act(cast.milo, method, what, body)).body.code).toBe('not_allowed');
    for (const [method, what, body] of pinning) expect((await act(cast.milo, method, what, body)).body).toEqual({});
    expect((await act(cast.olu, 'POST', '/live')).status).toBe(200);
    const create = { id: randomUUID(), shopId, title: 'x' };
    for (const who of [cast.vera, cast.milo, cast.mara, cast.stranger]) {
      expect((await world.call(who, 'POST', '/api/rooms', create)).body.code).toBe('not_allowed');
    }
    const nowhere = { ...create, shopId: randomUUID() };
    expect((await world.call(cast.olu, 'POST', '/api/rooms', nowhere)).body.code).toBe('not_allowed');
  });

  it('[R1] only a host gets the address to publish to, and nobody after the end; everybody the one to watch', async () => {
    const { cast } = world;
    expect((await get('/watch')).body.mp4Url).toBe(`m/${roomId}`);
    expect((await get('/publish', cast.hana)).body.url).toBe(`p/${roomId}`);
    for (const who of [cast.guest, cast.vera, cast.milo, cast.mara, cast.stranger]) {
      expect((await get('/publish', who)).body.code).toBe('not_allowed');
    }
    await act(cast.hana, 'POST', '/live');
    expect((await get('/watch')).status).toBe(200);
    await act(cast.hana, 'POST', '/end');
    expect((await get('/watch')).body.code).toBe('room_ended');
    expect((await get('/publish', cast.hana)).body.code).toBe('room_ended');
  });
});

describe('the show', () => {
  it('[R2] scheduled, live, ended, with its times and its facts', async () => {
    const { hana } = world.cast;
    expect((await get()).body).toMatchObject({ state: 'scheduled', hostName: 'Hana Seo', liveAt: null, endedAt: null });
    expect((await act(hana, 'POST', '/end')).body.code).toBe('room_not_live');
    world.clock.now += 1000;
    const live = (await act(hana, 'POST', '/live')).body as Room;
    expect(live).toMatchObject({ state: 'live', liveAt: world.clock.now, endedAt: null });
    expect((await act(hana, 'POST', '/live')).body.code).toBe('room_already_live');
    world.clock.now += 1000;
    expect((await act(hana, 'POST', '/end')).body).toMatchObject({ state: 'ended', endedAt: world.clock.now });
    expect((await act(hana, 'POST', '/live')).body.code).toBe('room_ended');
    const facts = await world.facts(roomId);
    expect(facts.map((fact) => [fact.number, fact.kind])).toEqual([
      [1, 'room.created'],
      [2, 'room.live'],
      [3, 'room.ended'],
    ]);
    expect(facts[1]!.at).toBe(live.liveAt);
  });

  it('[R3] after the end the bag is still there for buying, the pins are not, and it cannot be changed', async () => {
    const { hana } = world.cast;
    const [a, b] = [makeProduct(), makeProduct()];
    await bag(a, b);
    await act(hana, 'POST', '/live');
    expect((await pin(hana, a)).body).toEqual({});
    await act(hana, 'POST', '/end');
    expect((await get('/bag')).body.products.map((one: Product) => one.id)).toEqual([a, b]);
    expect((await bag(a)).body.code).toBe('room_ended');
    expect((await pin(hana, b)).body.code).toBe('room_ended');
    expect(await world.sql`select 1 from room_pins where room_id = ${roomId}`).toHaveLength(0);
  });

  it('[R4] the list shows live rooms first, then scheduled, then ended, the newest first', async () => {
    const { cast, clock } = world;
    const ids: string[] = Array.from({ length: 5 }, () => randomUUID());
    const room = (index: number, what: string) =>
      world.call(cast.stranger, 'POST', `/api/rooms/${ids[index]}/${what}`, { id: randomUUID() });
    for (const id of ids) {
      clock.now += 1000;
      await world.call(cast.stranger, 'POST', '/api/rooms', { id, shopId: otherShopId, title: 'Show' });
    }
    for (const index of [0, 1, 2]) {
      clock.now += 1000;
      await room(index, 'live');
    }
    await room(0, 'end');
    const { rooms } = (await world.call(cast.guest, 'GET', `/api/rooms?shopId=${otherShopId}`)).body;
    expect(rooms.map((one: Room) => ids.indexOf(one.id))).toEqual([2, 1, 4, 3, 0]);
    const all = (await world.call(cast.guest, 'GET', '/api/rooms')).body.rooms as Room[];
    expect(all.some((one) => one.id === roomId)).toBe(true);
    expect((await world.call(cast.guest, 'GET', `/api/rooms/${randomUUID()}`)).body.code).toBe('room_unknown');
  });

  it("[R5] title and cover change; a cover must be the shop's picture", async () => {
    const { hana } = world.cast;
    const [own, theirs] = [randomUUID(), randomUUID()];
    world.pictures.set(own, shopId).set(theirs, otherShopId);
    expect((await act(hana, 'PATCH', '', { coverPictureId: theirs })).body.code).toBe('picture_unknown');
    expect((await act(hana, 'PATCH', '', { coverPictureId: randomUUID() })).body.code).toBe('picture_unknown');
    expect((await act(hana, 'PATCH', '', { coverPictureId: own })).body.coverPictureId).toBe(own);
    expect((await act(hana, 'PATCH', '', { title: 'Linen' })).body).toMatchObject({
      title: 'Linen',
      coverPictureId: own,
    });
    expect((await act(hana, 'PATCH', '', { coverPictureId: null })).body.coverPictureId).toBe(null);
    expect((await act(hana, 'PATCH', '', { state: 'live' })).body.code).toBe('bad_request');
  });
});

describe('the bag', () => {
  it('[R6] products come in the order of the host, only of this shop and for sale; guests see those that are shown', async () => {
    const [a, b] = [makeProduct(), makeProduct()];
    const [theirs, draft] = [makeProduct({ shopId: otherShopId }), makeProduct({ state: 'draft' })];
    for (const bad of [theirs, draft, randomUUID()]) expect((await bag(a, bad)).body.code).toBe('bag_product_unknown');
    expect((await get('/bag')).body.products).toEqual([]);
    await bag(a, b);
    await bag(b, a);
    expect((await get('/bag')).body.products.map((one: Product) => one.id)).toEqual([b, a]);
    world.products.set(b, { ...world.products.get(b)!, state: 'archived' });
    expect((await get('/bag')).body.products.map((one: Product) => one.id)).toEqual([a]);
  });

  it('[R10] the stream names the bag, then price and stock of what is new in it', async () => {
    const [a, b] = [makeProduct(), makeProduct()];
    const sku = (id: string) => world.products.get(id)!.skus[0]!.id;
    await bag(a);
    await bag(a, b);
    const told = (await world.facts(roomId)).slice(1).map(({ kind, body }) => [kind, body]);
    expect(told).toEqual([
      ['bag.changed', { productIds: [a] }],
      ['price.changed', { skuId: sku(a), priceMinor: 100 }],
      ['stock.changed', { skuId: sku(a), left: 7 }],
      ['bag.changed', { productIds: [a, b] }],
      ['price.changed', { skuId: sku(b), priceMinor: 100 }],
      ['stock.changed', { skuId: sku(b), left: 7 }],
    ]);
  });

  it('[R11] a product is told to the rooms that have it, until a day after the end', async () => {
    const { hana } = world.cast;
    const a = makeProduct();
    await bag(a);
    const rooms = async () => (await world.rooms.roomsOfProducts(world.sql, [a, randomUUID()])).get(a);
    expect(await rooms()).toEqual([roomId]);
    await act(hana, 'POST', '/live');
    await act(hana, 'POST', '/end');
    world.clock.now += 23 * 3_600_000;
    expect(await rooms()).toEqual([roomId]);
    world.clock.now += 2 * 3_600_000;
    expect(await rooms()).toBeUndefined();
  });

  it('[R8] pins are kept with their focus, and twenty hands at once still leave one focus and three pins', async () => {
    const { hana, milo } = world.cast;
    const ids = Array.from({ length: 5 }, () => makeProduct());
    await bag(...ids);
    const hands = Array.from({ length: 20 }, (_, i) =>
      i % 4 === 3
        ? act(milo, 'POST', '/unpin', { productId: ids[i % 5] })
        : pin(i % 2 ? hana : milo, ids[i % 5]!, i % 3 === 0),
    );
    for (const { status, body } of await Promise.all(hands))
      expect(status === 200 || body.code === 'too_many_pins').toBe(true);
    const stored =
      await world.sql`select product_id, explaining from room_pins where room_id = ${roomId} order by place`;
    const view = (await world.facts(roomId)).reduce(roomFold.apply, roomFold.initial);
    expect(view.pins).toEqual(stored.map((row) => ({ productId: row.product_id, explaining: row.explaining })));
    expect(stored.length).toBeLessThanOrEqual(3);
    expect(stored.filter((row) => row.explaining)).toHaveLength(Math.min(1, stored.length));
    expect((await pin(hana, makeProduct())).body.code).toBe('not_in_bag');
  });
});

describe('the same id', () => {
  it('[R12] gives the same answer and is told once; with another body or actor it is refused', async () => {
    const { hana, milo } = world.cast;
    const a = makeProduct();
    const acts: [Method, string, object][] = [
      ['PUT', '/bag', { id: randomUUID(), productIds: [a] }],
      ['POST', '/live', { id: randomUUID() }],
      ['POST', '/pin', { id: randomUUID(), productId: a, explaining: true }],
      ['PATCH', '', { id: randomUUID(), title: 'Linen' }],
      ['POST', '/end', { id: randomUUID() }],
    ];
    for (const [method, what, body] of acts) {
      const first = await act(hana, method, what, body);
      const told = await world.facts(roomId);
      expect(first.status).toBe(200);
      for (let i = 0; i < 10; i += 1) expect(await act(hana, method, what, body)).toEqual(first);
      expect(await world.facts(roomId)).toEqual(told);
    }
    const [, what, body] = acts[2]!;
    expect((await act(hana, 'POST', what, { ...body, explaining: false })).body.code).toBe('id_reused');
    expect((await act(milo, 'POST', what, body)).body.code).toBe('id_reused');
    const again = await world.call(hana, 'POST', '/api/rooms', { id: roomId, shopId, title: 'Autumn linen' });
    expect(again.body).toMatchObject({ state: 'scheduled', title: 'Autumn linen' });
  });
});

describe('opening a product', () => {
  const open = (who: Actor, productId: string) =>
    world.rooms.commands[0]!.run({ actor: who, roomId, shopId }, randomUUID(), { productId } as never);
  const moments = () => world.published.filter((one) => one.subject === 'moment').map((one) => one.payload);

  it('[R13] the room hears that somebody is on the way to buy, once per viewer and product in ten seconds', async () => {
    const { guest, vera } = world.cast;
    const [a, b] = [makeProduct(), makeProduct()];
    await bag(a, b);
    world.published.length = 0;
    await Promise.all([open(guest, a), open(guest, a), open(guest, a)]);
    const said = (productId: string) => ({ roomId, moment: { kind: 'buying', productId, count: 1 } });
    expect(moments()).toEqual([said(a)]);
    await open(guest, b);
    await open(vera, a);
    expect(moments()).toEqual([said(a), said(b), said(a)]);
    world.clock.now += 9_999;
    await open(guest, a);
    expect(moments()).toHaveLength(3);
    world.clock.now += 1;
    await open(guest, a);
    expect(moments()).toHaveLength(4);
  });

  it('[R13] what is not in the bag cannot be opened, and says nothing about anybody', async () => {
    world.published.length = 0;
    expect(await open(world.cast.vera, makeProduct())).toEqual({ refused: 'not_in_bag' });
    expect(moments()).toEqual([]);
    const a = makeProduct();
    await bag(a);
    world.clock.now += 2_000;
    await open(world.cast.vera, a);
    expect(JSON.stringify(moments())).not.toMatch(/vera/i);
  });
});

describe('the seed', () => {
  it('[R14] makes a room with its bag as a host would', async () => {
    const { rooms, sql } = world;
    const [id, a, cover] = [randomUUID(), makeProduct(), randomUUID()];
    const { createTransact } = await import('../../../platform/beat/transact.ts');
    const transact = createTransact({ sql, now: () => world.clock.now, publish: () => {} });
    await transact(async (tx) => {
      expect(
        await rooms.createRoom(tx, { id, shopId, hostId: 'hana-0001', title: 'Demo', coverPictureId: cover }),
      ).toBe(true);
      await rooms.fillBag(tx, id, [a]);
    });
    expect(await rooms.readRoom(sql, id)).toMatchObject({ hostName: 'Hana Seo', coverPictureId: cover });
    const view = (await world.facts(id)).reduce(roomFold.apply, roomFold.initial);
    expect(view).toMatchObject({ title: 'Demo', coverPictureId: cover, productIds: [a] });
  });
});
