import type { Transact } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { Product } from '../../catalog/protocol.ts';

/** What app.ts hands in. */
export interface DealsNeeds {
  readonly sql: Sql;
  readonly transact: Transact;
  readonly now: () => number;
  readonly readRoom: (
    sql: Reader,
    roomId: string,
  ) => Promise<{ readonly shopId: string; readonly state: string } | null>;
  readonly readProducts: (sql: Reader, productIds: readonly string[]) => Promise<readonly Product[]>;
  readonly roomsOfProducts: (
    sql: Reader,
    productIds: readonly string[],
  ) => Promise<ReadonlyMap<string, readonly string[]>>;
}
