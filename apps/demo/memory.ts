import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Bought } from './bounds.ts';
import type { Reviewed } from './reviews.ts';

/** What the demo remembers between two starts, in DATA_DIR/demo-show.json. */
export interface Memory {
  roomId: string | null;
  startedAt: number;
  playedMs: number;
  bought: Bought;
  reviewed: Reviewed;
  /** The audience's cookies, by name: the same people come again, and no new accounts are made. */
  people: Record<string, Record<string, string>>;
}

export const emptyMemory: Memory = {
  ...{ roomId: null, startedAt: 0, playedMs: 0 },
  bought: { total: 0, day: 0, today: 0 },
  reviewed: { products: [], rated: [] },
  people: {},
};

const fileOf = (dataDir: string) => path.join(dataDir, 'demo-show.json');

export async function readMemory(dataDir: string): Promise<Memory> {
  try {
    return { ...structuredClone(emptyMemory), ...(JSON.parse(await readFile(fileOf(dataDir), 'utf8')) as Memory) };
  } catch {
    return structuredClone(emptyMemory);
  }
}

/** Cookies are in it, so only who may read the data folder can read it. */
export async function writeMemory(dataDir: string, memory: Memory): Promise<void> {
  const file = fileOf(dataDir);
  await writeFile(`${file}.new`, `${JSON.stringify(memory)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
