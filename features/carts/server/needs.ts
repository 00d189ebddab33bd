import type { Transact } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { Actor } from '../../../platform/kit/actor.ts';
import type { Refusal } from '../../../platform/kit/refusal.ts';
import type { DealsNow } from '../../orders/batch-deals.ts';
import type { SkuForSale } from '../../orders/purchase.ts';
import type { Bought } from '../../orders/purchase-limit.ts';
import type { RoomState } from '../../rooms/protocol.ts';
import type { CartClaim } from '../cart-prices.ts';

/** What app.ts hands in: mostly what a sale reads, without its locks. */
export interface CartsNeeds {
  readonly sql: Sql;
  readonly transact: Transact;
  readonly now: () => number;
  /** Held by this transaction alone: one cart is changed, or bought from, by one at a time. */
  readonly holdAccounts: (sql: Reader, accountIds: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly readSkus: (sql: Reader, skuIds: readonly string[]) => Promise<ReadonlyMap<string, SkuForSale>>;
  readonly readLeft: (sql: Reader, skuIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  readonly readRoom: (
    sql: Reader,
    roomId: string,
  ) => Promise<{ readonly shopId: string; readonly title: string; readonly state: RoomState } | null>;
  readonly liveBags: (sql: Reader, roomIds: readonly string[]) => Promise<ReadonlyMap<string, ReadonlySet<string>>>;
  readonly expelled: (
    sql: Reader,
    inRooms: ReadonlyMap<string, readonly Actor[]>,
  ) => Promise<ReadonlyMap<string, ReadonlyMap<Actor, Refusal>>>;
  readonly runningDeals: (sql: Reader, roomIds: readonly string[], now: number) => Promise<DealsNow['running']>;
  readonly takenOfDeals: (
    sql: Reader,
    roomIds: readonly string[],
    accountIds: readonly string[],
  ) => Promise<DealsNow['taken']>;
  readonly claimsOf: (sql: Reader, accountIds: readonly string[]) => Promise<readonly CartClaim[]>;
  readonly readBought: (sql: Reader, accountIds: readonly string[], productIds: readonly string[]) => Promise<Bought>;
}
