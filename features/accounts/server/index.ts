import { hashPassword } from 'better-auth/crypto';
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import type { Reader } from '../../../platform/db/connect.ts';
import type { Migration } from '../../../platform/db/migrate.ts';
import type { App } from '../../../platform/http/app.ts';
import type { Texts } from '../../../platform/http/texts.ts';
import type { Mail } from '../../../platform/mail/mail.ts';
import { nameKey } from '../name.ts';
import { createActorOf, createReadActors, type RolesOf } from './actor.ts';
import { type AuthNeeds, createAuth } from './auth.ts';
import { authRoutes, setCookie } from './auth-routes.ts';
import { createCookies } from './cookies.ts';
import { createMoveGuest, type MoveOwned, revokedSubject } from './move-guest.ts';
import { createNameCheck } from './name-check.ts';
import { accountRoutes } from './routes.ts';
import { type SetupNeeds, setupRoutes } from './setup.ts';
import {
  accountByEmail,
  deleteOver,
  holdAccount,
  holdAccounts,
  insertWithPassword,
  isBanned,
  readAccounts,
} from './store.ts';
import { createTakeName } from './take-name.ts';

export interface AccountsNeeds extends SetupNeeds {
  readonly now: () => number;
  readonly publish: (subject: string, payload: unknown) => void;
  readonly secret: string;
  readonly publicUrl: string;
  readonly mail: Mail;
  readonly letterSender?: AuthNeeds['letterSender'];
  readonly text: Texts['text'];
  readonly rolesOf: RolesOf;
  /** What each feature does when a guest's things become an account's. */
  readonly moveOwned?: readonly MoveOwned[];
  readonly log: Pick<FastifyBaseLogger, 'error'>;
  /** Off in tests only. */
  readonly rateLimited?: boolean;
}

export interface StaffAccount {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly operator?: boolean;
}

export type Accounts = ReturnType<typeof createAccounts>;

export function createAccounts(needs: AccountsNeeds) {
  const { sql, transact, now, publish } = needs;
  const cookies = createCookies(needs.secret, needs.publicUrl);
  const actorOf = createActorOf({ ...needs, cookies });
  const pending = new Set<Promise<unknown>>();
  const auth = createAuth({
    ...needs,
    sessionKey: cookies.sessionKey,
    rateLimited: needs.rateLimited ?? true,
    checkName: createNameCheck(sql, needs.staffAmong),
    mayEnter: async (accountId) => !(await isBanned(sql, accountId)),
    sessionEnded: (sessionId, why) => publish(revokedSubject, { sessionId, why }),
    signedIn: createMoveGuest({ sql, transact, now, cookies, moveOwned: needs.moveOwned ?? [] }),
    later(work) {
      pending.add(work);
      work
        .catch((err: unknown) => needs.log.error({ err }, 'auth: work after the answer failed'))
        .finally(() => pending.delete(work));
    },
  });
  const takeName = createTakeName(needs);
  return {
    migrations: [{ name: 'accounts', folder: new URL('migrations', import.meta.url).pathname }] as readonly Migration[],
    actorOf,
    readActors: createReadActors(needs),
    routes(app: App): void {
      accountRoutes(app, { sql, transact, now, auth, cookies, actorOf, takeName });
      authRoutes(app, { sql, auth, cookies, publicUrl: needs.publicUrl });
      setupRoutes(app, needs);
    },
    /** An onRequest hook for pages: a browser without a cookie becomes a guest with its first page. */
    async guestHook(request: FastifyRequest, reply: FastifyReply): Promise<void> {
      if (cookies.read(request.headers.cookie).guestId === null) setCookie(reply, cookies.guest());
    },
    namesOf: async (from: Reader, accountIds: readonly string[]): Promise<Map<string, string>> =>
      new Map([...(await readAccounts(from, accountIds))].map(([id, account]) => [id, account.name])),
    readAccounts,
    accountByEmail,
    holdAccount,
    holdAccounts,
    /** For the seed: makes the account, or finds the one with this address. */
    async createStaffAccount({
      email,
      password,
      name,
      operator = false,
    }: StaffAccount): Promise<{ accountId: string }> {
      const hash = await hashPassword(password);
      const account = { email, name: { name, key: nameKey(name) }, operator, hash };
      return { accountId: (await transact((tx) => insertWithPassword(tx.sql, account))).id };
    },
    /** For the sweeper: sessions and reset links that are over are only rows. [A14] */
    sweep: (): Promise<number> => deleteOver(sql, now()),
    /** Resolves when mail that was still on its way after an answer is out. */
    async settled(): Promise<void> {
      await Promise.allSettled([...pending]);
    },
  };
}
