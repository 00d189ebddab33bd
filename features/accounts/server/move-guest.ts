import type { Transact, Tx } from '../../../platform/beat/transact.ts';
import type { Sql } from '../../../platform/db/connect.ts';
import { whenFree } from '../../../platform/db/when-free.ts';
import type { Cookies } from './cookies.ts';
import { deleteSession, lockForMove, markMoved, readSession } from './store.ts';

/** A feature's part: what belongs to the first account belongs to the second afterwards. */
export type MoveOwned = (tx: Tx, fromAccountId: string, toAccountId: string) => Promise<void>;

export const revokedSubject = 'revoked';

const triesMax = 3;

interface Needs {
  readonly sql: Sql;
  readonly transact: Transact;
  readonly now: () => number;
  readonly cookies: Cookies;
  readonly moveOwned: readonly MoveOwned[];
}

/**
 * When somebody signs in, the session that this browser had before ends, and if it was a guest's, what the guest owned
 * comes along, all of it or nothing: every feature's part and the end of the guest are one transaction. If it fails, so
 * does the sign-in; the browser stays the guest and may try again. [A4]
 */
export function createMoveGuest({ sql, transact, now, cookies, moveOwned }: Needs) {
  return async (toAccountId: string, cookieHeader: string | undefined): Promise<void> => {
    const { token } = cookies.read(cookieHeader);
    const before = token === null ? null : await readSession(sql, token, now());
    if (!before) return;
    const moveAll = async (tx: Tx) => {
      tx.signal(revokedSubject, { sessionId: before.sessionId, why: 'session_changed' });
      if (before.guest && (await lockForMove(tx.sql, before.accountId, toAccountId))) {
        for (const move of moveOwned) await move(tx, before.accountId, toAccountId);
        await markMoved(tx.sql, before.accountId, toAccountId);
        tx.signal(revokedSubject, { accountId: before.accountId, why: 'session_changed' });
      } else {
        await deleteSession(tx.sql, before.sessionId);
      }
    };
    // It touches what orders and talk touch at the same moment; whoever signs in should not learn of it.
    await whenFree(() => transact(moveAll), { max: triesMax, pauseMs: 0 });
  };
}
