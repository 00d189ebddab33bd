import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader } from '../../../platform/db/connect.ts';
import type { Migration } from '../../../platform/db/migrate.ts';
import type { App } from '../../../platform/http/app.ts';
import { createActing } from './acting.ts';
import type { CouponsNeeds } from './needs.ts';
import { createOffering } from './offering.ts';
import { routes } from './routes.ts';
import { forgetRoom, moveClaims, readClaims, releaseClaims, spendClaims } from './store.ts';

export const migrations: Migration = { name: 'coupons', folder: new URL('migrations', import.meta.url).pathname };

export type CouponsFeature = ReturnType<typeof createCoupons>;

export function createCoupons(needs: CouponsNeeds) {
  const acting = createActing(needs);
  return {
    migrations,
    /** For a sale: what its buyers hold, kept until the transaction ends. Locked after the deals, by id. */
    holdClaims: (tx: Tx, accountIds: readonly string[]) => readClaims(tx.sql, accountIds, { hold: true }),
    /** For whoever only looks. */
    claimsOf: (sql: Reader, accountIds: readonly string[]) => readClaims(sql, accountIds),
    use: async (tx: Tx, uses: Parameters<typeof spendClaims>[1]) => {
      if (uses.length > 0) await spendClaims(tx, uses);
    },
    release: async (tx: Tx, orderIds: readonly string[]) => {
      if (orderIds.length > 0) await releaseClaims(tx, orderIds);
    },
    moveOwned: moveClaims,
    forgetRoom,
    routes: (app: App) => routes(app, needs, acting, createOffering(needs)),
  };
}
