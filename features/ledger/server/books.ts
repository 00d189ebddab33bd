import type { Reader, Sql } from '../../../platform/db/connect.ts';
import { add, type BookOrder, type BookPayment, checkPart, checkSums, type ProviderSums } from '../books.ts';
import { type BooksReport, type Wrong, wrongsShownMax } from '../protocol.ts';
import { claimCheck, entriesOf, entriesOfNone, readBooked, writeReport } from './books-store.ts';

export const booksCheckedEveryMs = 5 * 60_000;
/** Whoever asks for a check gets one, unless the last began just now. */
export const booksAskedEveryMs = 2_000;
/** Orders that are looked at together. */
export const ordersPerPartMax = 1_000;

export interface BooksNeeds {
  readonly sql: Sql;
  readonly now: () => number;
  /** Orders after this id, in the order of ids. */
  readonly readOrders: (sql: Reader, after: string, limit: number) => Promise<BookOrder[]>;
  readonly readPayments: (sql: Reader, orderIds: readonly string[]) => Promise<BookPayment[]>;
  /** Hears of a check that found something. */
  readonly onWrongs: (report: BooksReport) => void;
}

/** Checks when the last check, of any server, is long enough ago. */
export async function checkWhenDue(needs: BooksNeeds, everyMs = booksCheckedEveryMs): Promise<void> {
  if (!(await claimCheck(needs.sql, needs.now(), everyMs))) return;
  const report = await check(needs);
  await writeReport(needs.sql, report);
  if (report.wrongCount > 0) needs.onWrongs(report);
}

const firstId = '00000000-0000-0000-0000-000000000000';

/** The whole of all books as of one moment: what is being written meanwhile is either all in it or not at all. */
async function check(needs: BooksNeeds): Promise<BooksReport> {
  const began = performance.now();
  const sums: ProviderSums = new Map();
  const wrongs: Wrong[] = [];
  const seen = { orders: 0, payments: 0, entries: 0 };
  await needs.sql.begin('isolation level repeatable read read only', async (tx) => {
    for (const { shopId, currency, minor } of await readBooked(tx)) add(sums, shopId, currency, 'booked', minor);
    for (let after = firstId; ; ) {
      const orders = await needs.readOrders(tx, after, ordersPerPartMax);
      if (orders.length === 0) break;
      const ids = orders.map((order) => order.id);
      const part = { orders, payments: await needs.readPayments(tx, ids), entries: await entriesOf(tx, ids) };
      wrongs.push(...checkPart(part, sums));
      for (const kind of ['orders', 'payments', 'entries'] as const) seen[kind] += part[kind].length;
      after = ids.at(-1)!;
    }
    for (let after = firstId; ; ) {
      const entries = await entriesOfNone(tx, after, ordersPerPartMax);
      if (entries.length === 0) break;
      wrongs.push(...checkPart({ orders: [], payments: [], entries }, sums));
      seen.entries += entries.length;
      after = entries.at(-1)!.id;
    }
  });
  wrongs.push(...checkSums(sums));
  const ms = Math.round(performance.now() - began);
  const shown = wrongs.slice(0, wrongsShownMax);
  return { checkedAt: needs.now(), ms, ...seen, wrongCount: wrongs.length, wrongs: shown };
}
