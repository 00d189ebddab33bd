import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plansOf, rowsReadOf, wrongsOf } from '../../../platform/db/test-plans.ts';
import { findWrongs } from '../../../tools/sale-books.ts';
import { ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';
import type { Ledger } from '../protocol.ts';
import { entriesPerPageMax, readLedger } from './store.ts';
import { readSums, sumUp } from './sums-store.ts';

const address = { name: 'Vera', line1: 'Main 1', line2: '', postcode: '1', city: 'Jena', country: 'DE', phone: '' };
const otherShop = randomUUID();
const old = 8_000;
let world: SaleWorld;
let vera: string;
let skuId: string;

beforeAll(async () => {
  const provider = createMemoryProvider({ secret: 'secret' });
  world = await startSale({ nodes: 2, provider: () => provider });
  [vera] = (await world.addBuyers(1)) as [string];
  ({ skuId } = await world.addSku(200, 1_000));
  await world.sql`insert into shops (id, name, currency, country, language) values (${otherShop}, 'Another', 'EUR', 'DE', 'en')`;
});
afterAll(() => world.stop());

const buy = async () => {
  const order = { id: randomUUID(), roomId: null, lines: [{ skuId, quantity: 1 }], address };
  const method = { provider: 'sandbox', card: 'ok' };
  await ask(world.nodes[0]!.url, 'POST', '/api/orders', { account: vera }, { ...order, method });
  return order.id;
};
const balances = async () => {
  const merchant = { account: 'mara', roles: { [world.shopId]: ['merchant' as const] } };
  const { body } = await ask(world.nodes[1]!.url, 'GET', `/api/shops/${world.shopId}/ledger`, merchant);
  return Object.fromEntries((body as Ledger).balances.map(({ account, amountMinor }) => [account, amountMinor]));
};
/** As if a minute had passed since what was written last; what has settled is then summed up by both servers at once. */
const settle = async () => {
  await world.sql.begin(async (sql) => {
    await sql`alter table ledger_lines disable trigger user`;
    await sql`update ledger_lines set written_at = written_at - interval '1 minute'`;
    await sql`alter table ledger_lines enable trigger user`;
    await sql`update ledger_summed set before = before - interval '1 minute'`;
  });
  await Promise.all(world.nodes.map(({ features }) => features.ledger.sumUp()));
};
const summed = async () => (await world.sql`select sum(lines)::int as lines from ledger_sums`)[0]!.lines;
/** Other tests of this database may still be writing something that began before. */
const untilSummed = async (lines: number, afterSeconds?: number) => {
  for (const end = Date.now() + 10_000; Date.now() < end && (await summed()) !== lines; )
    await Promise.all(world.nodes.map((node) => sumUp(node.sql, afterSeconds)));
  expect(await summed()).toBe(lines);
};

test('[L50] summed up or not, what the accounts hold is the same at every moment, on every server', async () => {
  const [first] = [await buy(), await buy()];
  expect(await balances()).toEqual({ provider_receivable: 2_000, sales: -2_000 });
  expect(await summed()).toBeNull();
  await settle();
  await untilSummed(4);
  expect(await balances()).toEqual({ provider_receivable: 2_000, sales: -2_000 });
  await Promise.all([buy(), buy(), settle(), buy(), settle()]);
  const merchant = { account: 'mara', roles: { [world.shopId]: ['merchant' as const] } };
  const refund = { id: randomUUID() };
  expect((await ask(world.nodes[1]!.url, 'POST', `/api/orders/${first}/refund`, merchant, refund)).status).toBe(200);
  const after = { provider_receivable: 4_000, refunds: 1_000, sales: -5_000 };
  expect(await balances()).toEqual(after);
  await settle();
  await untilSummed(12);
  expect(await balances()).toEqual(after);
  expect(await findWrongs(world.sql)).toEqual([]);
});

test('[L50] what is still being written when others are summed up is not lost', async () => {
  const { sql, shopId } = world;
  const [before, entryId] = [await balances(), randomUUID()];
  await sql.begin(async (writing) => {
    await writing`insert into ledger_entries (id, shop_id, at, kind) values (${entryId}, ${shopId}, now(), 'payout')`;
    await writing`
      insert into ledger_lines (entry_id, position, shop_id, account, amount_minor, currency)
      values (${entryId}, 0, ${shopId}, 'bank', 7, 'EUR'), (${entryId}, 1, ${shopId}, 'provider_receivable', -7, 'EUR')`;
    await buy();
    await sumUp(sql, 0);
  });
  await untilSummed(16, 0);
  const provider_receivable = before.provider_receivable! + 1_000 - 7;
  expect(await balances()).toEqual({ ...before, bank: 7, provider_receivable, sales: before.sales! - 1_000 });
  expect(await findWrongs(sql)).toEqual([]);
});

test('[L51] balances and pages read the newest lines and one page, not the book', async () => {
  const { sql, shopId } = world;
  await sql`
    with e as (
      insert into ledger_entries (id, shop_id, at, kind)
      select gen_random_uuid(), case when n % 2 = 0 then ${shopId}::uuid else ${otherShop}::uuid end,
        now() - n * interval '1 minute', 'payout' from generate_series(1, ${old}::int) n returning id, shop_id)
    insert into ledger_lines (entry_id, position, shop_id, account, amount_minor, currency, written_at)
    select id, position, shop_id, account, minor, 'EUR', before
    from ledger_summed, e, (values (0, 'bank', 1), (1, 'provider_receivable', -1)) t (position, account, minor)`;
  await untilSummed(2 * old + 16, 0);
  await buy();
  for (const table of ['ledger_entries', 'ledger_lines', 'ledger_sums']) await sql.unsafe(`analyze ${table}`);
  expect(await balances()).toMatchObject({ bank: 7 + old / 2, sales: -7_000 });

  const sums = () => plansOf(world.place, (reader) => readSums(reader, [shopId, otherShop]));
  expect(rowsReadOf(await sums())).toBeLessThan(50);
  const middle = await readLedger(sql, shopId, { before: Date.now() - (old / 2) * 60_000, beforeId: randomUUID() });
  const last = middle.entries.at(-1)!;
  for (const page of [{}, { before: last.at, beforeId: last.id }]) {
    const nodes = await plansOf(world.place, (reader) => readLedger(reader, shopId, page));
    const reads = wrongsOf(nodes, 3 * entriesPerPageMax).filter((wrong) => !/ledger_sum/.test(wrong));
    expect(reads).toEqual([]);
    expect(rowsReadOf(nodes)).toBeLessThan(6 * entriesPerPageMax);
  }
  await sql`drop index ledger_lines_of_shop`;
  expect(rowsReadOf(await sums())).toBeGreaterThan(old);
});
