import { join } from 'node:path';

/** What a process says of itself after its garbage is gone. */
export interface Seen {
  readonly heapUsed: number;
  readonly external: number;
  readonly rss: number;
  readonly sockets: number;
  readonly timers: number;
}

export const eyeFile = (dataDir: string, pid: number) => join(dataDir, 'run', `${pid}.seen`);
/** While this file is there, each look leaves a heap snapshot in the data folder. */
export const snapshotWish = (dataDir: string) => join(dataDir, 'snapshots.wanted');
