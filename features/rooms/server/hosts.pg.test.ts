import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Host, Room } from '../protocol.ts';
import { addProduct } from './test-product.ts';
import { shopId, startWorld, type World } from './test-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const makeProduct = () => addProduct(world);

async function makeRoom(title: string, productIds: readonly string[]): Promise<string> {
  const { hana } = world.cast;
  const id = randomUUID();
  world.clock.now += 1000;
  await world.call(hana, 'POST', '/api/rooms', { id, shopId, title });
  await world.call(hana, 'PUT', `/api/rooms/${id}/bag`, { id: randomUUID(), productIds });
  return id;
}

const read = (path: string) => world.call(world.cast.guest, 'GET', path);

it('[R15] a host has a page with the public name, the shows, and what was shown; an account that hosts nothing has none', async () => {
  const { hana, vera } = world.cast;
  const [a, b, c] = [makeProduct(), makeProduct(), makeProduct()];
  const older = await makeRoom('Older', [a, b]);
  const newer = await makeRoom('Newer', [c, b]);
  world.products.set(a, { ...world.products.get(a)!, state: 'archived' });
  const { status, body } = await read(`/api/hosts/${hana.accountId}`);
  const host = body as Host;
  expect(status).toBe(200);
  expect(host.name).toBe('Hana Seo');
  expect(host.rooms.map((room) => room.id)).toEqual([newer, older]);
  expect(host.products.map((product) => product.id)).toEqual([c, b]);
  expect(Object.keys(host).sort()).toEqual(['id', 'name', 'products', 'rooms']);
  expect((await read(`/api/hosts/${vera.accountId}`)).body.code).toBe('host_unknown');
  expect((await read('/api/hosts/nobody-0001')).body.code).toBe('host_unknown');
});

it('[R16] the shows with a product in their bag, and no others', async () => {
  const product = makeProduct();
  const room = await makeRoom('With it', [product]);
  await makeRoom('Without it', [makeProduct()]);
  const { rooms } = (await read(`/api/rooms?productId=${product}`)).body as unknown as { rooms: Room[] };
  expect(rooms.map(({ id }) => id)).toEqual([room]);
});
