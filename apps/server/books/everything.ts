import type { BookScope } from '../../../features/ledger/protocol.ts';
import type { BooksSource, Changed, Looked } from '../../../features/ledger/server/invariant.ts';
import { readForBooks } from '../../../features/orders/server/books-store.ts';
import { readOf } from '../../../features/payments/server/store.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import { settledAfterSeconds } from '../../../platform/db/settled.ts';
import { moneyInvariants } from './money-invariants.ts';
import { offerInvariants } from './offer-invariants.ts';
import { orderInvariants, taxInvariants } from './order-invariants.ts';
import { stockInvariants } from './stock-invariants.ts';
import { sumInvariants } from './sum-invariants.ts';

/**
 * Every invariant of a sale, once. The job of the servers and the end of each test run these same ones. They read the tables of
 * all features, as an auditor does, and write none: docs/decisions/books.md says why this is no feature's own.
 */
export const booksSource: BooksSource = {
  invariants: [
    ...stockInvariants,
    ...orderInvariants,
    ...taxInvariants,
    ...offerInvariants,
    ...moneyInvariants({ readOrders: readForBooks, readPayments: readOf }),
    ...sumInvariants,
  ],
  readIds,
  readChanged,
  readConcerned,
};

/** What was sold, taken or claimed is read in one go: so many of its rows cost as much as one order with all that belongs to it. */
const rowsPerOrder = 20;

async function readIds(from: Reader, of: BookScope, after: string, limit: number): Promise<readonly Looked[]> {
  const sql = from as Sql;
  switch (of) {
    case 'orders':
      return sql<Looked[]>`select id, 1 as weight from orders where id > ${after} order by id limit ${limit}`;
    case 'skus':
      return sql<Looked[]>`select sku_id as id, 1 + greatest(0, sold) / ${rowsPerOrder}::int as weight from stock
        where sku_id > ${after} order by sku_id limit ${limit}`;
    case 'deals':
      return sql<
        Looked[]
      >`select id, 1 + taken / ${rowsPerOrder}::int as weight from deals where id > ${after} order by id limit ${limit}`;
    case 'coupons':
      return sql<
        Looked[]
      >`select id, 1 + claimed / ${rowsPerOrder}::int as weight from coupons where id > ${after} order by id limit ${limit}`;
    case 'entries':
      return sql<Looked[]>`select id, 1 as weight from ledger_entries where id > ${after} order by id limit ${limit}`;
    case 'shops':
      return sql<
        Looked[]
      >`select s.id, 1 + (select coalesce(sum(lines), 0) from ledger_sums where shop_id = s.id)::int / ${rowsPerOrder}::int
        as weight from shops s where s.id > ${after} order by s.id limit ${limit}`;
  }
}

/** By the database's own clock, which all servers share. */
async function readChanged(from: Reader, after: Changed | null, limit: number): Promise<readonly Changed[]> {
  const sql = from as Sql;
  const settled = sql`now() - ${settledAfterSeconds} * interval '1 second'`;
  if (after === null) {
    // Whatever was written before the first check is found in the round over everything.
    const [now] = await sql<{ at: string }[]>`select (${settled})::text as at`;
    return [{ id: 'ffffffff-ffff-ffff-ffff-ffffffffffff', at: now!.at }];
  }
  return sql<Changed[]>`
    select id, changed_at::text as at from orders
    where (changed_at, id) > (${after.at}::text::timestamptz, ${after.id}::uuid) and changed_at < ${settled}
    order by changed_at, id limit ${limit}`;
}

async function readConcerned(
  from: Reader,
  orderIds: readonly string[],
): Promise<ReadonlyMap<BookScope, readonly string[]>> {
  const sql = from as Sql;
  const ids = orderIds as string[];
  const [skus, entries] = [
    await sql<{ id: string }[]>`select distinct sku_id as id from order_lines where order_id = any(${ids}::uuid[])`,
    await sql<{ id: string }[]>`select id from ledger_entries where order_id = any(${ids}::uuid[])`,
  ];
  const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);
  return new Map([
    ['skus', idsOf(skus)],
    ['entries', idsOf(entries)],
  ]);
}
