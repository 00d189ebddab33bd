import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Room } from '../protocol.ts';
import { demoShops, otherShopId, shopId, startWorld, type World } from './test-world.ts';

let world: World;
const ids: Readonly<Record<string, string>> = {
  ...{
    real: randomUUID(),
    realEnded: randomUUID(),
    demo: randomUUID(),
    demoEnded: randomUUID(),
    demoLater: randomUUID(),
  },
};

beforeAll(async () => {
  world = await startWorld();
  const { hana, stranger } = world.cast;
  const act = async (host: typeof hana, id: string, what: string) =>
    expect((await world.call(host, 'POST', `/api/rooms/${id}/${what}`, { id: randomUUID() })).status).toBe(200);
  for (const [name, id] of Object.entries(ids)) {
    const isDemo = name.startsWith('demo');
    const [host, shop] = isDemo ? [stranger, otherShopId] : [hana, shopId];
    await world.call(host, 'POST', '/api/rooms', { id, shopId: shop, title: name });
    if (name !== 'demoLater' && name !== 'real') await act(host, id, 'live');
    if (name.endsWith('Ended')) await act(host, id, 'end');
  }
  demoShops.add(otherShopId);
});
afterAll(() => world.stop());

async function list(query = ''): Promise<string[]> {
  const { rooms } = (await world.call(world.cast.guest, 'GET', `/api/rooms${query}`)).body as { rooms: Room[] };
  expect(rooms.map((room) => room.demo)).toEqual(rooms.map((room) => room.shopId === otherShopId));
  return rooms.map((room) => room.title);
}

test('[R15] a demonstration is called one, and comes after every other show, live or over', async () => {
  expect(await list()).toEqual(['real', 'realEnded', 'demo', 'demoLater']);
  const one = (await world.call(world.cast.guest, 'GET', `/api/rooms/${ids.demo}`)).body;
  expect(one).toMatchObject({ title: 'demo', demo: true });
});

test('[R15] one that is over is listed only for who asks for its shop', async () => {
  expect(await list()).not.toContain('demoEnded');
  expect(await list(`?shopId=${otherShopId}`)).toContain('demoEnded');
});
