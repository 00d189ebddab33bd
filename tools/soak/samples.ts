import { readdirSync } from 'node:fs';
import type { FaultHouse } from '../faults/fault-house.ts';

export interface Sample {
  readonly seconds: number;
  readonly server: Figures;
  readonly media: Figures;
  /** Connections that PostgreSQL counts. */
  readonly connections: number;
}

export interface Figures {
  readonly heapMb: number;
  readonly outsideMb: number;
  readonly rssMb: number;
  readonly files: number;
  readonly sockets: number;
  readonly timers: number;
}

const bytesOfMb = 1_048_576;

/**
 * How much more may be there at the end than at the beginning. Heap: what is remembered for the people who were there, and
 * code that was compiled since; a leak of 100 bytes for each of the thousands of things that happen in a minute shows.
 * Files, sockets and timers: a request of this very moment.
 */
export const growthMax = { heapMb: 8, outsideMb: 8, files: 4, sockets: 4, timers: 4 } as const;
/**
 * Resident memory is not what is in use: the engine keeps the pages that its heap once needed. It climbs to what the crowd
 * needs and stays there, so what counts is how much more it is at the end than at its largest in the first half of the show.
 */
export const residentGrowthMbMax = 24;
/** The pool may open what it had not needed before, up to its own limit. */
export const connectionsGrowthMax = 4;

export async function takeSample(house: FaultHouse, seconds: number): Promise<Sample> {
  const [server, media] = await Promise.all([look(house, 'server'), look(house, 'media')]);
  const [row] = await house.sql<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity where application_name like 'livestall%'`;
  return { seconds, server, media, connections: row!.count };
}

/** What has not come back to where it was; nothing when all has. `during`: what was seen during the show. */
export function findGrowth(first: Sample, last: Sample, during: readonly Sample[]): string[] {
  const grown: string[] = [];
  for (const name of ['server', 'media'] as const) {
    for (const [what, max] of Object.entries(growthMax) as [keyof Figures, number][]) {
      const [before, after] = [first[name][what], last[name][what]];
      if (after - before > max) grown.push(`${name} ${what}: ${before} at first, ${after} at last`);
    }
    const early = [first, ...during.slice(0, Math.ceil(during.length / 2))];
    const [before, after] = [Math.max(...early.map((sample) => sample[name].rssMb)), last[name].rssMb];
    if (after - before > residentGrowthMbMax) grown.push(`${name} rssMb: ${before} early on, ${after} at last`);
  }
  if (last.connections - first.connections > connectionsGrowthMax) {
    grown.push(`connections: ${first.connections} at first, ${last.connections} at last`);
  }
  return grown;
}

async function look(house: FaultHouse, name: 'server' | 'media'): Promise<Figures> {
  const pid = house.house.childPid(name);
  const seen = await house.look(name);
  const mb = (bytes: number) => Number((bytes / bytesOfMb).toFixed(1));
  return {
    heapMb: mb(seen.heapUsed),
    outsideMb: mb(seen.external),
    rssMb: mb(seen.rss),
    files: readdirSync(`/proc/${pid}/fd`).length,
    sockets: seen.sockets,
    timers: seen.timers,
  };
}
