import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../../platform/beat/simulation/chance.ts';
import type { Shopping } from '../faults/shopping.ts';
import type { Stall } from '../faults/stall.ts';
import type { ClusterHouse } from './cluster-house.ts';
import type { ClusterViewer } from './cluster-viewer.ts';
import type { NodeProcess } from './node-process.ts';
import type { WireProxy } from './wire-proxy.ts';

/** What a fault may do, and what it reports. */
export interface Stormed {
  readonly cluster: ClusterHouse;
  readonly wires: readonly WireProxy[];
  readonly stall: Stall;
  readonly shopping: Shopping;
  readonly viewers: readonly ClusterViewer[];
  readonly chance: Chance;
  until(what: string, holds: () => boolean | Promise<boolean>, msMax?: number): Promise<void>;
  /** Lets the next server that passes this place in the code freeze there; resolves with it. */
  freezeAt(place: string): Promise<NodeProcess>;
  note(text: string): void;
}

const cutMs = 5_000;
const natsAwayMs = 2_000;
/** A viewer's count is right again this soon after a node died: promised, and a little for a busy machine. */
export const presenceMsMax = 5_000;
/** While a server is frozen with its locks, the others sell again this soon. */
export const resumeMsMax = 3_000;
const frozenMs = 6_000;
const lineMsMax = 5_000;

/** What may happen to a cluster, each from outside and over when it resolves. */
export const clusterFaults = {
  /** Its viewers go on elsewhere, and are counted once. */
  async 'node killed'(storm: Stormed) {
    const node = storm.chance.oneOf(storm.cluster.servers);
    // The stall has a watcher of its own.
    const all = storm.viewers.length + 1;
    const right = () => storm.viewers.every((viewer) => viewer.watching() === all);
    await storm.until(`${all} to be counted`, right);
    const killedAt = Date.now();
    await node.kill();
    await storm.until('its viewers to be elsewhere', () => storm.viewers.some(({ awayMs }) => awayMs.length > 0));
    await storm.until(`everybody to be told of ${all} again`, right, presenceMsMax - (Date.now() - killedAt));
    storm.note(`${node.name} killed: its viewers were elsewhere and ${all} counted after ${Date.now() - killedAt} ms`);
    await restart(node);
  },

  async 'nats killed'(storm: Stormed) {
    await storm.cluster.nats.kill();
    await sleep(natsAwayMs);
    await talk(storm, 'while the bus is gone', false);
    await storm.cluster.nats.restart();
    await busIsBack(storm);
    await talk(storm, 'with the bus back', true);
  },

  async 'bus cut'(storm: Stormed) {
    await cutWire(storm, { says: true, hears: true });
  },

  async 'bus says nothing'(storm: Stormed) {
    await cutWire(storm, { says: true });
  },

  async 'bus hears nothing'(storm: Stormed) {
    await cutWire(storm, { hears: true });
  },

  /** In the middle of its transaction, with the stock's rows and the room's head locked. */
  async 'frozen with locks'(storm: Stormed) {
    const node = await storm.freezeAt('place told');
    const frozenAt = Date.now();
    const bought = () => storm.shopping.purchases.filter(({ acknowledged }) => acknowledged.length > 0).length;
    // Whoever waits at the frozen one waits; the others must sell, in the same room.
    const before = bought();
    await storm.until('the others to sell', () => bought() > before + 1, frozenMs);
    const tookMs = Date.now() - frozenAt;
    storm.note(`${node.name} frozen with its locks: the others sold again after ${tookMs} ms`);
    if (tookMs > resumeMsMax) throw new Error(`The others sold again only after ${tookMs} ms.`);
    await sleep(Math.max(0, frozenMs - tookMs));
    node.signal('SIGCONT');
  },
} as const satisfies Record<string, (storm: Stormed) => Promise<void>>;

export type ClusterFault = keyof typeof clusterFaults;
export const everyClusterFault = Object.keys(clusterFaults) as ClusterFault[];

async function cutWire(storm: Stormed, ways: { says?: boolean; hears?: boolean }): Promise<void> {
  const wire = storm.chance.oneOf(storm.wires);
  wire.cut(ways);
  await sleep(cutMs);
  wire.heal();
  await busIsBack(storm);
  await talk(storm, 'with the wire healed', true);
}

async function busIsBack({ until, cluster }: Stormed): Promise<void> {
  await until('every server to have the bus', async () => {
    const said = await Promise.all(cluster.servers.map(async ({ url }) => (await fetch(`${url}/readyz`)).json()));
    return said.every((one) => (one as { bus: string }).bus === 'connected');
  });
}

/** One viewer's line is shown to all, wherever they are; without a bus to those of the same node at least. */
async function talk({ viewers, until, note }: Stormed, what: string, toAll: boolean): Promise<void> {
  const text = `${what} ${randomUUID().slice(0, 8)}`;
  const [first] = viewers;
  const saidAt = Date.now();
  const reply = (await first!.say(text)) as { ok: boolean };
  if (!reply.ok) throw new Error(`The line was refused: ${JSON.stringify(reply)}`);
  const seen = () => viewers.filter((viewer) => viewer.lines().includes(text)).length;
  await until(
    `a line to be seen by ${toAll ? 'all' : 'somebody'}`,
    () => seen() >= (toAll ? viewers.length - 1 : 1),
    lineMsMax,
  );
  note(`a line ${what}: seen by ${seen()} after ${Date.now() - saidAt} ms`);
}

async function restart(node: NodeProcess): Promise<void> {
  node.start();
  await node.ready();
}
