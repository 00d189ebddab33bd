import { readFileSync } from 'node:fs';
import { constants, inflateRawSync } from 'node:zlib';
import { type DialectName, dialects } from './dialects.ts';
import { type Reading, Wire } from './wire.ts';

// Viewers of one room in a process of their own, told by its parent what to do.

export interface Opening {
  readonly dialect: DialectName;
  readonly url: string;
  /** A file with the headers of each viewer. */
  readonly headersFile: string;
  /** The first so many talk. */
  readonly talkers: number;
  readonly compressed: boolean;
}

export interface Counting {
  readonly seconds: number;
  readonly linesPerBeat?: number;
}

export interface Counted {
  readonly seconds: number;
  readonly lines: number;
  readonly messages: number;
  readonly bytes: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly said: number;
  readonly closed: number;
  readonly cpuSeconds: number;
  /** A message with about as many lines as a beat should have. */
  readonly sample: string;
}

interface Read {
  readonly bytes: Buffer;
  readonly saidAt: readonly number[];
}

const openAtOnce = 100;
const perAddress = 400;
const sayEveryMs = 10;
const msMax = 20_000;
const stampDigits = 13;
/** Messages that were read of late: all viewers get the same bytes, which are decoded once and then compared. */
const readsMax = 16;
const words = [
  'the glaze is lovely',
  'how large is it?',
  'does it come in blue',
  'bought two, thank you',
  'again please',
];

let wires: Wire[] = [];
/** Who came later, and is not counted. */
let late: Wire[] = [];
let opening: Opening;
let reads: Read[] = [];
/** How many lines a message is to have that stands for the others. */
let sampleLines = 0;
let sample = { lines: 0, text: '' };
let lines = 0;
let since = 0;
let until = 0;
let said = 0;
let stopSaying = () => {};
const delays = new Uint32Array(msMax);
let before = { messages: 0, bytes: 0, cpu: process.cpuUsage() };

const acts: Record<string, (value: never) => unknown> = { open, join, part, say, quiet, start, stop, leave };

process.on('message', async ({ act, value }: { act: string; value: never }) => {
  try {
    process.send?.({ act, value: (await acts[act]!(value)) ?? null });
  } catch (error) {
    process.send?.({ act, error: String(error) });
  }
});
process.on('disconnect', () => process.exit(0));

async function open(value: Opening): Promise<void> {
  opening = value;
  const headers = JSON.parse(readFileSync(value.headersFile, 'utf8')) as Record<string, string>[];
  // Those who are there stay: a larger crowd is opened on top of a smaller one.
  for (let first = wires.length; first < headers.length; first += openAtOnce) {
    const some = headers.slice(first, first + openAtOnce).map((each, index) => enter(each, first + index));
    await Promise.all(some.map(({ opened }) => opened));
    wires.push(...some);
  }
}

/** More viewers come, who read as it is said of each. */
async function join({ headersFile, reads }: { headersFile: string; reads: readonly Reading[] }): Promise<void> {
  const headers = JSON.parse(readFileSync(headersFile, 'utf8')) as Record<string, string>[];
  const first = headers.length - reads.length;
  late = reads.map((each, index) => enter(headers[first + index]!, first + index, each));
  await Promise.all(late.map(({ opened }) => opened));
}

/** They leave again; the codes with which those were closed who did not stay. */
function part(): readonly number[] {
  const codes = late.flatMap(({ closed }) => closed ?? []);
  for (const wire of late) wire.cut();
  late = [];
  return codes;
}

function enter(headers: Record<string, string>, index: number, reads: Reading = 'all'): Wire {
  const { dialect: name, url, compressed } = opening;
  const dialect = dialects[name];
  const deflate = { 'sec-websocket-extensions': 'permessage-deflate; client_max_window_bits' };
  const wire = new Wire({
    url: new URL(dialect.path + new URL(url).search, url),
    headers: { ...headers, ...(compressed ? deflate : {}) },
    localAddress: `127.0.1.${1 + Math.floor(index / perAddress)}`,
    reads,
    onMessage: (payload, deflated) => {
      const read = readOf(payload, deflated);
      if (dialect.answerTo && payload.length === 1) {
        const answer = dialect.answerTo(String(payload));
        if (answer) wire.send(answer);
      }
      if (reads === 'all') count(read);
    },
  });
  void wire.opened.then(
    () => dialect.hello.map((message) => wire.send(message)),
    () => {},
  );
  return wire;
}

function readOf(payload: Buffer, deflated: boolean): Read {
  const known = reads.find(({ bytes }) => bytes.length === payload.length && bytes.equals(payload));
  if (known) return known;
  const plain = deflated ? inflated(payload) : payload;
  const message = plain.toString();
  const texts = dialects[opening.dialect].linesOf(message);
  const nearer = Math.abs(texts.length - sampleLines) < Math.abs(sample.lines - sampleLines);
  if (texts.length > 0 && nearer) sample = { lines: texts.length, text: message };
  const read = { bytes: Buffer.from(payload), saidAt: texts.map((text) => Number(text.slice(0, stampDigits))) };
  reads = [read, ...reads.slice(0, readsMax - 1)];
  return read;
}

/** RFC 7692, 7.2.2: with the tail that the sender took away. */
function inflated(payload: Buffer): Buffer {
  const whole = Buffer.concat([payload, Buffer.from([0, 0, 0xff, 0xff])]);
  return inflateRawSync(whole, { finishFlush: constants.Z_SYNC_FLUSH });
}

function count({ saidAt }: Read): void {
  if (since === 0) return;
  const now = Date.now();
  for (const at of saidAt) {
    if (at < since || at > until) continue;
    lines += 1;
    delays[Math.min(msMax - 1, Math.max(0, now - at))]! += 1;
  }
}

/** So many lines a second, by all talkers in turn. */
function say(perSecond: number): void {
  stopSaying();
  const begun = performance.now();
  let done = 0;
  const timer = setInterval(() => {
    for (const due = Math.floor(((performance.now() - begun) / 1000) * perSecond); done < due; done += 1) {
      const at = Date.now();
      const text = `${at} ${done} ${words[done % words.length]}`;
      wires[done % opening.talkers]!.send(dialects[opening.dialect].say(text));
      if (since > 0 && at >= since && at <= until) said += 1;
    }
  }, sayEveryMs);
  stopSaying = () => clearInterval(timer);
}

function quiet(): void {
  stopSaying();
}

/** Counts the lines said from now on for so many seconds. */
function start({ seconds, linesPerBeat = 0 }: Counting): void {
  delays.fill(0);
  lines = 0;
  said = 0;
  sampleLines = linesPerBeat;
  sample = { lines: 0, text: '' };
  before = { ...sums(), cpu: process.cpuUsage() };
  since = Date.now();
  until = since + seconds * 1000;
}

function stop(): Counted {
  const seconds = (Date.now() - since) / 1000;
  const { messages, bytes } = sums();
  const cpu = process.cpuUsage(before.cpu);
  since = 0;
  return {
    ...{ seconds, lines, said, sample: sample.text },
    messages: messages - before.messages,
    bytes: bytes - before.bytes,
    p50Ms: percentile(0.5),
    p99Ms: percentile(0.99),
    closed: wires.filter(({ closed }) => closed !== null).length,
    cpuSeconds: (cpu.user + cpu.system) / 1e6,
  };
}

function leave(): void {
  stopSaying();
  for (const wire of wires) wire.cut();
  wires = [];
  reads = [];
}

function sums() {
  let messages = 0;
  let bytes = 0;
  for (const wire of wires) {
    messages += wire.messages;
    bytes += wire.bytes;
  }
  return { messages, bytes };
}

function percentile(share: number): number {
  let left = lines * share;
  for (let ms = 0; ms < msMax; ms += 1) {
    left -= delays[ms]!;
    if (left <= 0) return ms;
  }
  return msMax;
}
