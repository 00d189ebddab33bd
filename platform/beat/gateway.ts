import { randomInt, randomUUID } from 'node:crypto';
import type { Actor } from '../kit/actor.ts';
import type { Hello, Moment, Repair, TalkLine, Welcome } from '../kit/socket-protocol.ts';
import { Admission } from './admission.ts';
import type { GatewayNeeds, SaidTalk } from './gateway-needs.ts';
import { type GatewayLimits, gatewayLimits, schedule as systemSchedule } from './limits.ts';
import { OpenStreams } from './open-streams.ts';
import { Pulse } from './pulse.ts';
import { Rights } from './rights.ts';
import { RoomChannel } from './room-channel.ts';
import { type ToldRun, toldSubject } from './transact.ts';
import { Viewer, type ViewerSocket } from './viewer.ts';
import { markOf, type WatchingWord } from './watching.ts';

export interface Joining {
  readonly actor: Actor;
  readonly roomId: string;
  readonly shopId: string;
  readonly socket: ViewerSocket;
  /** When the actor was read from the cookies: a revocation that came later counts. */
  readonly readAt: number;
}

export interface Joined {
  /** Once per connection, first of all. */
  hello(message: Hello): void;
  repair(message: Repair): void;
  leave(): void;
}

export interface Revoked {
  readonly accountId?: string;
  readonly sessionId?: string;
  readonly why: 'session_ended' | 'session_changed';
}

/** Revocations are remembered for as long as an upgrade may take. */
const revokedMs = 30_000;
const minuteMs = 60_000;
const fairChance = () => randomInt(2 ** 32) / 2 ** 32;

/** Owns the order of facts on one node, and says them to its viewers: one frame for each per beat. */
export class Gateway {
  readonly #needs: GatewayNeeds;
  readonly #limits: GatewayLimits;
  readonly #node: string;
  readonly #rooms = new Map<string, RoomChannel>();
  readonly #streams: OpenStreams;
  readonly #pulse: Pulse;
  readonly #rights: Rights;
  readonly #admission: Admission;
  readonly #unsubscribe: (() => void)[];
  #revoked: { at: number; revoked: Revoked }[] = [];
  #stopTick: () => void = () => {};

  constructor(needs: GatewayNeeds) {
    const { now, meter, schedule = systemSchedule } = needs;
    const limits = { ...gatewayLimits, ...needs.limits };
    this.#needs = needs;
    this.#limits = limits;
    this.#node = needs.node ?? randomUUID();
    this.#pulse = new Pulse({
      now,
      schedule,
      limits,
      meter,
      onLost: (viewer, lane) => this.#streams.place(viewer, lane),
    });
    this.#streams = new OpenStreams({ gateway: needs, limits, schedule, wake: (viewer) => this.#wake(viewer.roomId) });
    this.#rights = new Rights({ ...needs, limits });
    this.#admission = new Admission({ ...needs, limits });
    this.#unsubscribe = this.#subscribe();
    this.#planTick();
  }

  join(joining: Joining): Joined {
    const onSnapshot = () => this.#needs.meter?.add('snapshots', 1);
    const viewer = new Viewer({ ...joining, limits: this.#limits, onSnapshot });
    const room = this.#roomOf(joining.roomId);
    room.viewers.add(viewer);
    const revoked = this.#revoked.find((entry) => entry.at >= joining.readAt && concerns(entry.revoked, joining.actor));
    if (revoked) viewer.close(revoked.revoked.why);
    return {
      hello: (message) => this.#hello(viewer, room, message),
      repair: (message) => this.#repair(viewer, message),
      leave: () => {
        viewer.gone = true;
        room.viewers.delete(viewer);
        if (viewer.isAudience) room.watching.leave(viewer.actor.viewerId);
        this.#streams.leave(viewer);
      },
    };
  }

  /** Connections, of all rooms. */
  viewers(): number {
    let count = 0;
    for (const room of this.#rooms.values()) count += room.viewers.size;
    return count;
  }

  close(): void {
    this.#stopTick();
    this.#pulse.stop();
    for (const stop of this.#unsubscribe) stop();
  }

  #subscribe(): (() => void)[] {
    const { now } = this.#needs;
    return [
      this.#on<readonly ToldRun[]>(toldSubject, (runs) => this.#streams.take(runs)),
      this.#on<{ roomId: string; key: string; value: unknown }>('latest', ({ roomId, key, value }) => {
        if (this.#rooms.get(roomId)?.setLatest(key, value)) this.#wake(roomId);
      }),
      this.#on<{ roomId: string; moment: Moment; mark?: number }>('moment', ({ roomId, moment, mark }) => {
        const room = this.#rooms.get(roomId);
        if (mark !== undefined) room?.watching.meet(mark);
        room?.moments.add(moment);
        this.#wake(roomId);
      }),
      this.#on<SaidTalk>('talk', ({ roomId, lines, voices }) => {
        const talk = this.#rooms.get(roomId)?.talk;
        for (const [index, line] of lines.entries()) talk?.add(line, now(), voices?.[index]);
        this.#wake(roomId);
      }),
      this.#on<{ node: string; rooms: readonly WatchingWord[] }>('watching', ({ node, rooms }) => {
        if (node === this.#node) return;
        for (const [id, count, sample] of rooms) this.#rooms.get(id)?.watching.hear(node, count, sample, now());
      }),
      this.#on<Revoked>('revoked', (revoked) => this.#revoke(revoked)),
      this.#on('admission', () => this.#admission.hurry()),
    ];
  }

  #on<Payload>(subject: string, handler: (payload: Payload) => void): () => void {
    return this.#needs.bus.subscribe(subject, (payload) => {
      try {
        handler(payload as Payload);
      } catch (error) {
        this.#needs.log.error({ err: error, subject }, 'a message from the bus was not understood');
      }
    });
  }

  #wake(roomId: string): void {
    const room = this.#rooms.get(roomId);
    if (room) this.#pulse.wake(room);
  }

  #roomOf(roomId: string): RoomChannel {
    let room = this.#rooms.get(roomId);
    if (!room) {
      room = new RoomChannel(roomId, this.#limits, this.#needs.random ?? fairChance, this.#needs.goneLines);
      this.#rooms.set(roomId, room);
    }
    room.emptySince = null;
    return room;
  }

  #hello(viewer: Viewer, room: RoomChannel, { have, accountId, talkAfter }: Hello): void {
    if (viewer.gone || viewer.greeted) return;
    viewer.greeted = true;
    const { actor } = viewer;
    const streams = viewer.entitled();
    const now = this.#needs.now();
    const welcome: Welcome = { kind: 'welcome', now, streams, accountId: actor.accountId, name: actor.name };
    viewer.socket.send(JSON.stringify(welcome));
    for (const kind of streams) {
      // A position in somebody else's stream says nothing about this one.
      const usable = kind !== 'person' || accountId === actor.accountId;
      this.#streams.enter(viewer, kind, (usable ? have[kind] : undefined) ?? null);
    }
    if (viewer.isAudience) this.#enter(viewer, room, have.room !== undefined);
    room.refreshWatching();
    void this.#bringHistory(viewer, room, talkAfter ?? 0);
  }

  /** Counts somebody of the audience, and tells the room of who was not here before. The others learn whom we have met. */
  #enter({ actor }: Viewer, room: RoomChannel, comesBack: boolean): void {
    const mark = markOf(actor.viewerId);
    const isNew = room.watching.meet(mark);
    room.watching.enter(actor.viewerId);
    if (comesBack || !isNew) return;
    this.#needs.bus.publish('moment', { roomId: room.roomId, moment: { kind: 'came', count: 1 }, mark });
  }

  async #bringHistory(viewer: Viewer, room: RoomChannel, after: number): Promise<void> {
    const { readTalk, now, log } = this.#needs;
    const { history } = room;
    const place = history.place;
    viewer.talkPlace = place;
    if (!readTalk) return;
    const reading = history.read(now(), () => readTalk(room.roomId, undefined, this.#limits.talkHistoryLines));
    const shownSince = history.between(reading.from, place);
    // Talk is worth less than the room: when it cannot be read the viewer watches with what was shown of late.
    const read = await reading.lines.catch((error): TalkLine[] => {
      log.error({ err: error }, `reading the talk of room ${room.roomId} failed`);
      return [];
    });
    const shownToIt = new Set(history.between(place, viewer.talkPlace ?? history.place).map(({ id }) => id));
    const lines = [...read, ...shownSince].filter(({ id }) => !shownToIt.has(id));
    viewer.takeHistory({ lines, ids: reading.ids, after, at: now() });
    if (viewer.history.length > 0) this.#pulse.wake(room);
  }

  #repair(viewer: Viewer, message: Repair): void {
    if (viewer.gone) return;
    const now = this.#needs.now();
    viewer.repairs = [...viewer.repairs.filter((at) => now - at < minuteMs), now];
    if (viewer.repairs.length > this.#limits.repairsPerMinuteMax) viewer.close('overloaded');
    else this.#streams.repair(viewer, message);
  }

  #planTick(): void {
    const { schedule = systemSchedule } = this.#needs;
    this.#stopTick = schedule(() => {
      this.#planTick();
      this.#tick(this.#needs.now());
    }, this.#limits.headsEveryMs);
  }

  #tick(now: number): void {
    this.#streams.forgetIdle(now);
    this.#forgetIdle(now);
    void this.#streams.lookAtHeads();
    const words: WatchingWord[] = [];
    for (const room of this.#rooms.values()) {
      words.push(room.watching.word(room.roomId));
      if (room.tellWatching(now)) this.#pulse.wake(room);
      // The session may have been prolonged: the viewer comes back with what its cookies say now.
      for (const viewer of room.viewers) if (viewer.actor.expiresAt <= now) viewer.close('session_changed');
    }
    void this.#rights.look(this.#everybody());
    void this.#admission.look(this.#everybody());
    for (let from = 0; from < words.length; from += this.#limits.watchingRoomsAtOnceMax) {
      const rooms = words.slice(from, from + this.#limits.watchingRoomsAtOnceMax);
      this.#needs.bus.publish('watching', { node: this.#node, rooms });
    }
  }

  *#everybody(): Iterable<Viewer> {
    for (const room of this.#rooms.values()) yield* room.viewers;
  }

  #forgetIdle(now: number): void {
    for (const [id, room] of this.#rooms) {
      room.emptySince = room.viewers.size > 0 ? null : (room.emptySince ?? now);
      if (room.emptySince !== null && now - room.emptySince >= this.#limits.idleStreamMs) this.#rooms.delete(id);
    }
    this.#revoked = this.#revoked.filter(({ at }) => now - at < revokedMs);
  }

  #revoke(revoked: Revoked): void {
    this.#revoked.push({ at: this.#needs.now(), revoked });
    for (const room of this.#rooms.values()) {
      for (const viewer of room.viewers) if (concerns(revoked, viewer.actor)) viewer.close(revoked.why);
    }
  }
}

/** A session's end concerns that session; an account's, all of its sessions. */
function concerns({ accountId, sessionId }: Revoked, actor: Actor): boolean {
  if (sessionId !== undefined) return actor.sessionId === sessionId;
  return accountId !== undefined && actor.accountId === accountId;
}
