import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import type { Accounts } from '../../features/accounts/server/index.ts';
import type { Catalog } from '../../features/catalog/server/index.ts';
import type { OrdersFeature } from '../../features/orders/server/index.ts';
import { createReviews, type ReviewsFeature } from '../../features/reviews/server/index.ts';
import type { Rooms } from '../../features/rooms/server/index.ts';
import type { Shops } from '../../features/shops/server/index.ts';
import { createVerification, type VerificationFeature } from '../../features/verification/server/index.ts';
import type { Transact } from '../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../platform/db/connect.ts';
import type { Texts } from '../../platform/http/texts.ts';
import type { Mail } from '../../platform/mail/mail.ts';
import type { RunningSettings } from '../settings.ts';

interface TrustParts {
  readonly settings: RunningSettings;
  readonly sql: Sql;
  readonly transact: Transact;
  readonly now: () => number;
  readonly mail: Mail;
  readonly text: Texts['text'];
  readonly log: FastifyBaseLogger;
  /** The features that it asks. */
  readonly all: {
    readonly accounts: Accounts;
    readonly shops: Shops;
    readonly rooms: Rooms;
    readonly catalog: Catalog;
    readonly orders: OrdersFeature;
  };
}

/** What buyers say, and what is verified. */
export function createTrust(parts: TrustParts): { reviews: ReviewsFeature; verification: VerificationFeature } {
  const { settings, log, all } = parts;
  const shared = {
    ...parts,
    newId: randomUUID,
    publicUrl: settings.publicUrl,
    onFault: (err: unknown) => log.error({ err }, 'fault'),
    namesOf: all.accounts.namesOf,
    readProducts: all.catalog.readProducts,
    addressOf: async (from: Reader, accountId: string) =>
      (await all.accounts.readAccounts(from, [accountId])).get(accountId)?.email ?? null,
  };
  const reviews = createReviews({
    ...shared,
    holdAccount: all.accounts.holdAccount,
    addPicture: all.catalog.addPicture,
    readPicture: all.catalog.readPicture,
    hasBoughtProduct: all.orders.hasBoughtProduct,
    hasBoughtIn: all.orders.hasBoughtIn,
    roomsOfHost: all.rooms.roomsOfHost,
    languageOf: async (from, shopId) => (await all.shops.readShop(from, shopId))?.language,
  });
  const verification = createVerification({
    ...shared,
    dataDir: settings.dataDir,
    readShops: all.shops.readShops,
    isStaff: async (from, accountId, shopId) => ((await all.shops.rolesOf(from, accountId))[shopId] ?? []).length > 0,
  });
  return { reviews, verification };
}
