import type { Migration } from '../../../platform/db/migrate.ts';
import type { App } from '../../../platform/http/app.ts';
import { createActing, moveCart } from './acting.ts';
import type { CartsNeeds } from './needs.ts';
import { routes } from './routes.ts';
import { holdCarts, leaveRoom, takeOut } from './store.ts';

export const migrations: Migration = { name: 'carts', folder: new URL('migrations', import.meta.url).pathname };

export type CartsFeature = ReturnType<typeof createCarts>;

export function createCarts(needs: CartsNeeds) {
  const acting = createActing(needs);
  return {
    migrations,
    /** For a sale: locked after the accounts and the coupons. */
    holdCarts,
    takeOut,
    moveOwned: moveCart,
    leaveRoom,
    routes: (app: App) => routes(app, needs, acting),
  };
}
