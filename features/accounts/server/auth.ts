import { type Auth, type BetterAuthOptions, betterAuth } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import type { FastifyBaseLogger } from 'fastify';
import { PostgresJSDialect } from 'kysely-postgres-js';
import type { Sql } from '../../../platform/db/connect.ts';
import type { Texts } from '../../../platform/http/texts.ts';
import { isRefusal } from '../../../platform/kit/refusal.ts';
import type { Letter, Mail } from '../../../platform/mail/mail.ts';
import { nameKey } from '../name.ts';
import { passwordCharsMax, passwordCharsMin } from '../protocol.ts';
import { sessionCookiePrefix, sessionDays } from './cookies.ts';
import type { NameCheck } from './name-check.ts';
import { isGuestAddress } from './store.ts';

export const resetMinutes = 60;
const daySeconds = 24 * 60 * 60;
/** The header in which the route hands over the address of the caller; a caller's own is overwritten. */
export const addressHeader = 'x-livestall-address';

/** Per address: enough for a family at one router, too few for guessing. */
const rateLimits = {
  '/sign-in/*': { window: 60, max: 20 },
  '/sign-up/*': { window: 60, max: 20 },
  '/request-password-reset': { window: 600, max: 10 },
  '/reset-password': { window: 60, max: 10 },
  '/change-password': { window: 60, max: 10 },
} as const;

export interface AuthNeeds {
  readonly sql: Sql;
  readonly publicUrl: string;
  readonly sessionKey: string;
  readonly mail: Mail;
  readonly text: Texts['text'];
  /** Who signs the letters, where one shop has them signed. */
  readonly letterSender?: ((sql: Sql) => Promise<Letter['from'] | null>) | undefined;
  readonly log: Pick<FastifyBaseLogger, 'error'>;
  readonly rateLimited: boolean;
  readonly checkName: NameCheck;
  /** After each session that the library deletes. */
  readonly sessionEnded: (sessionId: string, why: 'session_ended' | 'session_changed') => void;
  /** False keeps a banned account out. */
  readonly mayEnter: (accountId: string) => Promise<boolean>;
  /** After a sign-in or sign-up, before its answer. */
  readonly signedIn: (accountId: string, cookie: string | undefined) => Promise<void>;
  /** Work that goes on after the answer, so that its time tells nothing. */
  readonly later: (work: Promise<unknown>) => void;
}

/** The sign-in library with our tables, cookies, limits and hooks. */
export function createAuth(needs: AuthNeeds): Auth<BetterAuthOptions> {
  return betterAuth(authOptions(needs));
}

export function authOptions(needs: AuthNeeds): BetterAuthOptions {
  const origin = new URL(needs.publicUrl).origin;
  return {
    appName: 'Livestall',
    baseURL: origin,
    basePath: '/api/auth',
    secret: needs.sessionKey,
    trustedOrigins: [origin],
    database: { dialect: new PostgresJSDialect({ postgres: needs.sql }), type: 'postgres', transaction: true },
    ...tables,
    session: { ...tables.session, expiresIn: sessionDays * daySeconds, updateAge: daySeconds },
    verification: { ...tables.verification, storeIdentifier: 'hashed' },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: passwordCharsMin,
      maxPasswordLength: passwordCharsMax,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: resetMinutes * 60,
      async sendResetPassword({ user, token }, request) {
        if (isGuestAddress(user.email)) return;
        const language = request?.headers.get('accept-language') ?? undefined;
        const from = await needs.letterSender?.(needs.sql);
        const letter = resetMail(needs, user.email, token, language);
        await needs.mail.send(from ? { ...letter, from } : letter);
      },
    },
    rateLimit: { enabled: needs.rateLimited, window: 60, max: 300, storage: 'memory', customRules: { ...rateLimits } },
    advanced: {
      cookiePrefix: sessionCookiePrefix,
      ipAddress: { ipAddressHeaders: [addressHeader] },
      backgroundTasks: { handler: needs.later },
      disableOriginCheck: false,
      disableCSRFCheck: false,
    },
    databaseHooks: sessionHooks(needs),
    hooks: endpointHooks(needs),
    logger: {
      level: 'error',
      log: (_level, message, ...details) =>
        needs.log.error({ details: details.map(withoutPeople) }, `auth: ${message}`),
    },
    onAPIError: { throw: true },
    telemetry: { enabled: false },
  };
}

const guestAddressRefused = { code: 'INVALID_EMAIL', message: 'This address cannot receive mail.' };

/** Our names for its tables and columns. */
const tables = {
  user: {
    modelName: 'accounts',
    fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    additionalFields: {
      nameKey: { type: 'string', required: false, input: false, returned: false, fieldName: 'name_key' },
      guest: { type: 'boolean', required: false, input: false, returned: false, defaultValue: false },
      operator: { type: 'boolean', required: false, input: false, returned: false, defaultValue: false },
      banned: { type: 'boolean', required: false, input: false, returned: false, defaultValue: false },
    },
  },
  session: {
    modelName: 'sessions',
    fields: {
      userId: 'account_id',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    },
  },
  account: {
    modelName: 'credentials',
    fields: {
      userId: 'account_id',
      providerId: 'provider_id',
      accountId: 'provider_account_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    },
  },
  verification: {
    modelName: 'verifications',
    fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
  },
} as const satisfies Pick<BetterAuthOptions, 'user' | 'session' | 'account' | 'verification'>;

/** In the language of whoever asks: the browser's, since an account has none. */
function resetMail({ publicUrl, text }: AuthNeeds, to: string, token: string, language: string | undefined) {
  const link = `${new URL('/reset', publicUrl).href}?token=${encodeURIComponent(token)}`;
  return {
    to,
    subject: text('accounts:mail.resetSubject', language),
    text: text('accounts:mail.resetText', language, { link, minutes: resetMinutes }),
  };
}

function sessionHooks(needs: AuthNeeds): BetterAuthOptions['databaseHooks'] {
  return {
    session: {
      create: {
        // Only after the right password: nobody else learns that the account is banned. A new account cannot be, and its
        // row is not committed yet.
        async before(session, context) {
          if (context?.path === '/sign-up/email' || (await needs.mayEnter(session.userId))) return;
          throw new APIError('FORBIDDEN', { code: 'ACCOUNT_BANNED', message: 'This account is banned.' });
        },
      },
      delete: {
        // The browser that changes its password goes on, under a new session; the others are out.
        async after(session, context) {
          const goesOn = context?.path === '/change-password' && context.context.session?.session.id === session.id;
          needs.sessionEnded(session.id, goesOn ? 'session_changed' : 'session_ended');
        },
      },
    },
    user: { create: { before: async (user) => ({ data: { ...user, nameKey: nameKey(user.name) } }) } },
  };
}

function endpointHooks(needs: AuthNeeds): BetterAuthOptions['hooks'] {
  return {
    before: createAuthMiddleware(async (ctx) => {
      if (ctx.path === '/sign-up/email') {
        if (isGuestAddress(String(ctx.body?.email ?? ''))) throw APIError.from('BAD_REQUEST', guestAddressRefused);
        const name = await needs.checkName(String(ctx.body?.name ?? ''), null);
        if (isRefusal(name)) throw new APIError('BAD_REQUEST', { code: name.refused, message: name.refused });
        return { context: { body: { ...ctx.body, name: name.name } } };
      }
      // A changed password ends every other session: whoever knew the old one is out. [A8]
      if (ctx.path === '/change-password') return { context: { body: { ...ctx.body, revokeOtherSessions: true } } };
    }),
    after: createAuthMiddleware(async (ctx) => {
      if (ctx.path !== '/sign-up/email' && ctx.path !== '/sign-in/email') return;
      const session = ctx.context.newSession;
      if (session) await needs.signedIn(session.user.id, ctx.headers?.get('cookie') ?? undefined);
    }),
  };
}

/** The log names no people: of an error only what it is and where it came from. */
function withoutPeople(detail: unknown): unknown {
  if (!(detail instanceof Error)) return typeof detail;
  return { name: detail.name, code: (detail as { code?: string }).code, stack: detail.stack };
}
