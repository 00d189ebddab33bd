import type { Transact, Tx } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { Fact } from '../../../platform/kit/fact.ts';
import type { Product } from '../../catalog/protocol.ts';
import type { PublishAddress, WatchAddress } from '../../media/protocol.ts';
import type { Ties } from '../../shops/following.ts';

/** What app.ts hands in. */
export interface RoomsNeeds {
  readonly sql: Sql;
  readonly transact: Transact;
  readonly now: () => number;
  /** The bus, for signals. */
  readonly publish: (subject: string, payload: unknown) => void;
  readonly shopExists: (sql: Reader, shopId: string) => Promise<boolean>;
  /** The shops that are demonstrations. */
  readonly demoShops: (sql: Reader) => Promise<ReadonlySet<string>>;
  readonly namesOf: (sql: Reader, accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** What ties accounts to a shop and one of its hosts. */
  readonly tiesTo: (
    sql: Reader,
    to: { readonly shopId: string; readonly hostId: string },
    accountIds: readonly string[],
  ) => Promise<ReadonlyMap<string, Ties>>;
  /** What one account follows, and the shops that it is a member of. */
  readonly ownTies: (
    sql: Reader,
    accountId: string,
  ) => Promise<{ readonly follows: ReadonlySet<string>; readonly memberOf: ReadonlySet<string> }>;
  readonly readProducts: (sql: Reader, productIds: readonly string[]) => Promise<Product[]>;
  readonly productsForSale: (
    sql: Reader,
    shopId: string,
    productIds: readonly string[],
  ) => Promise<ReadonlySet<string>>;
  /** Prices and stock, for a stream that begins to show these products. */
  readonly describeProducts: (tx: Tx, productIds: readonly string[]) => Promise<Fact[]>;
  readonly pictureIn: (sql: Reader, shopId: string, pictureId: string) => Promise<boolean>;
  readonly media: {
    /** `forMs`: how long the address opens a connection, when not as long as usual. */
    watch(roomId: string, forMs?: number): WatchAddress | Promise<WatchAddress>;
    /** `recordMs`: only so much of the last picture is recorded. */
    publish(roomId: string, recordMs?: number): PublishAddress | Promise<PublishAddress>;
  };
}
