import { randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem.ts';

/** Makes the data folder, or checks that this user can go on with it. */
export function prepareDataFolder(dataDir: string): void {
  try {
    // Passable by others, because root hands PostgreSQL to another user; what is secret has a mode of its own.
    mkdirSync(dataDir, { recursive: true, mode: 0o711 });
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

/** PostgreSQL's own folder belongs to whom it runs as, and is looked at by tools/postgres-cluster.ts. */
function entries(dataDir: string): string[] {
  try {
    const names = readdirSync(dataDir).filter((name) => name !== 'postgres');
    return names.map((name) => join(dataDir, name));
  } catch {
    return [];
  }
}

function usable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
