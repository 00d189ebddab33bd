import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from './postgres.ts';
import { findSurvivor, processesOf } from './postgres-survivor.ts';
import { isSameProcess, type ProcessName, processName } from './processes.ts';

/** The name under which tests find their PostgreSQL. */
export const testDatabaseVariable = 'LIVESTALL_TEST_DATABASE_URL';

const folderPrefix = 'livestall-test-';
const endMsMax = 5000;
const pollMs = 50;
const unnamedMsMax = 60_000;

/** Vitest's global setup: one throw-away PostgreSQL for the run, or the one of TEST_DATABASE_URL. */
export async function setup(): Promise<() => Promise<void>> {
  const database = await startTestDatabase();
  process.env[testDatabaseVariable] = database.url;
  return database.stop;
}

/** `durable`: for a bench, whose commits must reach the disk as in a shop. */
export async function startTestDatabase({ durable = false } = {}): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL || process.env[testDatabaseVariable];
  if (given) return { url: given, stop: async () => {} };
  await removeLeftOvers();
  const folder = mkdtempSync(join(tmpdir(), folderPrefix));
  writeFileSync(join(folder, 'owner.json'), JSON.stringify(processName(process.pid)));
  const dataDir = join(folder, 'data');
  // PostgreSQL may run as another user, who must be able to pass.
  chmodSync(folder, 0o711);
  const running = await startPostgres({ dataDir, maxConnections: 200, throwAway: !durable });
  return {
    url: running.url,
    stop: async () => {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A run that was killed leaves its PostgreSQL behind; the next run ends it. */
async function removeLeftOvers(): Promise<void> {
  const names = readdirSync(tmpdir()).filter((name) => name.startsWith(folderPrefix));
  await Promise.all(names.map((name) => removeLeftOver(join(tmpdir(), name))));
}

async function removeLeftOver(folder: string): Promise<void> {
  try {
    if (isInUse(folder)) return;
    const cluster = join(folder, 'data/postgres');
    const left = findSurvivor(cluster);
    if (left) process.kill(left.pid, 'SIGQUIT');
    // What PostgreSQL still writes while it ends would keep the folder from being removed.
    for (let waited = 0; waited < endMsMax && processesOf(cluster).length > 0; waited += pollMs) await sleep(pollMs);
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // It belongs to another user, whose own next run removes it.
  }
}

/** A folder without the name of its run is one that is just being made, or the rest of an old one. */
function isInUse(folder: string): boolean {
  const file = join(folder, 'owner.json');
  if (!existsSync(file)) return Date.now() - statSync(folder).mtimeMs < unnamedMsMax;
  return isSameProcess(JSON.parse(readFileSync(file, 'utf8')) as ProcessName);
}
