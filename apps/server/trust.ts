import { randomUUID } from 'node:crypto';
import { createReviews } from '../../features/reviews/server/index.ts';
import { createVerification } from '../../features/verification/server/index.ts';
import type { Reader } from '../../platform/db/connect.ts';
import type { Features, Parts } from './app.ts';

/** What buyers say, and what is verified. */
export function createTrust(parts: Parts): Pick<Features, 'reviews' | 'verification'> {
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
