import { randomUUID } from 'node:crypto';
import type { LiveStatus, MediaLimits } from '../../features/media/protocol.ts';
import type { Bus } from '../../platform/bus/bus.ts';

/** Where a room's host sends its picture to, and how far the room has come. */
export interface Origin {
  readonly roomId: string;
  readonly status: LiveStatus;
  readonly number: number;
  readonly initNumber: number;
  readonly endSeconds: number;
}

export interface HeardOrigin extends Origin {
  readonly node: string;
  readonly url: string;
  /** When it was heard of, by this process's clock. */
  readonly heardAt: number;
}

interface Announcement {
  readonly node: string;
  readonly url: string;
  readonly rooms: readonly Origin[];
  /** A process that has just come asks the others to speak at once. */
  readonly asks?: boolean;
}

interface Needs {
  readonly bus: Bus;
  /** Where the others reach this process. */
  readonly url: () => string;
  readonly clock: () => number;
  readonly limits: MediaLimits;
  /** The rooms whose host is here. */
  readonly ours: () => readonly Origin[];
  /** Another process has said that a room's host is there. */
  readonly onOrigin: (origin: HeardOrigin) => void;
}

export const mediaSubject = 'media';

/** Which media process has the host of which room: each says so every second, and nobody has to be asked. */
export class Directory {
  readonly #needs: Needs;
  readonly #node = randomUUID();
  readonly #heard = new Map<string, HeardOrigin>();
  readonly #unsubscribe: () => void;

  constructor(needs: Needs) {
    this.#needs = needs;
    this.#unsubscribe = needs.bus.subscribe(mediaSubject, (payload) => this.#hear(payload as Announcement));
  }

  /** To be called each second, and when a host has come. */
  announce(asks = false): void {
    const { bus, url, ours } = this.#needs;
    const rooms = ours();
    if (rooms.length === 0 && !asks) return;
    bus.publish(mediaSubject, { node: this.#node, url: url(), rooms, asks } satisfies Announcement);
  }

  /** The process that has this room's host, unless it has fallen silent. */
  origin(roomId: string): HeardOrigin | null {
    const heard = this.#heard.get(roomId);
    const { clock, limits } = this.#needs;
    return heard && clock() - heard.heardAt < limits.originSilentMsMax ? heard : null;
  }

  /** How far the room had come when it was last heard of, also when that process has died since. */
  lastOf(roomId: string): HeardOrigin | null {
    return this.#heard.get(roomId) ?? null;
  }

  close(): void {
    this.#unsubscribe();
  }

  #hear({ node, url, rooms, asks }: Announcement): void {
    if (node === this.#node) return;
    const { clock, limits, onOrigin } = this.#needs;
    for (const room of rooms) {
      const before = this.#heard.get(room.roomId);
      // Of two that both claim a room, the one whose host came later.
      if (before && before.node !== node && this.origin(room.roomId) && !isLater(room.status, before.status)) continue;
      const heard = { ...room, node, url, heardAt: clock() };
      this.#heard.delete(room.roomId);
      this.#heard.set(room.roomId, heard);
      if (this.#heard.size > limits.roomsHeardMax) this.#heard.delete(this.#heard.keys().next().value!);
      onOrigin(heard);
    }
    if (asks) this.announce();
  }
}

/** Whose host came later; the epoch decides when clocks are equal. */
export function isLater(one: LiveStatus, other: LiveStatus): boolean {
  const [a, b] = [one.since ?? 0, other.since ?? 0];
  return a === b ? one.epoch > other.epoch : a > b;
}
