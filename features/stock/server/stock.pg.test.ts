import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTransact, type ToldRun, type Transact } from '../../../platform/beat/transact.ts';
import { createMemoryBus } from '../../../platform/bus/memory-bus.ts';
import { migrate } from '../../../platform/db/migrate.ts';
import { createTestSchema } from '../../../platform/db/test-schema.ts';
import { createStock, migrations, type StockFeature } from './index.ts';
import { soldOutMs } from './sold-out.ts';

const beat = new URL('../../../platform/beat/migrations', import.meta.url).pathname;
const [shopId, rooms] = [randomUUID(), ['one', 'two']];
let schema: Awaited<ReturnType<typeof createTestSchema>>;
let transact: Transact;
let stock: StockFeature;
let told: ToldRun[] = [];
let now = 1_000;
let skuId: string;

beforeAll(async () => {
  schema = await createTestSchema();
  await schema.sql`create table shops (id uuid primary key)`;
  await schema.sql`create table skus (id uuid primary key)`;
  await schema.sql`create table accounts (id text primary key)`;
  await schema.sql`insert into accounts values ('mara')`;
  await schema.sql`insert into shops values (${shopId})`;
  await migrate(schema.sql, [{ name: 'beat', folder: beat }, migrations]);
  const bus = createMemoryBus();
  bus.subscribe('told', (runs) => told.push(...(runs as ToldRun[])));
  transact = createTransact({ sql: schema.sql, now: () => now, publish: bus.publish });
  const roomsOfSkus = async (_sql: unknown, ids: readonly string[]) => new Map(ids.map((id) => [id, rooms]));
  const namesOf = async () => new Map([['mara', 'Mara']]);
  stock = createStock({
    ...{ sql: schema.sql, transact, namesOf, now: () => now, roomsOfSkus, subscribe: bus.subscribe },
  });
});
beforeEach(async () => {
  skuId = randomUUID();
  await schema.sql`insert into skus values (${skuId})`;
  await set(5);
  told = [];
});
afterAll(() => schema.drop());

const set = (onHand: number) => transact((tx) => stock.setOnHand(tx, [{ skuId, shopId, onHand }], 'mara'));
const hold = (quantity: number, orderId = randomUUID()) =>
  transact(async (tx) => {
    await stock.lock(tx, [skuId]);
    await stock.hold(tx, [{ orderId, skuId, quantity, until: now + 1 }]);
    return orderId;
  });
const end = (orders: { sold?: string[]; released?: string[] }) =>
  transact(async (tx) => {
    await stock.lock(tx, [skuId]);
    await stock.apply(tx, await stock.endHolds(tx, { sold: [], released: [], ...orders }));
  });
const row = async () => ({ ...(await schema.sql`select on_hand, held from stock where sku_id = ${skuId}`)[0] });
const left = async () => (await stock.readLeft(schema.sql, [skuId])).get(skuId);
const heard = () => told.flatMap((run) => run.facts.map((fact) => [run.stream, fact.body.left]));

test('[S1][S3] held units are not left; sold ones leave the shop, released ones come back', async () => {
  const [first, second] = [await hold(2), await hold(1)];
  expect([await row(), await left()]).toEqual([{ on_hand: 5, held: 3 }, 2]);
  await end({ sold: [first] });
  expect([await row(), await left()]).toEqual([{ on_hand: 3, held: 1 }, 2]);
  await end({ released: [second] });
  expect([await row(), await left()]).toEqual([{ on_hand: 3, held: 0 }, 3]);
});

test('[S8] a hold ends once', async () => {
  const orderId = await hold(2);
  await end({ sold: [orderId] });
  await end({ sold: [orderId] });
  await end({ released: [orderId] });
  expect(await row()).toEqual({ on_hand: 3, held: 0 });
});

test('[S1] the database itself refuses to hold more than there is', async () => {
  await expect(hold(6)).rejects.toThrow('violates check constraint');
  expect(await row()).toEqual({ on_hand: 5, held: 0 });
  await hold(3);
  await expect(schema.sql`update stock set turned = 3 where sku_id = ${skuId}`).rejects.toThrow('check constraint');
});

test('[S2] units on hand may be set, but not below what is held', async () => {
  await hold(3);
  expect(await set(2)).toEqual({ refused: 'stock_below_held', details: { held: 3 } });
  expect(await set(3)).toBeUndefined();
  expect([await row(), await left()]).toEqual([{ on_hand: 3, held: 3 }, 0]);
});

test('[S5] each room is told once a batch, and only when what is left changed', async () => {
  const orders = [randomUUID(), randomUUID()];
  await transact(async (tx) => {
    await stock.lock(tx, [skuId]);
    await stock.hold(
      tx,
      orders.map((orderId) => ({ orderId, skuId, quantity: 1, until: now })),
    );
  });
  expect(heard()).toEqual([
    ['room:one', 3],
    ['room:two', 3],
  ]);
  await end({ sold: orders });
  await set(3);
  expect(heard()).toHaveLength(2);
  await set(9);
  expect(heard().slice(2)).toEqual([
    ['room:one', 9],
    ['room:two', 9],
  ]);
});

test('[S7] memory says sold out for a moment after a commit left nothing, and stops when a rise is heard', async () => {
  expect(stock.isSoldOut(skuId)).toBe(false);
  const orderId = await hold(5);
  expect(stock.isSoldOut(skuId)).toBe(true);
  now += soldOutMs;
  expect(stock.isSoldOut(skuId)).toBe(false);
  await end({ released: [orderId] });
  await hold(5);
  expect(stock.isSoldOut(skuId)).toBe(true);
  await set(6);
  expect(stock.isSoldOut(skuId)).toBe(false);
});

test('[S4] a fact told from a shared look cannot be older than one told by a sale', async () => {
  let sold: Promise<unknown> | undefined;
  await transact(async (tx) => {
    expect((await stock.shareLeft(tx, [skuId])).get(skuId)).toBe(5);
    sold = hold(1);
    const waited = await Promise.race([sold.then(() => 'sold'), new Promise((done) => setTimeout(done, 50, 'waits'))]);
    expect(waited).toBe('waits');
  });
  await sold;
  expect(await left()).toBe(4);
});
