import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { roomStream } from '../../platform/kit/fact.ts';
import { Client } from '../../tools/faults/client.ts';
import { FaultHouse } from '../../tools/faults/fault-house.ts';
import { openStall, type Stall } from '../../tools/faults/stall.ts';
import { Child, pin } from './child.ts';
import type { DialectName } from './dialects.ts';

export const serverCore = 0;
export const loadCore = 1;

/** A server that stands, and what its viewers say when they come. */
export interface Stand {
  readonly pid: number;
  readonly url: string;
  readonly dialect: DialectName;
  /** Beats so far, and how long from the beginning of one to the next; null for a server that has none. */
  beats(): Promise<{ readonly count: number; readonly waitMs: number } | null>;
  /** Resident bytes after garbage was collected. */
  memory(): Promise<number>;
  frame?(text: string): Promise<number>;
  headers(viewers: number, talkers: number): Promise<string>;
  close(): Promise<void>;
}

export interface OurStand extends Stand {
  readonly stall: Stall;
  /** The number of the room's last fact. */
  roomHead(): Promise<number>;
}

const atOnce = 16;

/** Livestall as it is: its whole house, with settings that every installation has. */
export async function standOurs(env: Record<string, string>, buyers = 1): Promise<OurStand> {
  const house = await FaultHouse.open({ entry: 'tools/doubles/soak-house.ts', env });
  await house.start();
  const stall = await openStall(house, buyers);
  const { roomId, watcher } = stall;
  watcher.leave();
  const pid = house.house.childPid('server');
  for (const other of house.house.processes()) pin(other, other === pid ? serverCore : loadCore);
  const folder = mkdtempSync(join(tmpdir(), 'livestall-fanout-'));
  const known: Record<string, string>[] = [];
  return {
    ...{ pid, url: `${house.url}/socket?room=${roomId}`, dialect: 'ours', stall },
    async roomHead() {
      const [row] = await house.sql<{ head: number }[]>`
        select head::int as head from streams where stream = ${roomStream(roomId)}`;
      return row?.head ?? 0;
    },
    async beats() {
      const text = await (await fetch(`${house.url}/metrics`)).text();
      const figure = (name: string) => Number(new RegExp(`^${name} ([\\d.]+)`, 'm').exec(text)?.[1]);
      return { count: figure('livestall_beat_seconds_count'), waitMs: figure('livestall_beat_wait_seconds') * 1000 };
    },
    memory: () => house.collected('server'),
    async headers(viewers, talkers) {
      for (let first = known.length; first < viewers; first += atOnce) {
        const some = Array.from({ length: Math.min(atOnce, viewers - first) }, (_, index) => first + index);
        known.push(...(await Promise.all(some.map((index) => headersOf(house.url, index, index < talkers)))));
      }
      const file = join(folder, `${viewers}.json`);
      writeFileSync(file, JSON.stringify(known.slice(0, viewers)));
      return file;
    },
    async close() {
      rmSync(folder, { recursive: true, force: true });
      await house.stop();
    },
  };
}

export type ContenderName = 'socketio' | 'socketioBatched' | 'ws' | 'limit';

export async function standContender(name: ContenderName): Promise<Stand> {
  const child = new Child('contender.ts', [name], serverCore);
  const port = await child.said<number>('listening');
  const folder = mkdtempSync(join(tmpdir(), 'livestall-fanout-'));
  const dialect = { socketio: 'socketio', socketioBatched: 'socketio', ws: 'ws', limit: 'ours' }[name] as DialectName;
  return {
    ...{ pid: child.pid, url: `http://127.0.0.1:${port}/`, dialect },
    beats: async () => null,
    memory: async () => {
      await child.ask('memory');
      await sleep(500);
      return await child.ask<number>('memory');
    },
    ...(name === 'limit' ? { frame: (text: string) => child.ask<number>('frame', text) } : {}),
    async headers(viewers) {
      const file = join(folder, `${viewers}.json`);
      writeFileSync(
        file,
        JSON.stringify(Array.from({ length: viewers }, () => ({ origin: `http://127.0.0.1:${port}` }))),
      );
      return file;
    },
    async close() {
      rmSync(folder, { recursive: true, force: true });
      await child.end();
    },
  };
}

/** Somebody with a cookie and an address of their own, as through a proxy. */
async function headersOf(url: string, index: number, named: boolean): Promise<Record<string, string>> {
  const client = new Client(
    url,
    `10.${5 + Math.floor(index / 62_500)}.${Math.floor(index / 250) % 250}.${(index % 250) + 1}`,
  );
  if (named) await client.takeName(`Talker ${index}`);
  else await client.must('GET', '/api/me');
  return client.headers;
}
