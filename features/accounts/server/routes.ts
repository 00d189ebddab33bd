import type { Auth, BetterAuthOptions } from 'better-auth';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { once } from '../../../platform/beat/once.ts';
import type { Transact } from '../../../platform/beat/transact.ts';
import type { Sql } from '../../../platform/db/connect.ts';
import type { App } from '../../../platform/http/app.ts';
import { refusable, requireNamed } from '../../../platform/http/refusable.ts';
import type { Actor, Role } from '../../../platform/kit/actor.ts';
import { isRefusal, refuse } from '../../../platform/kit/refusal.ts';
import { AccountId } from '../../../platform/kit/schema.ts';
import { may } from '../access.ts';
import { Ban, Banned, Me, TakeName } from '../protocol.ts';
import type { ActorOf } from './actor.ts';
import { setCookie } from './auth-routes.ts';
import { type Cookies, sessionDays } from './cookies.ts';
import { revokedSubject } from './move-guest.ts';
import { readAccounts, setBanned } from './store.ts';
import type { TakeNameAct } from './take-name.ts';

export const namesPerMinuteMax = 60;

interface Needs {
  readonly sql: Sql;
  readonly transact: Transact;
  readonly now: () => number;
  readonly auth: Auth<BetterAuthOptions>;
  readonly cookies: Cookies;
  readonly actorOf: ActorOf;
  readonly takeName: TakeNameAct;
}

const dayMs = 24 * 60 * 60 * 1000;

export function accountRoutes(app: App, needs: Needs): void {
  me(app, needs);
  name(app, needs);
  ban(app, needs);
}

function me(app: App, needs: Needs): void {
  app.route({
    method: 'GET',
    url: '/api/me',
    schema: { tags: ['accounts'], summary: 'Who this browser is; makes it a guest', response: refusable(Me) },
    handler: async (request, reply) => {
      const { actor } = request;
      reply.header('cache-control', 'no-store');
      if (actor.accountId === null && needs.cookies.read(request.headers.cookie).guestId === null) {
        setCookie(reply, needs.cookies.guest(actor.viewerId));
      }
      for (const cookie of await prolong(needs, request)) setCookie(reply, cookie);
      return meOf(needs, actor);
    },
  });
}

/** A session that is used goes on: once a day, when somebody looks, its end moves away again. */
async function prolong(needs: Needs, request: FastifyRequest): Promise<string[]> {
  const { actor } = request;
  if (actor.sessionId === null || actor.expiresAt - needs.now() > (sessionDays - 1) * dayMs) return [];
  const headers = new Headers({ cookie: request.headers.cookie ?? '' });
  const answer = await needs.auth.api.getSession({ headers, returnHeaders: true });
  return answer.headers?.getSetCookie() ?? [];
}

async function meOf(needs: Needs, actor: Actor): Promise<Me> {
  const account = actor.accountId && (await readAccounts(needs.sql, [actor.accountId])).get(actor.accountId);
  return {
    viewerId: actor.viewerId,
    accountId: actor.accountId,
    name: actor.name,
    email: account ? account.email : null,
    operator: actor.operator,
    roles: actor.roles as Record<string, Role[]>,
  };
}

function name(app: App, needs: Needs): void {
  app.route({
    method: 'POST',
    url: '/api/me/name',
    // Each first name is an account: one address must not make them by the thousand.
    config: { rateLimit: { max: namesPerMinuteMax, keyGenerator: (request: FastifyRequest) => request.address } },
    schema: {
      tags: ['accounts'],
      summary: 'Take a name: the first one makes the account',
      body: TakeName,
      response: refusable(Me),
    },
    handler: async (request, reply) => {
      const taken = await needs.takeName(request.actor, request.body, request.headers['user-agent'] ?? '');
      if (isRefusal(taken)) return taken;
      if (taken.token === null) return meOf(needs, await needs.actorOf(request.headers));
      const cookie = needs.cookies.session(taken.token);
      setCookie(reply, cookie);
      return meOf(needs, await needs.actorOf({ cookie: cookie.split(';')[0] }));
    },
  });
}

function ban(app: App, needs: Needs): void {
  app.route({
    method: 'POST',
    url: '/api/accounts/:accountId/ban',
    schema: {
      tags: ['accounts'],
      summary: 'Keep an account out of the installation, or let it in again (operator)',
      params: Type.Object({ accountId: AccountId }),
      body: Ban,
      response: refusable(Banned),
    },
    handler: async (request) => {
      const { body } = request;
      const { accountId } = request.params;
      const actor = requireNamed(request);
      if (isRefusal(actor)) return actor;
      // Nobody locks themselves out.
      if (!may(actor, 'account.ban') || accountId === actor.accountId) return refuse('not_allowed');
      const key = { id: body.id, actor: actor.viewerId, act: 'account.ban', body: { ...body, accountId } };
      return needs.transact((tx) =>
        once(tx, key, async () => {
          if (!(await setBanned(tx.sql, accountId, body.banned))) return refuse('account_unknown');
          if (body.banned) tx.signal(revokedSubject, { accountId, why: 'session_ended' });
          return { accountId, banned: body.banned };
        }),
      );
    },
  });
}
