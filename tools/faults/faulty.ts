import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Passing } from '../../platform/kit/passing.ts';

/** What a server of the tests does differently. */
export interface Faulty {
  readonly holdSeconds: number;
  /** Where it reaches PostgreSQL, when something stands between. */
  readonly databasePort?: number | undefined;
}

/** Where the server dies: when it passes this place for the n-th time from now on. */
export interface Death {
  readonly place: string;
  readonly passage: number;
  /** In place of a death: frozen with all that it holds, until it is woken. */
  readonly signal?: 'SIGSTOP';
}

const faultyFile = (dataDir: string) => join(dataDir, 'faulty.json');
const deathFile = (dataDir: string) => join(dataDir, 'death.json');
const diedFile = (dataDir: string) => join(dataDir, 'died.json');

export function writeFaulty(dataDir: string, faulty: Faulty): void {
  writeFileSync(faultyFile(dataDir), JSON.stringify(faulty));
}

export function readFaulty(dataDir: string): Faulty {
  return JSON.parse(readFileSync(faultyFile(dataDir), 'utf8')) as Faulty;
}

export function planDeath(dataDir: string, death: Death): void {
  rmSync(diedFile(dataDir), { force: true });
  // Renamed into its place, so that the server never reads half of it.
  writeFileSync(`${deathFile(dataDir)}.new`, JSON.stringify({ ...death, plan: Date.now() }));
  renameSync(`${deathFile(dataDir)}.new`, deathFile(dataDir));
}

/** Where it died; it cannot die there again. */
export function readDeath(dataDir: string): Death | null {
  return existsSync(diedFile(dataDir)) ? (JSON.parse(readFileSync(diedFile(dataDir), 'utf8')) as Death) : null;
}

/** For the server: kills itself at once, in the middle of a turn of the event loop, as a power cut would. */
export function dieAt(dataDir: string): Passing {
  let plan = 0;
  let passed = 0;
  return (place) => {
    const death = readPlan(dataDir);
    if (!death) return;
    if (death.plan !== plan) passed = 0;
    plan = death.plan;
    if (death.place !== place) return;
    passed += 1;
    if (passed < death.passage) return;
    // Of several servers on one folder the one that has it renamed.
    if (!claim(dataDir)) return;
    process.kill(process.pid, death.signal ?? 'SIGKILL');
  };
}

function readPlan(dataDir: string): (Death & { plan: number }) | null {
  if (!existsSync(deathFile(dataDir))) return null;
  try {
    return JSON.parse(readFileSync(deathFile(dataDir), 'utf8')) as Death & { plan: number };
  } catch {
    return null;
  }
}

function claim(dataDir: string): boolean {
  try {
    renameSync(deathFile(dataDir), diedFile(dataDir));
    return true;
  } catch {
    return false;
  }
}
