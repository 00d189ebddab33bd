import { randomUUID } from 'node:crypto';
import { createTransact } from '../../../platform/beat/transact.ts';
import type { Sql } from '../../../platform/db/connect.ts';
import { migrate } from '../../../platform/db/migrate.ts';
import { createTestSchema } from '../../../platform/db/test-schema.ts';
import { createAddressOf } from '../../../platform/http/address-of.ts';
import type { App } from '../../../platform/http/app.ts';
import { createHttp } from '../../../platform/http/http.ts';
import { readTexts } from '../../../platform/http/texts.ts';
import type { Role } from '../../../platform/kit/actor.ts';
import { createMemoryMail } from '../../../platform/mail/memory-mail.ts';
import { refusals } from '../protocol.ts';
import type { AuthNeeds } from './auth.ts';
import { type Accounts, type AccountsNeeds, createAccounts } from './index.ts';

interface WorldOptions {
  readonly moveOwned?: AccountsNeeds['moveOwned'];
  readonly publicUrl?: string;
  readonly rateLimited?: boolean;
  readonly migrate?: boolean;
  readonly sql?: Sql;
  readonly trustedProxies?: readonly string[];
  /** A folder of texts in place of the feature's own. */
  readonly messages?: string;
}

export interface World {
  readonly sql: Sql;
  readonly app: App;
  readonly origin: string;
  readonly accounts: Accounts;
  readonly mail: ReturnType<typeof createMemoryMail>;
  /** The payloads of 'revoked'. */
  readonly signals: unknown[];
  readonly faults: string[];
  readonly roles: Map<string, Record<string, Role[]>>;
  readonly authNeeds: AuthNeeds;
  /** Whether somebody has opened a real shop. */
  shopOpened: boolean;
  count(table: string): Promise<number>;
  stop(): Promise<void>;
}

/** For tests: the accounts on a schema of their own behind a real HTTP server, with doubles for what is handed in. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const schema = options.sql ? null : await createTestSchema();
  const sql = options.sql ?? schema!.sql;
  const origin = options.publicUrl ?? 'http://localhost:3000';
  const [signals, faults]: [unknown[], string[]] = [[], []];
  const roles: World['roles'] = new Map();
  const mail = createMemoryMail();
  const publish = (subject: string, payload: unknown) => void (subject === 'revoked' && signals.push(payload));
  const world = { shopOpened: false };
  const texts = await readTexts({
    platform: new URL('../../../platform/http/messages', import.meta.url).pathname,
    accounts: options.messages ?? new URL('../messages', import.meta.url).pathname,
  });
  const needs: AccountsNeeds = {
    sql,
    transact: createTransact({ sql, now: Date.now, publish }),
    now: Date.now,
    publish,
    secret: 'a secret for tests that is long enough',
    publicUrl: origin,
    mail,
    text: texts.text,
    rolesOf: async (_sql, accountId) => roles.get(accountId) ?? {},
    setupKey: (number) => `set-up key ${number}`,
    shopOpened: async () => world.shopOpened,
    staffAmong: async (_sql, ids) => new Set(ids.filter((id) => roles.has(id))),
    moveOwned: options.moveOwned ?? [],
    log: { error: (_details: unknown, message?: string) => void faults.push(message ?? '') } as AccountsNeeds['log'],
    rateLimited: options.rateLimited ?? false,
  };
  const accounts = createAccounts(needs);
  if (options.migrate !== false) {
    const beat = new URL('../../../platform/beat/migrations', import.meta.url).pathname;
    await migrate(sql, [{ name: 'beat', folder: beat }, ...accounts.migrations]);
  }
  const app = await createHttp({
    publicUrl: origin,
    mediaPublicUrl: origin,
    actorOf: accounts.actorOf,
    refusals,
    texts,
    uploadBytesMax: 1000,
    addressOf: createAddressOf(options.trustedProxies ?? []),
  });
  accounts.routes(app);
  await app.ready();
  const authNeeds = { ...needs, sessionKey: 'k'.repeat(43), rateLimited: false } as unknown as AuthNeeds;
  const count = async (table: string) =>
    (await sql<{ n: number }[]>`select count(*)::int as n from ${sql(table)}`)[0]!.n;
  const stop = async () => {
    await accounts.settled();
    await app.close();
    await schema?.drop().catch(() => {});
  };
  return Object.assign(world, { sql, app, origin, accounts, mail, signals, faults, roles, authNeeds, count, stop });
}

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  readonly body: any;
  readonly cookies: string[];
}

/** Keeps cookies and names its page, as browsers do. */
export class Browser {
  cookies = new Map<string, string>();
  address = '127.0.0.1';
  forwardedFor: string | null = null;
  language: string | null = null;
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  header(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  get(url: string): Promise<Answer> {
    return this.send('GET', url);
  }

  post(url: string, payload?: object): Promise<Answer> {
    return this.send('POST', url, payload);
  }

  takeName(name: string): Promise<Answer> {
    return this.post('/api/me/name', { id: randomUUID(), name });
  }

  private async send(method: 'GET' | 'POST', url: string, payload?: object): Promise<Answer> {
    const headers: Record<string, string> = this.cookies.size > 0 ? { cookie: this.header() } : {};
    if (method === 'POST') headers.origin = this.world.origin;
    if (this.language) headers['accept-language'] = this.language;
    if (this.forwardedFor) headers['x-forwarded-for'] = this.forwardedFor;
    const answer = await this.world.app.inject({
      method,
      url,
      headers,
      remoteAddress: this.address,
      ...(payload ? { payload } : {}),
    });
    const cookies = [answer.headers['set-cookie'] ?? []].flat();
    for (const cookie of cookies) this.keep(cookie);
    return { status: answer.statusCode, body: answer.body ? answer.json() : null, cookies };
  }

  private keep(cookie: string): void {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
    if (/; Max-Age=0(;|$)/i.test(cookie)) this.cookies.delete(name!);
    else this.cookies.set(name!, value!);
  }
}
