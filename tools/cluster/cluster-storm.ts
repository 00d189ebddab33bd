import { setTimeout as sleep } from 'node:timers/promises';
import { createChance } from '../../platform/beat/simulation/chance.ts';
import { audit } from '../faults/audit.ts';
import { Client } from '../faults/client.ts';
import { planDeath, readDeath, writeFaulty } from '../faults/faulty.ts';
import { Shopping } from '../faults/shopping.ts';
import { openStall, type Stall, type StallHouse } from '../faults/stall.ts';
import { isStopped } from '../processes.ts';
import { type ClusterFault, clusterFaults, type Stormed } from './cluster-faults.ts';
import { type ClusterHouse, startCluster } from './cluster-house.ts';
import { type ClusterViewer, watchNode } from './cluster-viewer.ts';
import type { NodeProcess } from './node-process.ts';
import { startWireProxy, type WireProxy } from './wire-proxy.ts';

const nodesDefault = 3;
const buyersDefault = 6;
const viewersPerNode = 2;
const holdSeconds = 3;
const untilMsMax = 60_000;
const pollMs = 50;
const beforeMs = 500;

/** Several real servers with PostgreSQL, NATS and nginx, each server with a network to NATS that can be cut. */
export class ClusterStorm {
  readonly cluster: ClusterHouse;
  readonly #wires: readonly WireProxy[];
  readonly #where: StallHouse;

  static async open(nodes = nodesDefault): Promise<ClusterStorm> {
    let cluster: ClusterHouse | undefined;
    let natsPort = 0;
    const wires = await Promise.all(Array.from({ length: nodes }, () => startWireProxy(() => natsPort)));
    try {
      cluster = await startCluster({
        ...{ nodes, throwAway: true, media: 2, serverScript: 'tools/doubles/faulty-server.ts' },
        prepare: (dataDir) => writeFaulty(dataDir, { holdSeconds }),
        natsUrlOf: (node, url) => {
          natsPort = Number(new URL(url).port);
          return `nats://127.0.0.1:${wires[node]!.port}`;
        },
      });
    } finally {
      if (!cluster) for (const wire of wires) await wire.close();
    }
    return new ClusterStorm(cluster!, wires);
  }

  private constructor(cluster: ClusterHouse, wires: readonly WireProxy[]) {
    this.cluster = cluster;
    this.#wires = wires;
    const { url, sql, servers } = cluster;
    const ready = async () => {
      await until('every server', async () => (await Promise.all(servers.map((one) => one.answers()))).every(Boolean));
    };
    this.#where = { url, sql, ready, until };
  }

  /** Resolves with everything that is wrong afterwards, and what the faults noted. */
  async blow(faults: readonly ClusterFault[], seed: number): Promise<{ wrongs: object[]; notes: string[] }> {
    const stall = await openStall(this.#where, buyersDefault);
    const viewers = await this.#openViewers(stall.roomId);
    const shopping = new Shopping(stall, seed).start();
    const notes: string[] = [];
    const stormed: Stormed = {
      ...{ cluster: this.cluster, wires: this.#wires, stall, shopping, viewers, until, chance: createChance(seed) },
      freezeAt: (place) => this.#freezeAt(place),
      note: (text) => notes.push(text),
    };
    try {
      for (const fault of faults) {
        await sleep(beforeMs);
        await clusterFaults[fault](stormed);
        await this.#where.ready();
      }
    } finally {
      await shopping.stop();
    }
    const wrongs = [...(await audit(stall, shopping)), ...(await findViewerWrongs(stall, viewers))];
    for (const viewer of viewers) viewer.leave();
    stall.watcher.leave();
    return { wrongs, notes };
  }

  async close(): Promise<void> {
    await this.cluster.stop();
    for (const wire of this.#wires) await wire.close();
  }

  async #openViewers(roomId: string): Promise<ClusterViewer[]> {
    const { servers, url } = this.cluster;
    const places = Array.from({ length: servers.length * viewersPerNode }, (_, index) => index % servers.length);
    return Promise.all(
      places.map(async (node, index) => {
        const person = new Client(url, `10.5.0.${index + 1}`);
        await person.takeName(`Wen ${index}`);
        return watchNode({ nodes: servers, node, publicUrl: url, roomId, headers: person.headers });
      }),
    );
  }

  async #freezeAt(place: string): Promise<NodeProcess> {
    const dataDir = `${this.cluster.folder}/shop`;
    planDeath(dataDir, { place, passage: 1, signal: 'SIGSTOP' });
    await until(`a server to freeze at ${place}`, () => readDeath(dataDir)?.place === place, 20_000);
    const { servers } = this.cluster;
    await until('it to be frozen', () => servers.some(({ pid }) => isStopped(pid)), 5_000);
    return servers.find(({ pid }) => isStopped(pid))!;
  }
}

/** Whoever was at any node, and went to another, has every fact once and in order. */
async function findViewerWrongs({ house, roomId }: Stall, viewers: readonly ClusterViewer[]): Promise<object[]> {
  const [row] = await house.sql<{ head: number }[]>`select head from streams where stream = ${`room:${roomId}`}`;
  await until('every viewer to hear the last fact', () => viewers.every((viewer) => viewer.heard() >= row!.head));
  return viewers.flatMap(({ numbers }, viewer) =>
    numbers.flatMap((number, index) =>
      index > 0 && number !== numbers[index - 1]! + 1
        ? [{ wrong: 'told', viewer, after: numbers[index - 1], number }]
        : [],
    ),
  );
}

async function until(what: string, holds: () => boolean | Promise<boolean>, msMax = untilMsMax): Promise<void> {
  for (const end = Date.now() + msMax; ; await sleep(pollMs)) {
    if (await Promise.resolve(holds()).catch(() => false)) return;
    if (Date.now() > end) throw new Error(`Waited ${msMax} ms for ${what}.`);
  }
}
