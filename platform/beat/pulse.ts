import type { GatewayMeter } from './gateway-needs.ts';
import type { GatewayLimits, Schedule } from './limits.ts';
import type { RoomChannel } from './room-channel.ts';
import type { Lane, Viewer } from './viewer.ts';

export interface PulseNeeds {
  readonly now: () => number;
  readonly schedule: Schedule;
  readonly limits: GatewayLimits;
  readonly meter: GatewayMeter | undefined;
  /** A viewer's facts left the ring before it could read them. */
  readonly onLost: (viewer: Viewer, lane: Lane) => void;
}

/** The node's one beat: rooms where nothing happens cost nothing, and under load it slows down for all alike. */
export class Pulse {
  readonly #needs: PulseNeeds;
  readonly #due = new Set<RoomChannel>();
  #planned = false;
  #nextAt = 0;
  #stopped = false;
  #tookBefore = 0;

  constructor(needs: PulseNeeds) {
    this.#needs = needs;
  }

  /** Something is to be told in this room: at once when the last beat is long enough ago. */
  wake(room: RoomChannel): void {
    this.#due.add(room);
    if (this.#planned || this.#stopped) return;
    this.#planned = true;
    this.#needs.schedule(() => this.#beat(), Math.max(0, this.#nextAt - this.#needs.now()));
  }

  stop(): void {
    this.#stopped = true;
  }

  #beat(): void {
    this.#planned = false;
    if (this.#stopped) return;
    const { now, limits, meter } = this.#needs;
    const startedAt = now();
    const rooms = [...this.#due];
    this.#due.clear();
    const unfinished = rooms.filter((room) => !this.#beatRoom(room, startedAt));
    const took = now() - startedAt;
    // One slow beat is a hiccup, which those who wait should not pay for twice; two are load.
    const load = Math.min(took, this.#tookBefore) * limits.beatStretch;
    this.#tookBefore = took;
    const nextInMs = Math.min(limits.beatMsMax, Math.max(limits.beatMs - took, load));
    meter?.beatTook(took, took + nextInMs);
    this.#nextAt = now() + nextInMs;
    for (const room of unfinished) this.wake(room);
  }

  #beatRoom(room: RoomChannel, now: number): boolean {
    const lost: [Viewer, Lane][] = [];
    const said = room.beat(now, (viewer, lane) => lost.push([viewer, lane]));
    for (const [viewer, lane] of lost) this.#needs.onLost(viewer, lane);
    const { meter } = this.#needs;
    meter?.add('frames', said.frames);
    meter?.add('facts', said.facts);
    meter?.add('dropped_lines', said.droppedLines);
    return said.done;
  }
}
