import { afterAll, beforeAll, expect, test } from 'vitest';
import { indexesOf, plansOf, wrongsOf } from '../../../platform/db/test-plans.ts';
import { type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';
import { readHeld } from './store.ts';

const held = 20_000;
const asking = 300;
let world: SaleWorld;
let buyers: readonly string[];

/** A rush fills the table sooner than PostgreSQL takes new figures of it: nothing is analysed here. */
beforeAll(async () => {
  world = await startSale({ provider: () => createMemoryProvider({ secret: 'secret' }) });
  buyers = await world.addBuyers(4_000);
  const { sql, shopId, roomId } = world;
  await sql`alter table orders set (autovacuum_enabled = false)`;
  await sql`
    insert into orders (id, shop_id, room_id, account_id, sum, state, currency, total_minor, address, note, placed_at, hold_until)
    select gen_random_uuid(), ${shopId}, ${roomId}, (${buyers}::text[])[1 + n % 4000], 'sum', 'held', 'EUR', 1290, '{}', '', now(),
      now() + interval '1 hour' from generate_series(1, ${held}::int) n`;
}, 60_000);
afterAll(() => world.stop());

test('[O84] in a rush, what the buyers of a batch hold is counted from their own orders', async () => {
  const asked = buyers.slice(0, asking);
  const nodes = await plansOf(world.place, (sql) => readHeld(sql, asked, Date.now()));
  expect([...indexesOf(nodes)]).toEqual(['orders_of_account']);
  expect(wrongsOf(nodes, 0)).toEqual([]);
  const counts = await readHeld(world.sql, asked, Date.now());
  expect([...counts.values()]).toEqual(asked.map(() => held / buyers.length));
});
