import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { writeHeapSnapshot } from 'node:v8';
import { eyeFile, type Seen, snapshotWish } from './seen.ts';

// Loaded before the server or the media process of a soak, and of nothing else.
const collections = 4;
const { DATA_DIR: dataDir = '.' } = process.env;

process.on('SIGUSR2', () => void look());

async function look(): Promise<void> {
  // What a first collection frees may hold what a later one can free.
  for (let left = collections; left > 0; left -= 1) {
    globalThis.gc?.();
    await turn();
  }
  if (existsSync(snapshotWish(dataDir))) writeHeapSnapshot(join(dataDir, `${process.pid}-${Date.now()}.heapsnapshot`));
  const { heapUsed, external, rss } = process.memoryUsage();
  const resources = process.getActiveResourcesInfo();
  const count = (pattern: RegExp) => resources.filter((name) => pattern.test(name)).length;
  const seen: Seen = { heapUsed, external, rss, sockets: count(/^TCPSocket/), timers: count(/^Timeout/) };
  const file = eyeFile(dataDir, process.pid);
  writeFileSync(`${file}.new`, JSON.stringify(seen));
  renameSync(`${file}.new`, file);
}
