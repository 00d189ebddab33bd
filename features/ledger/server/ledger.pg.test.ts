import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTransact, type Transact } from '../../../platform/beat/transact.ts';
import { migrate } from '../../../platform/db/migrate.ts';
import { createTestSchema } from '../../../platform/db/test-schema.ts';
import { saleCaptured, saleRefunded } from '../ledger.ts';
import { createLedger, migrations } from './index.ts';

let schema: Awaited<ReturnType<typeof createTestSchema>>;
let transact: Transact;
let shopId: string;

beforeAll(async () => {
  schema = await createTestSchema();
  await schema.sql`create table shops (id uuid primary key)`;
  await migrate(schema.sql, [migrations]);
  transact = createTransact({ sql: schema.sql, now: Date.now, publish: () => {} });
});
beforeEach(async () => {
  shopId = randomUUID();
  await schema.sql`insert into shops values (${shopId})`;
});
afterAll(() => schema.drop());

const ledger = () => createLedger({ sql: schema.sql });
const cause = (at: number, amountMinor = 500, currency = 'EUR') => ({
  ...{ id: randomUUID(), shopId, at, orderId: randomUUID(), amountMinor, currency },
  ...{ taxMinor: 0, deliveryMinor: 0 },
});
const post = (...entries: ReturnType<typeof saleCaptured>[]) => transact((tx) => ledger().post(tx, entries));

test('[L2][L3][L6] entries are posted together and read newest first, with the balance of each account', async () => {
  const sale = saleCaptured(cause(1_000));
  const won = saleCaptured(cause(2_000, 9_000, 'KRW'));
  const refund = saleRefunded({ ...cause(3_000, 200), orderId: sale.orderId });
  await post(sale, won, refund);
  const read = await ledger().readLedger(schema.sql, shopId);
  expect(read.entries).toEqual([refund, won, sale].map(({ shopId: _, ...entry }) => entry));
  expect(read.balances).toEqual([
    { account: 'provider_receivable', amountMinor: 300, currency: 'EUR' },
    { account: 'provider_receivable', amountMinor: 9_000, currency: 'KRW' },
    { account: 'refunds', amountMinor: 200, currency: 'EUR' },
    { account: 'sales', amountMinor: -500, currency: 'EUR' },
    { account: 'sales', amountMinor: -9_000, currency: 'KRW' },
  ]);
  expect((await ledger().readLedger(schema.sql, shopId, { before: 2_000 })).entries.map((entry) => entry.id)).toEqual([
    sale.id,
  ]);
});

test('[L8] delivery and tax have accounts of their own', async () => {
  const sale = { ...cause(4_000, 2_380), taxMinor: 380, deliveryMinor: 420 };
  await post(saleCaptured(sale), saleRefunded({ ...sale, id: randomUUID() }));
  const { balances } = await ledger().readLedger(schema.sql, shopId);
  expect(Object.fromEntries(balances.map((line) => [line.account, line.amountMinor]))).toEqual({
    ...{ provider_receivable: 0, sales: -1_580, delivery: -420, tax_payable: 0, refunds: 2_000 },
  });
});

test('[L2] pages of entries with one time are whole', async () => {
  const entries = Array.from({ length: 5 }, () => saleCaptured(cause(7_000)));
  await post(...entries);
  const first = (await ledger().readLedger(schema.sql, shopId)).entries;
  const after = await ledger().readLedger(schema.sql, shopId, { before: 7_000, beforeId: first[1]!.id });
  expect(after.entries).toEqual(first.slice(2));
});

test('[L1] the database refuses lines that are off, even when another entry of the statement makes up for it', async () => {
  const [one, two] = [saleCaptured(cause(1)), saleCaptured(cause(1))];
  await post(one, two);
  const insert = (lines: [string, number, string][]) =>
    schema.sql`insert into ledger_lines (entry_id, position, shop_id, account, amount_minor, currency)
      select entry, 10 + place, ${shopId}, 'sales', amount, currency
      from unnest(${lines.map((l) => l[0])}::uuid[], ${lines.map((l) => l[1])}::bigint[], ${lines.map((l) => l[2])}::text[])
        with ordinality as t (entry, amount, currency, place)`;
  await expect(insert([[one.id, 5, 'EUR']])).rejects.toThrow('is off by 5 EUR');
  await expect(
    insert([
      [one.id, 5, 'EUR'],
      [two.id, -5, 'EUR'],
    ]),
  ).rejects.toThrow('is off by');
  await expect(
    insert([
      [one.id, 5, 'EUR'],
      [one.id, -5, 'USD'],
    ]),
  ).rejects.toThrow('is off by');
  await insert([
    [one.id, 5, 'EUR'],
    [one.id, -5, 'EUR'],
    [two.id, 7, 'USD'],
    [two.id, -7, 'USD'],
  ]);
});

test('[L1] the store refuses an entry that is off before the database is asked', async () => {
  const entry = saleCaptured(cause(1));
  const off = { ...entry, lines: entry.lines.slice(1) };
  await expect(post(off)).rejects.toThrow('does not sum to zero');
});

test('[L4] nothing is changed, deleted or emptied', async () => {
  await post(saleCaptured(cause(1)));
  for (const table of ['ledger_entries', 'ledger_lines']) {
    const name = schema.sql(table);
    await expect(schema.sql`update ${name} set shop_id = shop_id`).rejects.toThrow('only added to');
    await expect(schema.sql`delete from ${name}`).rejects.toThrow('only added to');
    await expect(schema.sql`truncate ${name} cascade`).rejects.toThrow('only added to');
  }
});

test('[L5] the same cause cannot be posted twice', async () => {
  const entry = saleCaptured(cause(1));
  await post(entry);
  await expect(post(entry)).rejects.toThrow('duplicate key');
});
