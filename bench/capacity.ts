import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Child, cpuSecondsOf, residentBytesOf } from './fanout/child.ts';
import type { Counted, Opening } from './fanout/crowd.ts';
import { loadCore, type Stand, standOurs } from './fanout/stand.ts';

/**
 * R2: how many viewers one process and this machine hold while 99 of 100 lines are read within half a second, and what they
 * cost. Every server process is a house with a room of its own and the product's own settings; all servers share one core,
 * all crowds the other. The naive baseline is the same room without the beat: `bench:fanout` has it.
 * `npm run bench:capacity [-- --seconds 6 --max 19000 --processes 3]`
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '6' },
    /** Of one process: it may open 20,000 files. */
    max: { type: 'string', default: '19000' },
    processes: { type: 'string', default: '3' },
  },
});
const [seconds, viewersMax, processesMax] = [values.seconds, values.max, values.processes].map(Number) as [
  number,
  number,
  number,
];
const p99MsMax = 500;
const linesPerSecond = 10;
const talkers = 40;
const settleMs = 3_000;
const tailMs = 1_500;
const firstViewers = 1_000;
const growth = 1.5;
const ratesOf = { viewers: 2_000, rates: [5, 20, 80, 320] };

interface Room {
  readonly stand: Stand;
  readonly crowd: Child;
}

interface Point {
  readonly processes: number;
  readonly viewers: number;
  readonly linesPerSecond: number;
  /** Of one core, all server processes together. */
  readonly cpu: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly beatWaitMs: number;
  readonly residentMb: number;
}

const curve: Point[] = [];
const onProcess = await withRooms(1, {}, (rooms) => growUntilLate(rooms));
const byLines = await withRooms(1, { READABLE_LINES_PER_SECOND: '10000' }, growLines);
let onMachine = onProcess;
for (let processes = 2; processes <= processesMax; processes += 1) {
  const held = await withRooms(processes, {}, (rooms) => growUntilLate(rooms, onMachine));
  if (held <= onMachine) break;
  onMachine = held;
}
console.log(
  JSON.stringify({
    bench: 'capacity',
    p99MsMax,
    viewersPerProcess: onProcess,
    viewersOnMachine: onMachine,
    curve,
    byLines,
  }),
);

/** More and more viewers, in equal parts, until lines come late; how many it held. */
async function growUntilLate(rooms: readonly Room[], least = firstViewers): Promise<number> {
  let held = 0;
  for (let viewers = least; viewers <= viewersMax * rooms.length; viewers = Math.round(viewers * growth)) {
    const point = await measure(rooms, viewers, linesPerSecond);
    curve.push(point);
    if (point.p99Ms > p99MsMax) break;
    held = viewers;
  }
  return held;
}

async function growLines(rooms: readonly Room[]): Promise<readonly Point[]> {
  const points: Point[] = [];
  for (const rate of ratesOf.rates) points.push(await measure(rooms, ratesOf.viewers, rate));
  return points;
}

async function measure(rooms: readonly Room[], viewers: number, rate: number): Promise<Point> {
  const each = Math.ceil(viewers / rooms.length);
  for (const { stand, crowd } of rooms) {
    const { url, dialect } = stand;
    const headersFile = await stand.headers(each, talkers);
    await crowd.ask('open', { dialect, url, headersFile, talkers, compressed: true } satisfies Opening);
    await crowd.ask('say', rate);
  }
  await sleep(settleMs);
  for (const { crowd } of rooms) await crowd.ask('start', { seconds });
  const before = rooms.map(({ stand }) => cpuSecondsOf(stand.pid));
  await sleep(seconds * 1000);
  const cpu = rooms.reduce((sum, { stand }, index) => sum + cpuSecondsOf(stand.pid) - before[index]!, 0) / seconds;
  const waits = await Promise.all(rooms.map(async ({ stand }) => (await stand.beats())!.waitMs));
  await sleep(tailMs);
  const counted: Counted[] = [];
  for (const { crowd } of rooms) counted.push(await crowd.ask<Counted>('stop'));
  for (const { crowd } of rooms) await crowd.ask('quiet');
  const late = counted.some(({ lines, said }) => lines < said * each * 0.98);
  const point = {
    ...{ processes: rooms.length, viewers: each * rooms.length, linesPerSecond: rate },
    cpu: Number(cpu.toFixed(2)),
    p50Ms: Math.max(...counted.map(({ p50Ms }) => p50Ms)),
    // What has not come after the last line's own time is later than anything that was measured.
    p99Ms: late ? Number.MAX_SAFE_INTEGER : Math.max(...counted.map(({ p99Ms }) => p99Ms)),
    beatWaitMs: Math.max(...waits),
    residentMb: Math.round(rooms.reduce((sum, { stand }) => sum + residentBytesOf(stand.pid), 0) / 1_048_576),
  };
  console.log(JSON.stringify(point));
  return point;
}

async function withRooms<T>(count: number, env: Record<string, string>, work: (rooms: readonly Room[]) => Promise<T>) {
  const rooms: Room[] = [];
  try {
    for (let index = 0; index < count; index += 1) {
      const stand = await standOurs({ LINES_PER_TEN_SECONDS: '10000', ...env });
      rooms.push({ stand, crowd: new Child('crowd.ts', [], loadCore) });
    }
    return await work(rooms);
  } finally {
    for (const { stand, crowd } of rooms) {
      await crowd.end();
      await stand.close();
    }
  }
}
