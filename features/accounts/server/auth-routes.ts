import type { Auth, BetterAuthOptions } from 'better-auth';
import { isAPIError } from 'better-auth/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Sql } from '../../../platform/db/connect.ts';
import type { App } from '../../../platform/http/app.ts';
import { refusable } from '../../../platform/http/refusable.ts';
import { type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { judgePassword } from '../password.ts';
import { type AuthPath, authBodies, Done, nameCharsMax, passwordCharsMax, passwordCharsMin } from '../protocol.ts';
import { addressHeader } from './auth.ts';
import type { Cookies } from './cookies.ts';
import { leakedPasswords } from './leaked-passwords.ts';
import { accountByEmail } from './store.ts';

interface Needs {
  readonly sql: Sql;
  readonly auth: Auth<BetterAuthOptions>;
  readonly cookies: Cookies;
  readonly publicUrl: string;
}

const summaries: Record<AuthPath, string> = {
  'sign-up/email': 'Make an account; what a guest owns comes along',
  'sign-in/email': 'Sign in; what a guest owns comes along',
  'sign-out': 'End this session',
  'request-password-reset': 'Ask for a link by mail; the answer is the same whether the account exists or not',
  'reset-password': 'Choose a new password with the token of the link; ends every session',
  'change-password': 'Change the password; ends every other session',
  'revoke-other-sessions': 'End every other session',
  'revoke-sessions': 'End every session',
};

/** Opens the paths of the sign-in library that are in the protocol, with our checks, refusals and log. */
export function authRoutes(app: App, needs: Needs): void {
  for (const path of Object.keys(authBodies) as AuthPath[]) {
    app.route({
      method: 'POST',
      url: `/api/auth/${path}`,
      schema: {
        tags: ['accounts'],
        summary: summaries[path],
        body: Object.keys(authBodies[path].properties).length === 0 ? Type.Optional(Type.Any()) : authBodies[path],
        response: refusable(Done),
      },
      handler: async (request, reply) => {
        const answer = (await judgeChosen(request)) ?? (await ask(needs, path, request));
        // Who tried what from where, and how it ended, for whoever has to find out later; never with what. [A16]
        request.log.info(
          {
            ...{ act: path, address: request.address, account: request.actor.accountId, request: request.id },
            outcome: 'refused' in answer ? answer.refused : 'ok',
          },
          'sign-in act',
        );
        if ('refused' in answer) return answer;
        for (const cookie of answer.cookies) reply.header('set-cookie', cookie);
        // Whoever signs out is somebody else afterwards, also as a guest.
        if (path === 'sign-out' || path === 'revoke-sessions') setCookie(reply, needs.cookies.guest());
        return { ok: true as const };
      },
    });
  }
}

export function setCookie(reply: FastifyReply, cookie: string): void {
  reply.header('set-cookie', cookie);
}

/** A password that somebody chooses is judged before the library takes it. [A17] */
async function judgeChosen(request: FastifyRequest): Promise<Refusal | null> {
  const body = request.body as { password?: string; newPassword?: string; email?: string; name?: string } | undefined;
  const chosen =
    body?.newPassword ?? (request.routeOptions.url?.endsWith('sign-up/email') ? body?.password : undefined);
  if (chosen === undefined) return null;
  return judgePassword(chosen, await leakedPasswords(), { email: body?.email, name: body?.name });
}

async function ask(needs: Needs, path: AuthPath, request: FastifyRequest): Promise<{ cookies: string[] } | Refusal> {
  try {
    const response = await needs.auth.handler(requestFor(needs.publicUrl, path, request));
    if (response.ok) return { cookies: response.headers.getSetCookie() };
    const body = (await response.json().catch(() => null)) as { code?: string } | null;
    return await refusalOf(needs, response.status, body?.code, request);
  } catch (error) {
    if (!isAPIError(error)) throw error;
    return refusalOf(needs, error.statusCode, (error.body as { code?: string } | undefined)?.code, request, error);
  }
}

/** Only what the library needs goes in; what says where a request came from is made here, not taken from the caller. */
function requestFor(publicUrl: string, path: AuthPath, request: FastifyRequest): Request {
  const headers = new Headers({ 'content-type': 'application/json', [addressHeader]: request.address });
  for (const name of ['cookie', 'user-agent', 'accept-language'] as const) {
    const value = request.headers[name];
    if (value) headers.set(name, value);
  }
  // The platform has checked the origin already; a program that is no browser sends none.
  headers.set('origin', new URL(publicUrl).origin);
  return new Request(new URL(`/api/auth/${path}`, publicUrl), {
    method: 'POST',
    headers,
    body: JSON.stringify(request.body ?? {}),
  });
}

const codes: Readonly<Record<string, Refusal>> = {
  INVALID_EMAIL_OR_PASSWORD: refuse('sign_in_wrong'),
  USER_ALREADY_EXISTS: refuse('email_taken'),
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: refuse('email_taken'),
  INVALID_EMAIL: refuse('email_unusable'),
  // Our schemas have checked the rest of the body before.
  VALIDATION_ERROR: refuse('email_unusable'),
  PASSWORD_TOO_SHORT: refuse('password_too_short', { charsMin: passwordCharsMin }),
  PASSWORD_TOO_LONG: refuse('password_too_long', { charsMax: passwordCharsMax }),
  INVALID_PASSWORD: refuse('password_wrong'),
  CREDENTIAL_ACCOUNT_NOT_FOUND: refuse('password_wrong'),
  INVALID_TOKEN: refuse('reset_expired'),
  TOKEN_EXPIRED: refuse('reset_expired'),
  ACCOUNT_BANNED: refuse('account_banned'),
  name_unusable: refuse('name_unusable', { nameCharsMax }),
  name_taken_by_staff: refuse('name_taken_by_staff'),
};

async function refusalOf(
  needs: Needs,
  status: number,
  code: string | undefined,
  request: FastifyRequest,
  cause?: unknown,
): Promise<Refusal> {
  const known = code === undefined ? undefined : codes[code];
  if (known) return known;
  if (status === 429) return refuse('rate_limited');
  if (status === 401) return refuse('not_signed_in');
  // Two sign-ups with one address at the same moment: the second meets the first one's row.
  const email = (request.body as { email?: string } | undefined)?.email;
  if (code === 'FAILED_TO_CREATE_USER' && email && (await accountByEmail(needs.sql, email)))
    return refuse('email_taken');
  throw new Error(`The sign-in library answered ${status} ${code ?? ''}.`, { cause });
}
