import { type ChildProcess, fork } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { Gateway } from '../platform/beat/gateway.ts';
import { createMemoryStore } from '../platform/beat/simulation/memory-store.ts';
import { createMemoryBus } from '../platform/bus/memory-bus.ts';
import type { Actor } from '../platform/kit/actor.ts';
import { type Fact, type Fold, roomStream } from '../platform/kit/fact.ts';
import type { FromServer } from '../platform/kit/socket-protocol.ts';
import { createSocketServer } from '../platform/socket/socket-server.ts';

const viewers = 400;
const factsPerSecond = 100;
const room = { id: '00000000-0000-4000-8000-000000000001', shopId: '00000000-0000-4000-8000-000000000002' };
const origin = 'https://shop.example';
const warmUpMs = 1_000;

/** What the readers' process counted: facts that came, messages, and the ms from commit to reading. */
interface Read {
  readonly facts: number;
  readonly messages: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** The same facts to the same crowd: in frames by the beat, and one message for each fact and viewer. */
export async function measureFrames(seconds: number) {
  const beat = await run(seconds, startBeat);
  const naive = await run(seconds, startNaive);
  return {
    ...{ unit: 'CPU ms of the server for 1,000 facts told to one viewer each', viewers, factsPerSecond },
    ...{ beat, messagePerFact: naive, times: Number((naive.cpuMs / beat.cpuMs).toFixed(1)) },
  };
}

interface Crowd {
  readonly url: string;
  tell(fact: Fact): void;
  close(): Promise<void>;
}

async function run(seconds: number, start: () => Promise<Crowd>) {
  const crowd = await start();
  const child = fork(new URL('beat-readers.ts', import.meta.url), [crowd.url, origin, String(viewers)]);
  await said(child, 'ready');
  await new Promise((resolve) => setTimeout(resolve, warmUpMs));
  child.send('count');
  await said(child, 'counting');
  const before = process.cpuUsage();
  for (let told = 0; told < seconds * factsPerSecond; told += 1) {
    crowd.tell({ kind: 'order.paid', body: { count: 1, productId: room.id } });
    await new Promise((resolve) => setTimeout(resolve, 1_000 / factsPerSecond));
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
  const { user, system } = process.cpuUsage(before);
  child.send('end');
  const read = (await said(child, 'read')) as Read;
  child.disconnect();
  await crowd.close();
  const cpuMs = Number(((user + system) / read.facts).toFixed(2));
  return { cpuMs, facts: read.facts, messages: read.messages, p50Ms: read.p50Ms, p99Ms: read.p99Ms };
}

function said(child: ChildProcess, what: string): Promise<unknown> {
  return new Promise((resolve) => {
    const listen = (message: { what: string; value: unknown }) => {
      if (message.what !== what) return;
      child.off('message', listen);
      resolve(message.value);
    };
    child.on('message', listen);
  });
}

async function startBeat(): Promise<Crowd> {
  const bus = createMemoryBus();
  const store = createMemoryStore(async () => {});
  const fold: Fold<unknown> = { initial: null, apply: (state) => state };
  const log = { info: () => {}, error: (context: object, text: string) => console.error(text, context) };
  const folds = { room: fold, staff: fold, person: fold };
  const gateway = new Gateway({ store, bus, folds, now: Date.now, log });
  const httpServer = createServer();
  const needs = { httpServer, gateway, log, allowedOrigins: [origin], commands: [], now: Date.now };
  const limits = { socketsPerAddressMax: viewers };
  const server = createSocketServer({ ...needs, limits, actorOf: async () => guest, readRoom: async () => room });
  const port = await listen(httpServer);
  return {
    url: `ws://127.0.0.1:${port}/socket?room=${room.id}`,
    tell: (fact) => bus.publish('told', store.commit(new Map([[roomStream(room.id), [fact]]]), Date.now())),
    async close() {
      await server.close();
      gateway.close();
      httpServer.close();
    },
  };
}

/** What one would write first. */
async function startNaive(): Promise<Crowd> {
  const httpServer = createServer();
  const server = new WebSocketServer({ server: httpServer, perMessageDeflate: false });
  const port = await listen(httpServer);
  let number = 0;
  return {
    url: `ws://127.0.0.1:${port}/`,
    tell(fact) {
      number += 1;
      const now = Date.now();
      const facts = [{ stream: 'room', epoch: 1, facts: [{ ...fact, number, at: now }] }] as const;
      for (const client of server.clients)
        client.send(JSON.stringify({ kind: 'frame', now, facts } satisfies FromServer));
    },
    async close() {
      for (const client of server.clients) client.terminate();
      server.close();
      httpServer.close();
    },
  };
}

const guest: Actor = {
  ...{ viewerId: 'guest', accountId: null, name: null, sessionId: null },
  ...{ expiresAt: Number.MAX_SAFE_INTEGER, operator: false, roles: {} },
};

async function listen(httpServer: ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve));
  return (httpServer.address() as AddressInfo).port;
}
