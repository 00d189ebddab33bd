import type { Bus } from '../bus/bus.ts';
import type { Actor } from '../kit/actor.ts';
import type { Fold } from '../kit/fact.ts';
import type { StreamName, TalkLine } from '../kit/socket-protocol.ts';
import type { GatewayLimits, Schedule } from './limits.ts';
import type { FactStore } from './open-stream.ts';

export interface GatewayNeeds {
  readonly store: FactStore;
  readonly bus: Bus;
  readonly folds: Readonly<Record<StreamName, Fold<never> | Fold<unknown>>>;
  /** The newest lines of a room's talk, oldest first. */
  readonly readTalk?: (roomId: string, after: number | undefined, limit: number) => Promise<readonly TalkLine[]>;
  /** Ids of lines that are shown no more, in the folded state of a room: no frame carries them, whoever comes when. */
  readonly goneLines?: (roomState: unknown) => readonly string[];
  /** Who these sessions are now; null for one that is over, or whose account may not act. */
  readonly readActors?: (sessionIds: readonly string[]) => Promise<ReadonlyMap<string, Actor | null>>;
  /** Of the people in each of these rooms those who may not, or not any more, be there. */
  readonly expelled?: (
    inRooms: ReadonlyMap<string, readonly Actor[]>,
  ) => Promise<ReadonlyMap<string, Pick<ReadonlySet<Actor>, 'has'>>>;
  readonly now: () => number;
  readonly log: { error(context: object, text: string): void };
  /** This node's name among the others. */
  readonly node?: string;
  readonly schedule?: Schedule;
  readonly random?: () => number;
  readonly limits?: Partial<GatewayLimits>;
  readonly meter?: GatewayMeter;
}

/** What the bus carries of a room's talk. `voices` says whose line each is, for a fair choice; it leaves no node. */
export interface SaidTalk {
  readonly roomId: string;
  readonly lines: readonly TalkLine[];
  readonly voices?: readonly string[];
}

export type GatewayCount = 'frames' | 'facts' | 'repairs' | 'snapshots' | 'dropped_lines';
export interface GatewayMeter {
  add(what: GatewayCount, count: number): void;
  /** How long the last beat of all rooms took, and how long after its beginning the next may begin. */
  beatTook(ms: number, periodMs: number): void;
}
