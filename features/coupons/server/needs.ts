import type { Transact, Tx } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';

/** What app.ts hands in. */
export interface CouponsNeeds {
  readonly sql: Sql;
  readonly transact: Transact;
  readonly now: () => number;
  readonly newId: () => string;
  readonly readRoom: (sql: Reader, roomId: string) => Promise<{ readonly shopId: string } | null>;
  readonly currencyOf: (sql: Reader, shopId: string) => Promise<string | null>;
  /** The accounts among these that exist and may act. */
  readonly holdAccounts: (sql: Reader, accountIds: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly namesOf: (sql: Reader, accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Whoever said a line of that room. */
  readonly holdLine: (tx: Tx, roomId: string, lineId: string) => Promise<{ readonly accountId: string } | null>;
}
