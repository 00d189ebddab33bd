import { type Fold, personStream, roomStream, staffStream } from '../kit/fact.ts';
import type { Repair, StreamName } from '../kit/socket-protocol.ts';
import type { GatewayNeeds } from './gateway-needs.ts';
import type { GatewayLimits, Schedule } from './limits.ts';
import { OpenStream } from './open-stream.ts';
import type { ToldRun } from './transact.ts';
import type { Lane, Viewer } from './viewer.ts';

interface Entry {
  readonly stream: OpenStream;
  readonly viewers: Set<Viewer>;
  emptySince: number | null;
}

export interface OpenStreamsNeeds {
  readonly gateway: GatewayNeeds;
  readonly limits: GatewayLimits;
  readonly schedule: Schedule;
  /** Something is to be told to this viewer. */
  readonly wake: (viewer: Viewer) => void;
}

/** Every stream that somebody on this node looks at, and who looks at it. */
export class OpenStreams {
  readonly #needs: OpenStreamsNeeds;
  readonly #entries = new Map<string, Entry>();
  #looking = false;

  constructor(needs: OpenStreamsNeeds) {
    this.#needs = needs;
  }

  take(runs: readonly ToldRun[]): void {
    for (const run of runs) this.#entries.get(run.stream)?.stream.take(run);
  }

  enter(viewer: Viewer, kind: StreamName, have: Lane['have']): void {
    const entry = this.#open(kind, streamNameOf(kind, viewer));
    const lane: Lane = { stream: entry.stream, state: 'waiting', have, sent: 0, turn: 0, looked: false };
    viewer.lanes.set(kind, lane);
    entry.viewers.add(viewer);
    entry.emptySince = null;
    if (entry.stream.ready) this.place(viewer, lane);
    else void entry.stream.load();
  }

  leave(viewer: Viewer): void {
    for (const lane of viewer.lanes.values()) this.#entries.get(lane.stream.name)?.viewers.delete(viewer);
  }

  repair(viewer: Viewer, { stream, epoch, number }: Repair): void {
    const lane = viewer.lanes.get(stream);
    if (!lane) return;
    lane.have = { epoch, number };
    lane.state = 'waiting';
    this.place(viewer, lane);
  }

  place(viewer: Viewer, lane: Lane): void {
    const { now, log } = this.#needs.gateway;
    viewer
      .place(lane, now)
      .then(() => this.#needs.wake(viewer))
      .catch((error) => log.error({ err: error }, `placing a viewer in ${lane.stream.name} failed`));
  }

  /** One question for all streams: what we were never told of is found here. */
  async lookAtHeads(): Promise<void> {
    const { store, log } = this.#needs.gateway;
    const entries = [...this.#entries.values()];
    for (const { stream, viewers } of entries) if (!stream.ready && viewers.size > 0) void stream.load();
    const asked = entries
      .filter(({ stream }) => stream.ready)
      .map(({ stream }) => ({ stream, at: { epoch: stream.epoch, head: stream.head } }));
    if (this.#looking || asked.length === 0) return;
    this.#looking = true;
    try {
      const heads = await store.readHeads(asked.map(({ stream }) => stream.name));
      for (const { stream, at } of asked) stream.compare(heads.get(stream.name), at);
    } catch (error) {
      log.error({ err: error }, 'looking at the heads of the streams failed');
    } finally {
      this.#looking = false;
    }
  }

  forgetIdle(now: number): void {
    for (const [name, entry] of this.#entries) {
      entry.emptySince = entry.viewers.size > 0 ? null : (entry.emptySince ?? now);
      if (entry.emptySince !== null && now - entry.emptySince >= this.#needs.limits.idleStreamMs) {
        this.#entries.delete(name);
      }
    }
  }

  #open(kind: StreamName, name: string): Entry {
    const found = this.#entries.get(name);
    if (found) return found;
    const viewers = new Set<Viewer>();
    const { gateway, limits, schedule, wake } = this.#needs;
    const stream = new OpenStream({
      name,
      kind,
      store: gateway.store,
      fold: gateway.folds[kind] as Fold<unknown>,
      limits,
      schedule,
      onReady: () => eachLane(viewers, kind, (viewer, lane) => this.place(viewer, lane)),
      onAdvance: () => {
        for (const viewer of viewers) {
          wake(viewer);
          // All viewers of the other streams are in one room, and a room is woken once for all.
          if (kind !== 'person') return;
        }
      },
      onReset: () => eachLane(viewers, kind, forget),
      onRepair: () => gateway.meter?.add('repairs', 1),
      onFault: (error, what) => gateway.log.error({ err: error }, `${what} failed`),
    });
    const entry = { stream, viewers, emptySince: null };
    this.#entries.set(name, entry);
    return entry;
  }
}

function streamNameOf(kind: StreamName, viewer: Viewer): string {
  if (kind === 'room') return roomStream(viewer.roomId);
  if (kind === 'staff') return staffStream(viewer.roomId);
  return personStream(viewer.actor.accountId!);
}

function eachLane(viewers: ReadonlySet<Viewer>, kind: StreamName, work: (viewer: Viewer, lane: Lane) => void): void {
  for (const viewer of viewers) {
    const lane = viewer.lanes.get(kind);
    if (lane && !viewer.gone) work(viewer, lane);
  }
}

/** The viewer learns at once that what it holds is void; a snapshot follows when the stream has been read anew. */
function forget(viewer: Viewer, lane: Lane): void {
  lane.turn += 1;
  lane.state = 'waiting';
  lane.have = null;
  viewer.sendResync(lane.stream.kind);
}
