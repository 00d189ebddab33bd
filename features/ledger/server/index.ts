import type { Sql } from '../../../platform/db/connect.ts';
import type { Migration } from '../../../platform/db/migrate.ts';
import type { App } from '../../../platform/http/app.ts';
import { type BooksNeeds, booksAskedEveryMs, checkWhenDue } from './books.ts';
import { readReport } from './books-store.ts';
import { payoutRoutes } from './payout-routes.ts';
import type { PayoutsNeeds } from './payouts.ts';
import { routes } from './routes.ts';
import { post, postPayout, readLedger } from './store.ts';
import { sumUp } from './sums-store.ts';

export const migrations: Migration = { name: 'ledger', folder: new URL('migrations', import.meta.url).pathname };

export interface LedgerNeeds {
  readonly sql: Sql;
  /** What the check of the books asks the other features; absent where nobody checks. */
  readonly books?: Omit<BooksNeeds, 'sql'>;
  /** Absent where nobody pays shops out. */
  readonly payouts?: Omit<PayoutsNeeds, 'sql'>;
}

export function createLedger({ sql, books, payouts }: LedgerNeeds) {
  return {
    post,
    postPayout,
    readLedger,
    migrations,
    /** Checks all books, if that is due and no other server does. */
    checkBooks: async () => (books ? checkWhenDue({ ...books, sql }) : undefined),
    /** Sums up what has settled of all books: due as often as a check, whatever comes of that. */
    sumUp: () => sumUp(sql),
    readReport: () => readReport(sql),
    routes(app: App): void {
      routes(app, sql, async () => (books ? checkWhenDue({ ...books, sql }, booksAskedEveryMs) : undefined));
      if (payouts) payoutRoutes(app, { ...payouts, sql });
    },
  };
}

export type LedgerFeature = ReturnType<typeof createLedger>;
