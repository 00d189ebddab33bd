import path from 'node:path';
import type { Migration } from '../../platform/db/migrate.ts';
import { migrations as search } from '../../platform/db/search.ts';
import type { Features } from './app.ts';

/** In the order of dependence: a foreign key points to a table that is there. */
export function migrationsOf(features: Features): Migration[] {
  const { accounts, shops, rooms, catalog, stock, waitlist, ledger, barrage, deals, coupons, carts } = features;
  const { payments, moderation, addresses, orders, fulfilment, reviews, verification } = features;
  const beat: Migration = { name: 'beat', folder: path.join(import.meta.dirname, '../../platform/beat/migrations') };
  const all = [
    ...[accounts, shops, rooms, catalog, stock, waitlist, ledger, barrage, deals, coupons, carts],
    ...[payments, moderation, addresses, orders, fulfilment, reviews, verification],
  ];
  return [beat, search, ...all.flatMap(({ migrations }) => migrations)];
}
