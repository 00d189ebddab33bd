import type { Migration } from '../../../platform/db/migrate.ts';
import type { App } from '../../../platform/http/app.ts';
import { createActing } from './acting.ts';
import { documentRoutes } from './document-routes.ts';
import { createDocuments } from './documents.ts';
import type { VerificationNeeds } from './needs.ts';
import { routes } from './routes.ts';

export const migrations: Migration = { name: 'verification', folder: new URL('migrations', import.meta.url).pathname };

export type VerificationFeature = ReturnType<typeof createVerification>;

export function createVerification(needs: VerificationNeeds) {
  const acting = createActing(needs);
  const documents = createDocuments(needs);
  return {
    migrations,
    routes(app: App): void {
      routes(app, needs, acting);
      documentRoutes(app, needs, documents);
    },
  };
}
