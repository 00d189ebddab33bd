import { createTransact, type Transact } from '../../../platform/beat/transact.ts';
import type { Sql } from '../../../platform/db/connect.ts';
import { migrate } from '../../../platform/db/migrate.ts';
import { createTestSchema } from '../../../platform/db/test-schema.ts';
import type { App } from '../../../platform/http/app.ts';
import { createHttp } from '../../../platform/http/http.ts';
import { readTexts, type Texts } from '../../../platform/http/texts.ts';
import type { Actor } from '../../../platform/kit/actor.ts';
import { createMemoryMail } from '../../../platform/mail/memory-mail.ts';
import { refusals, type Shop } from '../protocol.ts';
import { createShops, type Shops } from './index.ts';

export const origin = 'http://localhost:3000';
const names = { mara: 'Mara Lindt', hana: 'Hana Seo', milo: 'Milo Brandt', olu: 'Olu Adeyemi', vera: 'Vera' };
export type Who = keyof typeof names;

export interface World {
  readonly sql: Sql;
  readonly transact: Transact;
  readonly shops: Shops;
  readonly app: App;
  readonly signals: unknown[];
  readonly mail: ReturnType<typeof createMemoryMail>;
  /** The shops that have orders. */
  readonly sold: Set<string>;
  ask(
    who: Who | null,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH',
    url: string,
    payload?: object,
    language?: string,
    // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  ): Promise<{ status: number; body: any }>;
  stop(): Promise<void>;
}

export const lindt = (): Omit<Shop, 'id' | 'languages'> => ({
  ...{ name: 'Lindt & Daughters', currency: 'EUR', country: 'DE', language: 'en', demo: true },
});

const account = (id: string) => ({
  id,
  name: names[id as Who],
  email: id === 'vera' ? null : `${id}@livestall.example`,
});

/** For tests: the shops on a schema of their own behind HTTP; the caller's name stands in for a cookie. */
export async function startWorld(): Promise<World> {
  const { sql, drop } = await createTestSchema();
  const signals: unknown[] = [];
  const sold = new Set<string>();
  const transact = createTransact({ sql, now: Date.now, publish: (_subject, payload) => void signals.push(payload) });
  const mail = createMemoryMail();
  const messages = (folder: string) => new URL(`${folder}/messages`, import.meta.url).pathname;
  const texts = await readTexts({
    platform: messages('../../../platform/http'),
    shops: messages('..'),
    outlines: new URL('outlines', import.meta.url).pathname,
  });
  const shops = createShops({
    ...{ sql, transact, text: texts.text, post: mail, log: { warn: () => {} } },
    mailState: { by: 'smtp', host: 'mail.example', encrypted: true, signsIn: true, sender: 'Livestall <a@b.example>' },
    accountByEmail: async (email) => {
      const id = email.toLowerCase().split('@')[0]!;
      return id in names ? account(id) : null;
    },
    holdAccount: async (tx, id) => (await tx.sql`select from accounts where id = ${id} for key share`).length > 0,
    readAccounts: async (_sql, ids) => new Map(ids.map((id) => [id, account(id)])),
    hasOrders: async (_sql, shopId) => sold.has(shopId),
  });
  const beat = new URL('../../../platform/beat/migrations', import.meta.url).pathname;
  await migrate(sql, [{ name: 'beat', folder: beat }]);
  // The neighbour's table, as far as a foreign key needs it.
  await sql`create table accounts (id text primary key)`;
  await sql`insert into accounts select unnest(${Object.keys(names)}::text[])`;
  await migrate(sql, shops.migrations);
  const app = await startApp(sql, shops, texts);
  const ask: World['ask'] = async (who, method, url, payload, language) => {
    const headers = { origin, ...(who ? { cookie: who } : {}), ...(language ? { 'accept-language': language } : {}) };
    const answer = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
    return { status: answer.statusCode, body: answer.json() };
  };
  const stop = async () => {
    await app.close();
    await drop();
  };
  return { sql, transact, shops, app, signals, mail, sold, ask, stop };
}

async function startApp(sql: Sql, shops: Shops, texts: Texts): Promise<App> {
  const actorOf = async (id?: Who): Promise<Actor> => {
    const session = { sessionId: id ?? null, expiresAt: Number.MAX_SAFE_INTEGER, operator: id === 'olu' };
    if (!id) return { viewerId: 'guest', accountId: null, name: null, roles: {}, ...session };
    return { viewerId: id, accountId: id, name: names[id], roles: await shops.rolesOf(sql, id), ...session };
  };
  const http = await createHttp({
    publicUrl: origin,
    mediaPublicUrl: origin,
    // Roles are read as they are in the product.
    actorOf: ({ cookie }) => actorOf(cookie as Who | undefined),
    refusals: { ...refusals, name_needed: 403, account_unknown: 404 },
    texts,
    uploadBytesMax: 1000,
  });
  shops.routes(http);
  await http.ready();
  return http;
}
