import type { Accounts } from '../../features/accounts/server/index.ts';
import { type CartsFeature, createCarts } from '../../features/carts/server/index.ts';
import type { Catalog } from '../../features/catalog/server/index.ts';
import type { CouponsFeature } from '../../features/coupons/server/index.ts';
import type { DealsFeature } from '../../features/deals/server/index.ts';
import type { OrdersFeature } from '../../features/orders/server/index.ts';
import type { Rooms } from '../../features/rooms/server/index.ts';
import type { StockFeature } from '../../features/stock/server/index.ts';
import type { Transact } from '../../platform/beat/transact.ts';
import type { Sql } from '../../platform/db/connect.ts';

interface Parts {
  readonly sql: Sql;
  readonly transact: Transact;
  readonly now: () => number;
  readonly all: {
    readonly accounts: Accounts;
    readonly catalog: Catalog;
    readonly stock: StockFeature;
    readonly rooms: Rooms;
    readonly deals: DealsFeature;
    readonly coupons: CouponsFeature;
    readonly orders: OrdersFeature;
  };
}

/** What a sale reads, for a look at a cart. */
export function createCartsOf({ all, ...parts }: Parts): CartsFeature {
  return createCarts({
    ...parts,
    holdAccounts: all.accounts.holdAccounts,
    readSkus: all.catalog.readSkus,
    readLeft: all.stock.readLeft,
    readRoom: all.rooms.readRoom,
    liveBags: all.rooms.liveBags,
    expelled: all.rooms.expelled,
    runningDeals: (from, roomIds, at) => all.deals.readRunning(from, roomIds, at),
    takenOfDeals: (from, roomIds, accountIds) => all.deals.readTaken(from, roomIds, accountIds),
    claimsOf: (from, accountIds) => all.coupons.claimsOf(from, accountIds),
    readBought: (from, accountIds, productIds) => all.orders.readBought(from, accountIds, productIds),
  });
}
