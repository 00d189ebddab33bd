import { randomUUID } from 'node:crypto';
import type { Accounts } from '../../features/accounts/server/index.ts';
import type { Barrage } from '../../features/barrage/server/index.ts';
import type { Catalog } from '../../features/catalog/server/index.ts';
import { type CouponsFeature, createCoupons } from '../../features/coupons/server/index.ts';
import { createDeals, type DealsFeature } from '../../features/deals/server/index.ts';
import type { Rooms } from '../../features/rooms/server/index.ts';
import type { Shops } from '../../features/shops/server/index.ts';
import type { Transact } from '../../platform/beat/transact.ts';
import type { Sql } from '../../platform/db/connect.ts';

interface Parts {
  readonly sql: Sql;
  readonly transact: Transact;
  readonly now: () => number;
  readonly all: {
    readonly accounts: Accounts;
    readonly shops: Shops;
    readonly catalog: Catalog;
    readonly rooms: Rooms;
    readonly barrage: Barrage;
  };
}

/** What makes a price lower. */
export function createOffers({ all, ...parts }: Parts): { deals: DealsFeature; coupons: CouponsFeature } {
  const deals = createDeals({
    ...parts,
    readRoom: all.rooms.readRoom,
    readProducts: all.catalog.readProducts,
    roomsOfProducts: (from, productIds) => all.rooms.roomsOfProducts(from, productIds),
  });
  const coupons = createCoupons({
    ...parts,
    newId: randomUUID,
    readRoom: all.rooms.readRoom,
    currencyOf: all.shops.currencyOf,
    holdAccounts: all.accounts.holdAccounts,
    namesOf: all.accounts.namesOf,
    holdLine: (tx, roomId, lineId) => all.barrage.holdLine(tx, roomId, lineId),
  });
  return { deals, coupons };
}
