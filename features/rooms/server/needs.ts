import type { Transact, Tx } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { Fact } from '../../../platform/kit/fact.ts';
import type { Product } from '../../catalog/protocol.ts';
import type { PublishAddress, WatchAddress } from '../../media/protocol.ts';

/** What app.ts hands in. */
export interface RoomsNeeds {
  readonly sql: Sql;
  readonly transact: Transact;
  readonly now: () => number;
  /** The bus, for signals. */
  readonly publish: (subject: string, payload: unknown) => void;
  readonly shopExists: (sql: Reader, shopId: string) => Promise<boolean>;
  readonly namesOf: (sql: Reader, accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
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
    watch(roomId: string): WatchAddress | Promise<WatchAddress>;
    publish(roomId: string): PublishAddress | Promise<PublishAddress>;
  };
}
