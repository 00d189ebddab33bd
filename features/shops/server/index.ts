import { randomUUID } from 'node:crypto';
import type { Tx } from '../../../platform/beat/transact.ts';
import type { Migration } from '../../../platform/db/migrate.ts';
import type { App } from '../../../platform/http/app.ts';
import { isRefusal } from '../../../platform/kit/refusal.ts';
import type { Shop, StaffRole } from '../protocol.ts';
import { moveFollows, readOwnTies, readTies } from './following-store.ts';
import type { ShopsNeeds } from './needs.ts';
import { shopRoutes } from './routes.ts';
import { onlyRealShop, onlySender } from './settings-store.ts';
import { giveRoles } from './staff.ts';
import {
  currencyOf,
  demoShops,
  hasRealShop,
  insertShop,
  readShop,
  readShops,
  rolesOf,
  rolesOfMany,
  staffAmong,
} from './store.ts';
import { holdTerms } from './terms-store.ts';

export type { ShopsNeeds } from './needs.ts';
export type Shops = ReturnType<typeof createShops>;

export function createShops(needs: ShopsNeeds) {
  return {
    migrations: [{ name: 'shops', folder: new URL('migrations', import.meta.url).pathname }] as readonly Migration[],
    routes: (app: App): void => shopRoutes(app, needs),
    rolesOf,
    rolesOfMany,
    staffAmong,
    currencyOf,
    demoShops,
    holdTerms,
    hasRealShop,
    tiesTo: readTies,
    ownTies: readOwnTies,
    /** When a guest signs in, the account follows what the guest did. */
    moveOwned: moveFollows,
    onlySender,
    onlyRealShop,
    readShop,
    readShops,
    /** For the seed. With an id that is there already, nothing changes and that shop is the answer. */
    async createShop(tx: Tx, shop: Omit<Shop, 'id' | 'languages'> & { readonly id?: string }): Promise<Shop> {
      const made: Shop = { ...shop, languages: [shop.language], id: shop.id ?? randomUUID() };
      return (await insertShop(tx.sql, made, { sandbox: true })) ? made : (await readShop(tx.sql, made.id))!;
    },
    /** For the seed: the same rules as over HTTP, without anybody's leave. */
    async giveRoles(tx: Tx, shopId: string, accountId: string, roles: readonly StaffRole[]): Promise<void> {
      const given = await giveRoles(needs, tx, shopId, accountId, roles);
      if (isRefusal(given)) throw new Error(`The roles could not be given: ${given.refused}.`);
    },
  };
}
