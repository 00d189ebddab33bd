import { afterAll, beforeAll, expect, test } from 'vitest';
import { plansOf, rowsReadOf } from '../../../platform/db/test-plans.ts';
import { type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';
import { readSold } from './sold-store.ts';

const counted = 8_000;
const fresh = 60;
const otherRoom = '10000000-0000-4000-8000-000000000001';
let world: SaleWorld;

beforeAll(async () => {
  world = await startSale({ provider: () => createMemoryProvider({ secret: 'secret' }) });
  const [vera] = (await world.addBuyers(1)) as [string];
  const { skuId, productId } = await world.addSku(1);
  const { sql, shopId, roomId } = world;
  await sql`insert into rooms select (jsonb_populate_record(r, jsonb_build_object('id', ${otherRoom}::text))).* from rooms r where id = ${roomId}`;
  await sql`
    insert into orders (id, shop_id, room_id, account_id, sum, state, currency, total_minor, address, note, placed_at, paid_at, changed_at)
    select gen_random_uuid(), ${shopId}, case when n % 2 = 0 then ${roomId}::uuid else ${otherRoom}::uuid end, ${vera}, 'sum', 'paid',
      'EUR', 1290, '{}', '', now(), now(), case when n > ${counted}::int then now() else now() - interval '1 hour' end
    from generate_series(1, ${counted + fresh}::int) n`;
  await sql`
    insert into order_lines (order_id, position, sku_id, product_id, title, sku_name, quantity, price_minor)
    select id, 0, ${skuId}, ${productId}, 'Scarf', '', 1, 1290 from orders`;
  for (let sweeps = 0; sweeps < 3; sweeps += 1) await world.nodes[0]!.orders.sweep(Date.now());
  for (const table of ['orders', 'order_lines', 'order_sold', 'room_sold']) await sql.unsafe(`analyze ${table}`);
}, 60_000);
afterAll(() => world.stop());

const read = async () => {
  const nodes = await plansOf(world.place, (sql) => readSold(sql, world.roomId));
  const [row] = await readSold(world.sql, world.roomId);
  expect(row).toMatchObject({ title: 'Scarf', units: (counted + fresh) / 2 });
  return rowsReadOf(nodes);
};

test('[O97] what a room has sold reads what changed in the last moments, not what was ever sold', async () => {
  const [sums] = await world.sql`select sum(units)::int as units from room_sold`;
  expect(sums).toEqual({ units: counted });
  expect(await read()).toBeLessThan(10 * fresh);
});

test('[O97] without its index it is found to read everything', async () => {
  await world.sql`drop index orders_changed`;
  expect(await read()).toBeGreaterThan(counted / 2);
});
