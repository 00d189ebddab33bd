import type { Transact, Tx } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { Standing } from '../moderation.ts';

/** A line as the talk knows it: who said it, and what, unless it is removed already. */
export interface SaidHere {
  readonly accountId: string;
  readonly text: string;
  readonly removed?: boolean;
}

/** What app.ts hands in. */
export interface ModerationNeeds {
  readonly sql: Sql;
  readonly transact: Transact;
  readonly readRoom: (
    sql: Reader,
    roomId: string,
  ) => Promise<{ readonly shopId: string; readonly title: string } | null>;
  /** A line of this room, held until the end of the transaction; null when nobody said it here. */
  readonly holdLine: (tx: Tx, roomId: string, lineId: string) => Promise<SaidHere | null>;
  /** Takes the line's text out of the talk for good. */
  readonly removeLine: (tx: Tx, roomId: string, lineId: string) => Promise<void>;
  readonly namesOf: (sql: Reader, accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** What somebody is in a shop. */
  readonly standingOf: (sql: Reader, shopId: string, accountId: string) => Promise<Standing>;
}
