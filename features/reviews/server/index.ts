import type { Migration } from '../../../platform/db/migrate.ts';
import type { App } from '../../../platform/http/app.ts';
import { createActing } from './acting.ts';
import { createHosts } from './hosts.ts';
import type { ReviewsNeeds } from './needs.ts';
import { moveOwned } from './owned-store.ts';
import { pictureRoutes } from './picture-routes.ts';
import { createReviewPictures } from './pictures.ts';
import { readRoutes } from './read-routes.ts';
import { writeRoutes } from './write-routes.ts';

export const migrations: Migration = { name: 'reviews', folder: new URL('migrations', import.meta.url).pathname };

export type ReviewsFeature = ReturnType<typeof createReviews>;

export function createReviews(given: ReviewsNeeds) {
  const pictures = createReviewPictures(given);
  const needs = { ...given, picturesChanged: pictures.forget };
  const acting = createActing(needs);
  const hosts = createHosts(needs);
  return {
    migrations,
    moveOwned,
    /** For whoever serves pictures: whether this one is of a review, and of a hidden one only. */
    pictureStanding: pictures.standingOf,
    routes(app: App): void {
      readRoutes(app, needs, acting, hosts);
      writeRoutes(app, acting, hosts);
      pictureRoutes(app, needs, pictures);
    },
  };
}
