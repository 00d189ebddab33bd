import type { FastifyBaseLogger } from 'fastify';
import { createLedger, type LedgerFeature } from '../../features/ledger/server/index.ts';
import type { Shops } from '../../features/shops/server/index.ts';
import type { Transact } from '../../platform/beat/transact.ts';
import type { Sql } from '../../platform/db/connect.ts';
import { booksSource } from './books/everything.ts';

interface Parts {
  readonly sql: Sql;
  readonly transact: Transact;
  readonly now: () => number;
  readonly log: Pick<FastifyBaseLogger, 'error'>;
  readonly all: { readonly shops: Pick<Shops, 'readShops'> };
}

/** The book, what is checked of it and of everything around it, and who is paid out. */
export function createLedgerOf({ sql, transact, now, log, all }: Parts): LedgerFeature {
  return createLedger({
    sql,
    books: {
      ...booksSource,
      now,
      onWrong: (wrong) => log.error({ wrong }, 'the books are wrong: see /operator/books'),
    },
    payouts: { transact, readShops: all.shops.readShops },
  });
}
