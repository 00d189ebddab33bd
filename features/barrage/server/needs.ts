import type { Transact } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { Pace } from '../barrage.ts';

/** What app.ts hands in. */
export interface BarrageNeeds {
  readonly sql: Sql;
  readonly transact: Transact;
  readonly now: () => number;
  /** The bus: `talk` with {roomId, lines}. */
  readonly publish: (subject: string, payload: unknown) => void;
  readonly readRoom: (sql: Reader, roomId: string) => Promise<{ readonly state: string } | null>;
  readonly namesOf: (sql: Reader, accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** For the buyer's badge. */
  readonly hasBought?: (sql: Reader, accountId: string, shopId: string) => Promise<boolean>;
  readonly pace?: Pace;
  readonly saveWithinMs?: number;
  readonly saveAgainAfterMs?: number;
}
