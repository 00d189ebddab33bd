import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem.ts';
import { isSameProcess, type ProcessName, processName } from './processes.ts';

interface Holder extends ProcessName {
  readonly address: string;
}

const attemptsMax = 10;

/** Takes the data folder for this process, or says who has it. Returns how to give it back. */
export function lockDataFolder(dataDir: string, address: string): () => void {
  const file = join(dataDir, 'lock.json');
  const mine = join(dataDir, `lock.${process.pid}.json`);
  const content = JSON.stringify({ ...processName(process.pid), address } satisfies Holder);
  writeFileSync(mine, content);
  try {
    for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
      if (tryLink(mine, file)) return () => giveBack(file, content);
      const holder = readHolder(file);
      if (holder && isSameProcess(holder)) {
        throw new Problem(
          `Livestall already runs on the data folder ${dataDir}: process ${holder.pid} at ${holder.address}.`,
        );
      }
      removeStale(file, `${mine}.stale`);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  throw new Problem(`The data folder ${dataDir} could not be locked: several starts at once, try again.`);
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves the lock away before it goes, because another start may have replaced it by its own since we read it. */
function removeStale(file: string, aside: string): void {
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const holder = readHolder(aside);
  if (holder && isSameProcess(holder)) tryLink(aside, file);
  rmSync(aside, { force: true });
}

function giveBack(file: string, content: string): void {
  try {
    if (readFileSync(file, 'utf8') === content) rmSync(file);
  } catch {
    // The folder is gone, and the lock with it.
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}
