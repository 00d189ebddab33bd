import { randomBytes } from 'node:crypto';
import {
  accessSync,
  constants,
  type Dirent,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { makeDataFolder } from './postgres-cluster.ts';
import { Problem } from './problem.ts';

/** Makes the data folder, or checks that this user can go on with it. */
export function prepareDataFolder(dataDir: string): void {
  try {
    makeDataFolder(dataDir);
  } catch (error) {
    throw new Problem(`The data folder ${dataDir} could not be made: ${(error as Error).message}`);
  }
  const closed = [dataDir, ...entries(dataDir)].find((path) => !usable(path));
  if (closed) {
    throw new Problem(
      `The data folder ${dataDir} was used by another user (${closed} is closed to you): run as that user, or give it to yourself with sudo chown -R $(id -un) ${dataDir}`,
    );
  }
  for (const folder of ['run', 'log']) mkdirSync(join(dataDir, folder), { recursive: true, mode: 0o700 });
}

/** The secret of this installation, made at the first start. */
export function readOrMakeSecret(dataDir: string): string {
  const file = join(dataDir, 'secret');
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

/** Two levels tell enough. PostgreSQL's own folder belongs to whom it runs as: tools/postgres-cluster.ts looks at it. */
function entries(dataDir: string): string[] {
  try {
    const first = children(dataDir).filter((entry) => !['postgres', 'postgres.half'].includes(entry.name));
    const paths = first.map((entry) => join(dataDir, entry.name));
    return [...paths, ...first.flatMap((entry, index) => below(entry, paths[index] ?? ''))];
  } catch {
    return [];
  }
}

function below(entry: Dirent, path: string): string[] {
  if (!entry.isDirectory() || !usable(path)) return [];
  return children(path).map((child) => join(path, child.name));
}

function children(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true });
}

function usable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
