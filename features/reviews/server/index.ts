import type { Migration } from '../../../platform/db/migrate.ts';
import type { App } from '../../../platform/http/app.ts';
import { createActing } from './acting.ts';
import { createHosts } from './hosts.ts';
import type { ReviewsNeeds } from './needs.ts';
import { moveOwned } from './owned-store.ts';
import { readRoutes } from './read-routes.ts';
import { writeRoutes } from './write-routes.ts';

export const migrations: Migration = { name: 'reviews', folder: new URL('migrations', import.meta.url).pathname };

export type ReviewsFeature = ReturnType<typeof createReviews>;

export function createReviews(needs: ReviewsNeeds) {
  const acting = createActing(needs);
  const hosts = createHosts(needs);
  return {
    migrations,
    moveOwned,
    routes(app: App): void {
      readRoutes(app, needs, acting, hosts);
      writeRoutes(app, acting, hosts);
    },
  };
}
