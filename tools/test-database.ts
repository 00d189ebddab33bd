import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from './postgres.ts';
import { findSurvivor } from './postgres-survivor.ts';
import { isSameProcess, type ProcessName, processName } from './processes.ts';

/** The name under which tests find their PostgreSQL. */
export const testDatabaseVariable = 'LIVESTALL_TEST_DATABASE_URL';

const folderPrefix = 'livestall-test-';

/** Vitest's global setup: one throw-away PostgreSQL for the run, or the one of TEST_DATABASE_URL. */
export async function setup(): Promise<() => Promise<void>> {
  const database = await startTestDatabase();
  process.env[testDatabaseVariable] = database.url;
  return database.stop;
}

export async function startTestDatabase(): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL ?? process.env[testDatabaseVariable];
  if (given) return { url: given, stop: async () => {} };
  removeLeftOvers();
  const folder = mkdtempSync(join(tmpdir(), folderPrefix));
  writeFileSync(join(folder, 'owner.json'), JSON.stringify(processName(process.pid)));
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  // PostgreSQL may run as another user, who must be able to pass.
  chmodSync(folder, 0o711);
  const running = await startPostgres({ dataDir, maxConnections: 200, throwAway: true });
  return {
    url: running.url,
    stop: async () => {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A run that was killed leaves its PostgreSQL behind; the next run ends it. */
function removeLeftOvers(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(folderPrefix))) {
    const folder = join(tmpdir(), name);
    try {
      const owner = JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8')) as ProcessName;
      if (isSameProcess(owner)) continue;
      const left = findSurvivor(join(folder, 'data/postgres'));
      if (left) process.kill(left.pid, 'SIGQUIT');
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // It belongs to another user, or is just being made: its own next run removes it.
    }
  }
}
