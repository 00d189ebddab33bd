import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { createBatcher } from '../../../platform/beat/batcher.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { Actor, Role } from '../../../platform/kit/actor.ts';
import { isRefusal } from '../../../platform/kit/refusal.ts';
import type { Cookies } from './cookies.ts';
import { readSessions, readSessionsOf, type SessionRow } from './store.ts';

export type ActorOf = (headers: IncomingHttpHeaders) => Promise<Actor>;
export type RolesOf = (sql: Reader, accountId: string) => Promise<Record<string, readonly Role[]>>;

export type RolesOfMany = (
  sql: Reader,
  accountIds: readonly string[],
) => Promise<ReadonlyMap<string, Record<string, readonly Role[]>>>;

interface Needs {
  readonly sql: Sql;
  readonly now: () => number;
  readonly cookies: Cookies;
  readonly rolesOf: RolesOf;
}

/**
 * Who sends these headers. A guest costs no query, and the account of a first named act one; an account that can hold
 * roles costs a second for them. A session that is over, or whose account is banned, is a guest's. In a crowd those who come
 * while a query is under way share the next one. [A1] [A7]
 */
export function createActorOf({ sql, now, cookies, rolesOf }: Needs): ActorOf {
  const sessions = createBatcher<string, SessionRow | null>({
    keyOf: () => 'sessions',
    commit: async (_key, tokens) => {
      const found = await readSessionsOf(sql, [...new Set(tokens)], now());
      return tokens.map((token) => found.get(token) ?? null);
    },
  });
  return async (headers) => {
    const { guestId, token } = cookies.read(headers.cookie);
    const session = token === null ? null : await sessions.submit(token);
    if (isRefusal(session)) throw Object.assign(new Error('Too many wait for their sessions.'), { statusCode: 503 });
    if (!session) return guestActor(guestId ?? randomUUID());
    return actorIn(session, session.guest ? {} : await rolesOf(sql, session.accountId));
  };
}

/** Who these sessions are now, for sockets that stay open: however many, in two queries. Null for what is over. [A7] */
export function createReadActors({ sql, now }: Pick<Needs, 'sql' | 'now'>) {
  return async (sessionIds: readonly string[], rolesOfMany: RolesOfMany): Promise<Map<string, Actor | null>> => {
    const sessions = await readSessions(sql, sessionIds, now());
    const accountIds = sessions.filter(({ guest }) => !guest).map(({ accountId }) => accountId);
    const roles = await rolesOfMany(sql, [...new Set(accountIds)]);
    const actors = new Map<string, Actor | null>(sessionIds.map((id) => [id, null]));
    for (const session of sessions) {
      actors.set(session.sessionId, actorIn(session, session.guest ? {} : (roles.get(session.accountId) ?? {})));
    }
    return actors;
  };
}

function actorIn({ accountId, name, sessionId, expiresAt, operator }: SessionRow, roles: Actor['roles']): Actor {
  return { viewerId: accountId, accountId, name, sessionId, expiresAt, operator, roles };
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
