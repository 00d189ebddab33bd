import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Child, cpuSecondsOf } from './fanout/child.ts';
import type { Counted, Counting, Opening } from './fanout/crowd.ts';
import { loadCore, type Stand, standContender, standOurs } from './fanout/stand.ts';

/**
 * Promise 2 and R2: one room's talk to a crowd. Livestall's whole server on one core, its crowd on the other, against
 * Socket.IO as it comes, Socket.IO with the lines of a beat in one array, a plain loop over `ws`, and ready-made frames
 * written to the same sockets. `npm run bench:fanout [-- --viewers 5000 --seconds 8 --idle 10000]`
 */
const { values } = parseArgs({
  options: {
    viewers: { type: 'string', default: '5000' },
    seconds: { type: 'string', default: '8' },
    idle: { type: 'string', default: '10000' },
  },
});
const [viewers, seconds, idle] = [values.viewers, values.seconds, values.idle].map(Number) as [number, number, number];

/** Lines a second: the load of the promise first, then what pushes a server that writes once per beat. */
const batchedRates = [200, 400, 800];
/** And one that writes each line to each viewer: fifteen lines are as many writes as fifteen beats. */
const singleRates = [5, 10, 20];
const talkers = 40;
/** Until the code of a rate has been compiled, in every server alike. */
const settleMs = 5_000;
/** Until the last lines of a slow server have come. */
const tailMs = 1_500;
const beatMs = 100;
/** A rung that delivers less than this share of its lines is more than the server can take. */
const heldShare = 0.98;
/** The room's own settings, so that all lines are shown and nobody is told to slow down. */
const wide = { READABLE_LINES_PER_SECOND: '10000', LINES_PER_TEN_SECONDS: '10000', BEAT_MS: String(beatMs) };

export interface Rung extends Omit<Counted, 'sample'> {
  readonly rate: number;
  readonly linesPerCpuSecond: number;
  readonly cpu: number;
  readonly held: boolean;
  readonly bytesPerLine: number;
  readonly writesPerViewerBeat: number | null;
}

const samples = new Map<number, string>();

const ours = await climb('ours', () => standOurs(wide), batchedRates);
const oursDeflated = await climb('ours, compressed', () => standOurs(wide), batchedRates.slice(0, 1), true);
const oursDefault = await climb('ours, as it comes', () => standOurs({ LINES_PER_TEN_SECONDS: '10000' }), [200]);
const limit = await climb('limit', () => standContender('limit'), batchedRates);
const socketioBatched = await climb('Socket.IO batched', () => standContender('socketioBatched'), batchedRates);
const socketio = await climb('Socket.IO', () => standContender('socketio'), singleRates);
const ws = await climb('ws', () => standContender('ws'), singleRates);
const memory = idle > 0 ? await measureIdle() : {};

const stated = ours[0]!;
console.log(
  JSON.stringify({
    bench: 'fanout',
    ...{ viewers, rate: stated.rate, beatMs },
    ours: stated.linesPerCpuSecond,
    oursDefault: best(oursDefault),
    socketio: best(socketio),
    socketioBatched: socketioBatched[0]!.linesPerCpuSecond,
    ws: best(ws),
    limit: limit[0]!.linesPerCpuSecond,
    ...{ p50Ms: stated.p50Ms, p99Ms: stated.p99Ms, writesPerViewerBeat: stated.writesPerViewerBeat },
    ...{ bytesPerLine: stated.bytesPerLine, bytesPerLineCompressed: oursDeflated[0]!.bytesPerLine },
    oursCompressed: oursDeflated[0]!.linesPerCpuSecond,
    ofLimit: ratio(stated, limit[0]!),
    timesSocketio: round(stated.linesPerCpuSecond / best(socketio)),
    timesSocketioBatched: ratio(stated, socketioBatched[0]!),
    saturated: { ours: best(ours), socketioBatched: best(socketioBatched), limit: best(limit) },
    ...memory,
  }),
);

/** One server after the other, each with the same crowd, from rung to rung until it holds no more. */
async function climb(
  name: string,
  open: () => Promise<Stand>,
  rates: readonly number[],
  compressed = false,
): Promise<Rung[]> {
  const stand = await open();
  const crowd = new Child('crowd.ts', [], loadCore);
  const rungs: Rung[] = [];
  try {
    const { url, dialect } = stand;
    const headersFile = await stand.headers(viewers, talkers);
    await crowd.ask('open', { dialect, url, headersFile, talkers, compressed } satisfies Opening);
    for (const rate of rates) {
      const rung = await measure(stand, crowd, rate);
      rungs.push(rung);
      report(name, rung);
      if (!rung.held) break;
    }
  } finally {
    await crowd.end();
    await stand.close();
  }
  return rungs;
}

async function measure(stand: Stand, crowd: Child, rate: number): Promise<Rung> {
  // What the limit writes is what ours wrote at this rate.
  const ready = await stand.frame?.(samples.get(rate)!);
  if (ready === undefined) await crowd.ask('say', rate);
  await sleep(settleMs);
  await crowd.ask('start', { seconds, linesPerBeat: (rate * beatMs) / 1000 } satisfies Counting);
  const [cpuBefore, beatsBefore] = [cpuSecondsOf(stand.pid), await stand.beats()];
  await sleep(seconds * 1000);
  const cpu = cpuSecondsOf(stand.pid) - cpuBefore;
  const beats = await stand.beats();
  if (ready === undefined) await crowd.ask('quiet');
  await sleep(tailMs);
  const { sample, ...counted } = await crowd.ask<Counted>('stop');
  if (!samples.has(rate)) samples.set(rate, sample);
  // The limit says its own lines: a frame of them each beat, of which one may fall on either side of the counting.
  const due = viewers * (ready === undefined ? counted.said : ready * ((seconds * 1000) / beatMs - 1));
  return {
    ...{ rate, ...counted },
    linesPerCpuSecond: Math.round(counted.lines / cpu),
    cpu: round(cpu / seconds),
    held: counted.lines >= due * heldShare,
    bytesPerLine: Math.round(counted.bytes / counted.lines),
    writesPerViewerBeat: beats === null ? null : round(counted.messages / viewers / (beats.count - beatsBefore!.count)),
  };
}

/** What a viewer costs that only watches. */
async function measureIdle() {
  const bytes: Record<string, number> = {};
  const stands: [string, () => Promise<Stand>][] = [
    ['bytesPerIdleSocket', () => standOurs({})],
    ['bytesPerIdleSocketSocketio', () => standContender('socketio')],
    ['bytesPerIdleSocketWs', () => standContender('ws')],
  ];
  for (const [name, open] of stands) {
    const stand = await open();
    const crowd = new Child('crowd.ts', [], loadCore);
    try {
      const { url, dialect } = stand;
      // Some come and go first: what the server needs at all is there before the counting.
      for (const count of [500, idle]) {
        const headersFile = await stand.headers(count, 0);
        const before = await stand.memory();
        await crowd.ask('open', { dialect, url, headersFile, talkers: 0, compressed: true } satisfies Opening);
        await sleep(settleMs * 2);
        bytes[name] = Math.round(((await stand.memory()) - before) / count);
        await crowd.ask('leave');
        await sleep(settleMs);
      }
      console.log(`${name} ${bytes[name]}`);
    } finally {
      await crowd.end();
      await stand.close();
    }
  }
  return bytes;
}

function report(name: string, rung: Rung): void {
  const { rate, linesPerCpuSecond, cpu, p50Ms, p99Ms, bytesPerLine, writesPerViewerBeat, held, cpuSeconds } = rung;
  console.log(
    `${name.padEnd(18)} ${String(rate).padStart(4)} lines/s: ${String(linesPerCpuSecond).padStart(8)} lines per CPU s, server ${cpu}, crowd ${round(cpuSeconds / rung.seconds)}, p50 ${p50Ms} p99 ${p99Ms} ms, ${bytesPerLine} bytes a line, ${writesPerViewerBeat ?? '-'} writes per viewer and beat${held ? '' : ', NOT HELD'}`,
  );
}

function best(rungs: readonly Rung[]): number {
  return Math.max(...rungs.map(({ linesPerCpuSecond }) => linesPerCpuSecond));
}

function ratio(one: Rung, other: Rung): number {
  return round(one.linesPerCpuSecond / other.linesPerCpuSecond);
}

function round(value: number): number {
  return Number(value.toFixed(2));
}
