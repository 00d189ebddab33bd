import type { Sql } from '../../../platform/db/connect.ts';
import type { Migration } from '../../../platform/db/migrate.ts';
import type { App } from '../../../platform/http/app.ts';
import { routes } from './routes.ts';
import { post, postPayout, readLedger } from './store.ts';

export const migrations: Migration = { name: 'ledger', folder: new URL('migrations', import.meta.url).pathname };

export interface LedgerNeeds {
  readonly sql: Sql;
}

export function createLedger({ sql }: LedgerNeeds) {
  return { post, postPayout, readLedger, migrations, routes: (app: App) => routes(app, sql) };
}

export type LedgerFeature = ReturnType<typeof createLedger>;
