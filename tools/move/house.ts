import { join } from 'node:path';
import { createFeatures } from '../../apps/server/app.ts';
import { migrationsOf } from '../../apps/server/migrations-of.ts';
import type { RunningSettings, Settings } from '../../apps/settings.ts';
import { createMemoryBus } from '../../platform/bus/memory-bus.ts';
import { connect, type Sql } from '../../platform/db/connect.ts';
import { migrate } from '../../platform/db/migrate.ts';
import { createPgJobs } from '../../platform/jobs/pg-jobs.ts';
import { checkDatabase } from '../check-database.ts';
import { prepareDataFolder, readOrMakeSecret } from '../data-folder.ts';
import { lockDataFolder } from '../data-lock.ts';
import { startPostgres } from '../postgres.ts';
import { Problem } from '../problem.ts';
import { readMigrations } from './tables.ts';

/** An installation whose database is open, running or not. */
export interface OpenHouse {
  readonly settings: RunningSettings;
  readonly sql: Sql;
  /** Whether a running Livestall serves it at the same time. */
  readonly running: boolean;
  close(): Promise<void>;
}

const connectionsMax = 4;

/** Opens the database of these settings: one's own, the one that runs, or ours, started for the time being. */
export async function openHouse(settings: Settings, say: (line: string) => void): Promise<OpenHouse> {
  prepareDataFolder(settings.dataDir);
  const unlock = lockOf(settings);
  const { url, stop } = await database(settings, say).catch((error: unknown) => {
    unlock?.();
    throw error;
  });
  const secret = settings.secret ?? readOrMakeSecret(settings.dataDir);
  const sql = connect(url, { max: connectionsMax });
  return {
    settings: { ...settings, databaseUrl: url, secret },
    sql,
    running: unlock === undefined,
    async close() {
      await sql.end({ timeout: 5 });
      if (unlock) await stop();
      unlock?.();
    },
  };
}

/** Makes the tables as these migrations made them, and no newer: what came later is applied at the next start. */
export async function makeTables({ settings, sql }: OpenHouse, names: readonly string[]): Promise<void> {
  const bus = createMemoryBus();
  const log = { error: (details: object, text: string) => console.error(text, details) };
  // Features are made for their migrations only; no edge is opened and nothing is sent.
  const features = createFeatures({
    ...{ settings, sql, bus, log, now: Date.now, ownUrl: '', text: () => '' },
    mail: { send: async () => {}, close: async () => {} },
  } as never);
  await migrate(sql, migrationsOf(features), (name) => names.includes(name));
  await bus.close();
  const applied = await readMigrations(sql);
  const unknown = names.find((name) => !applied.includes(name));
  if (unknown) throw new Problem(`The export was made by a newer Livestall (${unknown}): update this one first.`);
  const jobs = await createPgJobs({ url: settings.databaseUrl, log } as never);
  await jobs.close();
}

/** For messages: where the data of these settings is. */
export function placeOf(settings: Settings): string {
  return settings.databaseUrl ? 'the PostgreSQL of DATABASE_URL' : join(settings.dataDir, 'postgres');
}

/** The lock of the data folder, or nothing when a running Livestall has it. */
function lockOf(settings: Settings): (() => void) | undefined {
  try {
    return lockDataFolder(settings.dataDir, 'an export or import');
  } catch (error) {
    if (error instanceof Problem && error.message.includes('already runs')) return undefined;
    throw error;
  }
}

async function database(settings: Settings, say: (line: string) => void) {
  if (!settings.databaseUrl) {
    const running = await startPostgres({ dataDir: settings.dataDir, say });
    return { url: running.url, stop: () => running.stop() };
  }
  await checkDatabase(settings.databaseUrl);
  return { url: settings.databaseUrl, stop: async () => {} };
}
