import type { Transact } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { Actor } from '../../../platform/kit/actor.ts';
import type { Refusal } from '../../../platform/kit/refusal.ts';
import type { Pace, TalkRules } from '../barrage.ts';

/** What app.ts hands in. */
export interface BarrageNeeds {
  readonly sql: Sql;
  readonly transact: Transact;
  readonly now: () => number;
  /** The bus: `talk` with {roomId, lines}. */
  readonly publish: (subject: string, payload: unknown) => void;
  /** How fast people talk through the other nodes. */
  readonly subscribe?: (subject: string, handler: (payload: unknown) => void) => () => void;
  readonly readRoom: (sql: Reader, roomId: string) => Promise<{ readonly state: string } | null>;
  /** The room for whom it is for; without it, every room is for everyone. */
  readonly enterRoom?: (sql: Reader, roomId: string, actor: Actor) => Promise<object | Refusal>;
  readonly namesOf: (sql: Reader, accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** For the buyer's badge. */
  readonly hasBought?: (sql: Reader, accountId: string, shopId: string) => Promise<boolean>;
  /** What a room's talk is held to; without it, everybody speaks at the usual pace. */
  readonly talkRules?: (
    sql: Reader,
    room: { readonly roomId: string; readonly shopId: string },
    now: number,
  ) => Promise<TalkRules>;
  readonly pace?: Pace;
  readonly saveWithinMs?: number;
  readonly saveAgainAfterMs?: number;
}
