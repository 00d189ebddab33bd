import { readFileSync } from 'node:fs';
import type { FromServer, Position } from '../../platform/kit/socket-protocol.ts';
import { Wire } from './wire.ts';

// Viewers who are cut off and come back to where they were, in a process of their own.

export interface Came {
  /** Facts that had been missed and came after all, each counted for each viewer. */
  readonly resumed: number;
  readonly facts: number;
  readonly gaps: number;
  readonly doubles: number;
  /** Told to take the whole state instead. */
  readonly resyncs: number;
  /** Viewers who do not have the last fact. */
  readonly behind: number;
}

export interface Coming {
  readonly url: string;
  readonly headersFile: string;
  /** The room's: what comes up to it was missed. */
  readonly head: number;
}

interface Viewer {
  wire: Wire | null;
  position: Position | null;
  head: number;
}

const atOnce = 100;
const perAddress = 400;
const pollMs = 20;
const waitMsMax = 60_000;
const readsMax = 64;

const viewers: Viewer[] = [];
const sums = { resumed: 0, facts: 0, gaps: 0, doubles: 0, resyncs: 0 };
let reads: { bytes: Buffer; message: FromServer }[] = [];

const acts: Record<string, (value: never) => unknown> = { come, cut, until, count };
process.on('message', async ({ act, value }: { act: string; value: never }) => {
  try {
    process.send?.({ act, value: (await acts[act]!(value)) ?? null });
  } catch (error) {
    process.send?.({ act, error: String(error) });
  }
});
process.on('disconnect', () => process.exit(0));

async function come({ url, headersFile, head }: Coming): Promise<void> {
  const headers = JSON.parse(readFileSync(headersFile, 'utf8')) as Record<string, string>[];
  for (const viewer of viewers) viewer.head = head;
  for (let first = 0; first < headers.length; first += atOnce) {
    await Promise.all(headers.slice(first, first + atOnce).map((each, index) => enter(url, each, first + index)));
  }
}

function enter(url: string, headers: Record<string, string>, index: number): Promise<void> {
  viewers[index] ??= { wire: null, position: null, head: 0 };
  const viewer = viewers[index];
  const wire = new Wire({
    url: new URL(url),
    headers,
    localAddress: `127.0.1.${1 + Math.floor(index / perAddress)}`,
    onMessage: (payload) => take(viewer, messageOf(payload)),
  });
  viewer.wire = wire;
  return wire.opened.then(() => {
    wire.send(JSON.stringify({ kind: 'hello', have: viewer.position ? { room: viewer.position } : {} }));
  });
}

function cut(): void {
  for (const viewer of viewers) {
    viewer.wire?.cut();
    viewer.wire = null;
  }
}

/** Until everybody has this fact. */
async function until(head: number): Promise<void> {
  for (const end = Date.now() + waitMsMax; viewers.some((viewer) => (viewer.position?.number ?? -1) < head); ) {
    if (Date.now() > end) throw new Error(`Not everybody had fact ${head} after ${waitMsMax} ms.`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

function count(head: number): Came {
  return { ...sums, behind: viewers.filter(({ position }) => (position?.number ?? -1) < head).length };
}

/** Many get the same bytes. */
function messageOf(payload: Buffer): FromServer {
  const known = reads.find(({ bytes }) => bytes.length === payload.length && bytes.equals(payload));
  if (known) return known.message;
  const read = { bytes: Buffer.from(payload), message: JSON.parse(payload.toString()) as FromServer };
  reads = [read, ...reads.slice(0, readsMax - 1)];
  return read.message;
}

function take(viewer: Viewer, message: FromServer): void {
  if (message.kind === 'snapshot' && message.stream === 'room') {
    viewer.position = { epoch: message.epoch, number: message.number };
  } else if (message.kind === 'resync') sums.resyncs += 1;
  else if (message.kind === 'frame') {
    for (const run of message.facts ?? []) {
      if (run.stream === 'room') for (const { number } of run.facts) takeFact(viewer, run.epoch, number);
    }
  }
}

function takeFact(viewer: Viewer, epoch: number, number: number): void {
  const at = viewer.position?.number ?? 0;
  sums.facts += 1;
  if (number <= at) sums.doubles += 1;
  else if (number > at + 1) sums.gaps += 1;
  if (number <= viewer.head) sums.resumed += 1;
  viewer.position = { epoch, number: Math.max(at, number) };
}
