import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { createBatcher } from '../platform/beat/batcher.ts';
import { bodySum, once, readCommands, rememberCommands } from '../platform/beat/once.ts';
import { createTransact, type Tx } from '../platform/beat/transact.ts';
import type { Sql } from '../platform/db/connect.ts';
import { migrate } from '../platform/db/migrate.ts';
import { createTestSchema } from '../platform/db/test-schema.ts';
import { personStream, roomStream } from '../platform/kit/fact.ts';
import { isRefusal, type Refusal, refuse } from '../platform/kit/refusal.ts';
import { startTestDatabase, testDatabaseVariable } from '../tools/test-database.ts';
import { measureFrames } from './beat-frames.ts';

/**
 * The beat's two halves against what one would write first, in the same run: purchases of one hot SKU in batches against
 * a transaction for each, on a real PostgreSQL with fsync as it comes; and a crowd's frames against a message for each
 * fact and viewer, over real sockets. `npm run bench:beat -- --seconds 5`.
 */
const asked = process.argv.indexOf('--seconds');
const seconds = asked > 0 ? Number(process.argv[asked + 1]) : 5;
const buyersAtOnce = 2_000;
const connections = 8;

interface Purchase {
  readonly id: string;
  readonly buyer: string;
}
interface Bought {
  readonly left: number;
}

const database = await startTestDatabase({ durable: true });
process.env[testDatabaseVariable] = database.url;
const schema = await createTestSchema({ max: connections });
try {
  const { sql } = schema;
  await migrate(sql, [{ name: 'beat', folder: path.join(import.meta.dirname, '../platform/beat/migrations') }]);
  await sql`create table stock (sku text primary key, left_over bigint not null check (left_over >= 0))`;
  await sql`create table bought (id uuid primary key, sku text not null, buyer text not null)`;
  const batched = await measure(buyersAtOnce, batchedWay(sql));
  const single = await measure(buyersAtOnce, singleWay(sql));
  const frames = await measureFrames(seconds);
  console.log(
    JSON.stringify({
      ...{ bench: 'beat', seconds },
      commits: {
        ...{ unit: 'purchases/s of one SKU', buyersAtOnce, connections, batched, transactionPerCommand: single },
        times: Number((batched.perSecond / single.perSecond).toFixed(1)),
        soldExactly: await soldExactly(sql),
      },
      frames,
    }),
  );
} finally {
  await schema.drop();
  await database.stop();
}

function batchedWay(sql: Sql) {
  const transact = createTransact({ sql, now: Date.now, publish: () => {} });
  const batcher = createBatcher<Purchase, Bought>({
    keyOf: () => 'scarf',
    commit: (_sku, purchases) => transact((tx) => buyTogether(tx, purchases)),
  });
  return (purchase: Purchase) => batcher.submit(purchase);
}

/** One lock, one reading, one decision in order of arrival, one write of each kind. */
async function buyTogether(tx: Tx, purchases: readonly Purchase[]): Promise<(Bought | Refusal)[]> {
  const [row] = await tx.sql<{ left: number }[]>`select left_over as left from stock where sku = 'scarf' for update`;
  const known = await readCommands(
    tx,
    purchases.map(({ id }) => id),
  );
  let { left } = row!;
  const answers = purchases.map(({ id }): Bought | Refusal => {
    const before = known.get(id);
    if (before) return before.answer as Bought;
    if (left === 0) return refuse('sold_out');
    left -= 1;
    return { left };
  });
  const sold = purchases.flatMap((purchase, index) => {
    const answer = answers[index]!;
    return isRefusal(answer) || known.has(purchase.id) ? [] : [{ ...purchase, answer }];
  });
  await tx.sql`update stock set left_over = ${left} where sku = 'scarf'`;
  await tx.sql`
    insert into bought (id, sku, buyer)
    select id, 'scarf', buyer from unnest(${sold.map(({ id }) => id)}::uuid[], ${sold.map(({ buyer }) => buyer)}::text[])
      as t (id, buyer)`;
  const sum = bodySum({ sku: 'scarf' });
  await rememberCommands(
    tx,
    sold.map(({ id, buyer, answer }) => ({ id, actor: buyer, act: 'buy', sum, answer })),
  );
  for (const { id, buyer } of sold) tell(tx, id, buyer);
  return answers;
}

function singleWay(sql: Sql) {
  const transact = createTransact({ sql, now: Date.now, publish: () => {} });
  return ({ id, buyer }: Purchase) =>
    transact((tx) =>
      once(tx, { id, actor: buyer, act: 'buy', body: { sku: 'scarf' } }, async () => {
        const [row] = await tx.sql<Bought[]>`
          update stock set left_over = left_over - 1 where sku = 'scarf' and left_over > 0 returning left_over as left`;
        if (!row) return refuse('sold_out');
        await tx.sql`insert into bought values (${id}, 'scarf', ${buyer})`;
        tell(tx, id, buyer);
        return { left: row.left };
      }),
    );
}

function tell(tx: Tx, orderId: string, buyer: string): void {
  tx.tell(roomStream('bench'), { kind: 'order.paid', body: { count: 1 } });
  tx.tell(personStream(buyer), { kind: 'order.paid', body: { orderId } });
}

/** So many buyers, each buying again as soon as the purchase before is answered. */
async function measure(workers: number, buy: (purchase: Purchase) => Promise<Bought | Refusal>) {
  const { sql } = schema;
  await sql`truncate stock, bought, facts, streams, commands`;
  await sql`insert into stock values ('scarf', 10000000)`;
  const took: number[] = [];
  const startedAt = performance.now();
  const endAt = startedAt + seconds * 1_000;
  await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      while (performance.now() < endAt) {
        const before = performance.now();
        const answer = await buy({ id: randomUUID(), buyer: `buyer-${worker}` });
        if (isRefusal(answer)) throw new Error(answer.refused);
        took.push(performance.now() - before);
      }
    }),
  );
  const perSecond = Math.round((took.length / (performance.now() - startedAt)) * 1_000);
  took.sort((a, b) => a - b);
  const at = (share: number) => Math.round(took[Math.floor((took.length - 1) * share)]!);
  return { perSecond, p50Ms: at(0.5), p99Ms: at(0.99) };
}

async function soldExactly(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ gone: number; bought: number; facts: number }[]>`
    select (select 10000000 - left_over from stock) as gone, (select count(*) from bought) as bought,
      (select head from streams where stream = ${roomStream('bench')}) as facts`;
  return row!.gone === row!.bought && row!.gone === row!.facts;
}
