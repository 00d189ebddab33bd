import { readableLinesPerSecond } from '../../features/barrage/protocol.ts';
import { mediaLimits } from '../../features/media/protocol.ts';
import { connectionsMax } from '../../platform/db/connect.ts';
import { measured } from './measured.ts';

/** What an installation is asked to carry at once. */
export interface Load {
  readonly viewers: number;
  /** All viewers in one room, or spread over rooms, costs the same but for the talk: each room shows what one can read. */
  readonly linesShownPerSecond: number;
  readonly ordersPerSecond: number;
  readonly videoBitsPerSecond: number;
}

export interface Sizes {
  /** Processes, each on a core of its own. */
  readonly servers: number;
  readonly serverGb: number;
  readonly mediaProcesses: number;
  readonly databaseCores: number;
  /** What leaves the house for sockets, and for video: the second is a CDN's from some size on. */
  readonly socketGbitPerSecond: number;
  readonly videoGbitPerSecond: number;
}

/** A core is not planned to be full: a beat that is late makes everybody's late. */
const usableShare = 0.6;
const coresOfOrderBench = 2;
const connectionsOfJobs = 2;
const bitsPerGbit = 1e9;
const bytesPerGb = 1e9;

/** From viewers to machines: what each viewer costs, by what the benches measured. At worst each line has a frame of its own. */
export function sizesFor({ viewers, linesShownPerSecond, ordersPerSecond, videoBitsPerSecond }: Load): Sizes {
  const { framesPerCpuSecond, bytesPerLine, bytesPerIdleSocket, ordersPerSecond: ordersOfBench } = measured;
  const linesPerSecond = viewers * linesShownPerSecond;
  const reserve = viewers > reserveFromViewers ? 1 : 0;
  return {
    servers: Math.ceil(linesPerSecond / framesPerCpuSecond.value / usableShare) + reserve,
    serverGb: (viewers * bytesPerIdleSocket.value) / bytesPerGb,
    mediaProcesses: Math.ceil(viewers / mediaLimits.readersMax),
    databaseCores: ordersPerSecond / (ordersOfBench.value / coresOfOrderBench) / usableShare,
    socketGbitPerSecond: (linesPerSecond * bytesPerLine.value * bitsPerByte) / bitsPerGbit,
    videoGbitPerSecond: (viewers * videoBitsPerSecond) / bitsPerGbit,
  };
}

const bitsPerByte = 8;
/** From here on one server more than needed, so that one may die. */
const reserveFromViewers = 1_000;
const crowds = [1_000, 10_000, 100_000, 1_000_000, 10_000_000];
const videoBitsPerSecond = 1_300_000;
/** Of each 10,000 viewers, one order a second: a lively show. */
const ordersPerViewerSecond = 1 / 10_000;

/** The part of docs/operating.md: the constants with where they come from, the formula, and the table. */
export function sizingText(): string {
  const rows = crowds.map((viewers) => {
    const ordersPerSecond = viewers * ordersPerViewerSecond;
    return rowOf(
      viewers,
      sizesFor({ viewers, linesShownPerSecond: readableLinesPerSecond, ordersPerSecond, videoBitsPerSecond }),
    );
  });
  const constants = Object.entries(measured).map(
    ([name, { value, unit, by }]) => `| \`${name}\` | ${format(value)} | ${unit} | ${by} |`,
  );
  return [
    'Computed by `tools/sizing/sizing.ts` from what was measured, for one room in which everybody is shown',
    `${readableLinesPerSecond} lines a second, an order a second for each 10,000 viewers, and a picture of ${videoBitsPerSecond / 1e6} Mbit/s:`,
    '',
    '| viewers | servers (a core each) | their memory for sockets | sockets out | media processes | video out | PostgreSQL |',
    '|---|---|---|---|---|---|---|',
    ...rows,
    '',
    '```',
    `servers  = viewers x lines shown / framesPerCpuSecond / ${usableShare} + 1 in reserve from ${format(reserveFromViewers)} viewers on`,
    'memory   = viewers x bytesPerIdleSocket',
    'sockets  = viewers x lines shown x bytesPerLine x 8 bits',
    `media    = viewers / ${format(mediaLimits.readersMax)} (readersMax); video out = viewers x bits of the picture`,
    `database = orders / (ordersPerSecond / ${coresOfOrderBench} cores) / ${usableShare}`,
    'bus      = batches of lines in all rooms x busMicrosPerBatch, at every server',
    '```',
    '',
    'What grows with what: sockets, memory and the lines written with **viewers**; what every server hears over the bus with **what is',
    'said in all rooms**, not with viewers (a room has at most one batch at a time and node); PostgreSQL with **what people do**',
    '(orders, lines, facts) and with a query for each server and second, not with who looks on; video with viewers, which is the work of',
    "nginx's cache or of a CDN from some thousands on. Only the first row was held on a machine of ours. The others are the formula's: from",
    'about 100,000 on nobody has shown that the parts between them (balancers, networks, PostgreSQL) carry it. Each server opens up',
    `to ${connectionsMax + connectionsOfJobs} connections to PostgreSQL: beyond some ten servers raise its \`max_connections\`, and beyond some fifty put a pooler between.`,
    '',
    '| measured | value | what | by |',
    '|---|---|---|---|',
    ...constants,
  ].join('\n');
}

function rowOf(viewers: number, sizes: Sizes): string {
  const { servers, serverGb, socketGbitPerSecond, mediaProcesses, videoGbitPerSecond, databaseCores } = sizes;
  const video = mediaProcesses > mediaLimits.relaysMax ? `${format(mediaProcesses)}, or a CDN` : format(mediaProcesses);
  const gbit = (value: number) => `${format(value)} Gbit/s`;
  return `| ${format(viewers)} | ${format(servers)} | ${format(serverGb)} GB | ${gbit(socketGbitPerSecond)} | ${video} | ${gbit(videoGbitPerSecond)} | ${databaseCores < 0.1 ? 'below 0.1 core' : `${format(databaseCores)} cores`} |`;
}

/** Three figures are more than such a sum knows. */
function format(value: number): string {
  const rounded = value >= 100 || Number.isInteger(value) ? Math.round(value) : Number(value.toPrecision(2));
  return rounded.toLocaleString('en-US');
}
