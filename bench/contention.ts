import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createMemoryProvider } from '../features/payments/server/memory-provider.ts';
import { findWrongs } from '../tools/sale-books.ts';
import { type SaleWorld, startSale } from '../tools/sale-world.ts';
import type { Bought, BuyingTask, Goods } from './contention-buyers.ts';

const hotSkus = 20;
const units = 1_000_000;
const buyersPerNode = 60;
const buyersInAll = 180;

export interface Contention {
  readonly oneRoomPerSecond: number;
  readonly roomPerSkuPerSecond: number;
  /** Below 0.5 the room's head would be the bottleneck. */
  readonly share: number;
  readonly oneRoomP99Ms: number;
  readonly roomPerSkuP99Ms: number;
  /** Purchases that were turned away `overloaded` after waiting for a lock too long, and were tried again. */
  readonly overloaded: number;
  readonly booksAddUp: boolean;
}

/**
 * Purchases of 20 hot SKUs from several processes, all in one room against each in a room of its own: the difference is
 * the head of the room's streams, which every purchase takes. Alternates, so that a machine that slows down slows both.
 */
export async function measureContention(nodes: number, seconds: number, rounds: number): Promise<Contention> {
  const world = await startSale({ provider: () => createMemoryProvider({ secret: 'bench' }) });
  try {
    const buyers = await world.addBuyers(nodes * buyersPerNode);
    const oneRoom = await hotGoods(world, 1);
    const manyRooms = await hotGoods(world, hotSkus);
    const found: { one: Bought[]; many: Bought[] } = { one: [], many: [] };
    for (let round = 0; round < rounds; round += 1) {
      found.one.push(...(await buyTogether(world, oneRoom, { nodes, seconds, buyers })));
      found.many.push(...(await buyTogether(world, manyRooms, { nodes, seconds, buyers })));
    }
    const perSecond = (bought: readonly Bought[]) =>
      Math.round(bought.reduce((sum, one) => sum + one.orders / one.seconds, 0) / rounds);
    const p99 = (bought: readonly Bought[]) => Math.max(...bought.map(({ p99Ms }) => p99Ms));
    const [oneRoomPerSecond, roomPerSkuPerSecond] = [perSecond(found.one), perSecond(found.many)];
    return {
      ...{ oneRoomPerSecond, roomPerSkuPerSecond, share: Number((oneRoomPerSecond / roomPerSkuPerSecond).toFixed(2)) },
      ...{ oneRoomP99Ms: p99(found.one), roomPerSkuP99Ms: p99(found.many) },
      overloaded: [...found.one, ...found.many].reduce((sum, one) => sum + one.overloaded, 0),
      booksAddUp: (await findWrongs(world.sql)).length === 0,
    };
  } finally {
    await world.stop();
  }
}

/** Orders a second of one room from so many servers on this machine. */
export async function measureNodes(counts: readonly number[], seconds: number): Promise<Record<string, number>> {
  const world = await startSale({ provider: () => createMemoryProvider({ secret: 'bench' }) });
  try {
    const goods = await hotGoods(world, 1);
    const perSecond: Record<string, number> = {};
    for (const nodes of counts) {
      const buyers = await world.addBuyers(buyersInAll);
      const bought = await buyTogether(world, goods, { nodes, seconds, buyers });
      perSecond[`${nodes}`] = Math.round(bought.reduce((sum, one) => sum + one.orders / one.seconds, 0));
    }
    return perSecond;
  } finally {
    await world.stop();
  }
}

async function hotGoods(world: SaleWorld, roomCount: number): Promise<Goods> {
  const { sql, shopId } = world;
  const rooms = Array.from({ length: roomCount }, () => randomUUID());
  await sql`insert into rooms (id, shop_id, host_id, title, state, created_at, live_at)
    select id, ${shopId}, 'hana', 'Scarves', 'live', now(), now() from unnest(${rooms}::uuid[]) as t (id)`;
  const goods = [];
  for (let index = 0; index < hotSkus; index += 1) {
    const { skuId, productId } = await world.addSku(units);
    const roomId = rooms[index % roomCount]!;
    await sql`update room_bag set room_id = ${roomId}, place = ${index + 1} where product_id = ${productId}`;
    goods.push({ skuId, roomId });
  }
  return goods;
}

async function buyTogether(
  { place }: SaleWorld,
  goods: Goods,
  { nodes, seconds, buyers }: { nodes: number; seconds: number; buyers: readonly string[] },
): Promise<Bought[]> {
  const workers = Array.from({ length: nodes }, (_, index) => {
    const child = fork(new URL('contention-buyers.ts', import.meta.url), {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const own = buyers.filter((_buyer, at) => at % nodes === index);
    child.send({ place, goods, seconds, buyers: own } satisfies BuyingTask);
    return child;
  });
  await Promise.all(workers.map((child) => once(child, 'message')));
  const results = workers.map(async (child) => {
    const [bought] = (await once(child, 'message')) as [Bought];
    return bought;
  });
  for (const child of workers) child.send('go');
  const bought = await Promise.all(results);
  await Promise.all(workers.map((child) => (child.exitCode === null ? once(child, 'exit') : undefined)));
  return bought;
}
