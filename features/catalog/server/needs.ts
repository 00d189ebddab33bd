import type { Transact, Tx } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { Refusal } from '../../../platform/kit/refusal.ts';

/** What app.ts hands in. */
export interface CatalogNeeds {
  readonly sql: Sql;
  readonly transact: Transact;
  readonly now: () => number;
  /** Where uploaded pictures are kept, in a folder of their own. */
  readonly dataDir: string;
  /** How long an unpaid order holds units of a product that says nothing else. */
  readonly holdMinutes: number;
  /** Null for a shop that nobody knows. */
  readonly currencyOf: (sql: Reader, shopId: string) => Promise<string | null>;
  readonly namesOf: (sql: Reader, accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly setOnHand: (
    tx: Tx,
    rows: readonly { skuId: string; shopId: string; onHand: number }[],
    by: string | null,
  ) => Promise<Refusal | undefined>;
  readonly readLeft: (sql: Reader, skuIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  /** Units on hand, held ones too. */
  readonly readOnHand: (sql: Reader, skuIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  readonly shareLeft: (tx: Tx, skuIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  /** Whether a picture is of a review, and of a hidden one only; absent where there are no reviews. */
  readonly reviewPicture?: (pictureId: string) => Promise<'none' | 'review' | 'hidden'>;
  readonly roomsOfProducts: (
    sql: Reader,
    productIds: readonly string[],
  ) => Promise<ReadonlyMap<string, readonly string[]>>;
}
