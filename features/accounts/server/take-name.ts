import { randomUUID } from 'node:crypto';
import { once } from '../../../platform/beat/once.ts';
import type { Transact } from '../../../platform/beat/transact.ts';
import type { Sql } from '../../../platform/db/connect.ts';
import { type Actor, isNamed } from '../../../platform/kit/actor.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import type { TakeName } from '../protocol.ts';
import { sessionDays } from './cookies.ts';
import { revokedSubject } from './move-guest.ts';
import { createNameCheck, type StaffAmong } from './name-check.ts';
import { insertGuest, insertSession, readToken, rename } from './store.ts';

const userAgentCharsMax = 200;
const dayMs = 24 * 60 * 60 * 1000;

interface Needs {
  readonly sql: Sql;
  readonly transact: Transact;
  readonly staffAmong: StaffAmong;
}

/** Gives the actor this name. The token is set when that made an account: the browser must get its cookie. */
export type TakeNameAct = (
  actor: Actor,
  body: TakeName,
  userAgent: string,
) => Promise<{ accountId: string; token: string | null } | Refusal>;

export function createTakeName({ sql, transact, staffAmong }: Needs): TakeNameAct {
  return async (actor, body, userAgent) => {
    const done = await transact((tx) =>
      once(tx, { id: body.id, actor: actor.viewerId, act: 'name.take', body }, async () => {
        const name = await createNameCheck(tx.sql, staffAmong)(body.name, actor.accountId);
        if (isRefusal(name)) return name;
        if (isNamed(actor)) {
          await rename(tx.sql, actor.accountId, name);
          // Open sockets carry the old name: they come back with the new one.
          tx.signal(revokedSubject, { accountId: actor.accountId, why: 'session_changed' });
          return { accountId: actor.accountId, sessionId: null };
        }
        // The account gets the guest's id, so that a viewer stays the same viewer; a new one when that was used before.
        const accountId = (await insertGuest(tx.sql, actor.viewerId, name)) ? actor.viewerId : randomUUID();
        if (accountId !== actor.viewerId) await insertGuest(tx.sql, accountId, name);
        const agent = userAgent.slice(0, userAgentCharsMax);
        const session = await insertSession(tx.sql, accountId, tx.now + sessionDays * dayMs, agent);
        return { accountId, sessionId: session.id };
      }),
    );
    if (isRefusal(done)) return done;
    if (done.sessionId === null) return { accountId: done.accountId, token: null };
    // The token is not kept with the answer: a repeat finds it while the session lasts.
    const token = await readToken(sql, done.sessionId);
    return token === null ? refuse('not_signed_in') : { accountId: done.accountId, token };
  };
}
