import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { Actor, Role } from '../../../platform/kit/actor.ts';
import type { Cookies } from './cookies.ts';
import { readSession } from './store.ts';

export type ActorOf = (headers: IncomingHttpHeaders) => Promise<Actor>;
export type RolesOf = (sql: Reader, accountId: string) => Promise<Record<string, readonly Role[]>>;

interface Needs {
  readonly sql: Sql;
  readonly now: () => number;
  readonly cookies: Cookies;
  readonly rolesOf: RolesOf;
}

/**
 * Who sends these headers. A guest costs no query, and the account of a first named act one; an account that can hold
 * roles costs a second for them. A session that is over, or whose account is banned, is a guest's. [A1] [A7]
 */
export function createActorOf({ sql, now, cookies, rolesOf }: Needs): ActorOf {
  return async (headers) => {
    const { guestId, token } = cookies.read(headers.cookie);
    const session = token === null ? null : await readSession(sql, token, now());
    if (!session) return guestActor(guestId ?? randomUUID());
    return {
      viewerId: session.accountId,
      accountId: session.accountId,
      name: session.name,
      sessionId: session.sessionId,
      expiresAt: session.expiresAt,
      operator: session.operator,
      roles: session.guest ? {} : await rolesOf(sql, session.accountId),
    };
  };
}

function guestActor(viewerId: string): Actor {
  return {
    viewerId,
    accountId: null,
    name: null,
    sessionId: null,
    expiresAt: Number.MAX_SAFE_INTEGER,
    operator: false,
    roles: {},
  };
}
