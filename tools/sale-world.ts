import { randomUUID } from 'node:crypto';
import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFeatures, type Features } from '../apps/server/app.ts';
import { fulfilmentOf } from '../apps/server/fulfilment.ts';
import { migrationsOf } from '../apps/server/migrations-of.ts';
import { refusals } from '../apps/server/refusals.ts';
import { holdAccounts } from '../features/accounts/server/store.ts';
import type { FulfilmentFeature } from '../features/fulfilment/server/index.ts';
import { createOrders, type OrdersFeature } from '../features/orders/server/index.ts';
import { createPayments, type PaymentsFeature } from '../features/payments/server/index.ts';
import type { PaymentProvider } from '../features/payments/server/provider.ts';
import type { ShopTerms } from '../features/shops/terms.ts';
import { createTransact } from '../platform/beat/transact.ts';
import { createMemoryBus } from '../platform/bus/memory-bus.ts';
import { connect, type Sql } from '../platform/db/connect.ts';
import { migrate } from '../platform/db/migrate.ts';
import { createTestSchema } from '../platform/db/test-schema.ts';
import { createHttp } from '../platform/http/http.ts';
import type { Actor, Role } from '../platform/kit/actor.ts';
import type { Mail } from '../platform/mail/mail.ts';
import { saleTexts } from './sale-texts.ts';

/** One server of the world: its own pool, bus and listener on the world's database. */
export interface SaleNode {
  readonly url: string;
  readonly sql: Sql;
  readonly orders: OrdersFeature;
  readonly payments: PaymentsFeature;
  readonly fulfilment: FulfilmentFeature;
  readonly features: Features;
  close(): Promise<void>;
}

export interface SaleWorld {
  readonly sql: Sql;
  /** Where another process finds its tables. */
  readonly place: SalePlace;
  readonly nodes: readonly SaleNode[];
  readonly shopId: string;
  readonly roomId: string;
  /** Added to the server's time, which stands still where `atMs` says. */
  readonly clock: { aheadMs: number; atMs?: number | undefined };
  readonly faults: unknown[];
  /** The shop's terms from now on; what is left out stays. */
  setTerms(terms: Partial<Pick<ShopTerms, 'tax' | 'delivery' | 'sandbox'>>): Promise<void>;
  addSku(onHand: number, priceMinor?: number): Promise<{ skuId: string; productId: string }>;
  addBuyers(count: number): Promise<string[]>;
  stop(): Promise<void>;
}

export interface SalePlace {
  readonly url: string;
  readonly schema: string;
}

export interface ProviderNeeds {
  readonly sql: Sql;
  readonly now: () => number;
  /** Where the node listens. */
  readonly url: () => string;
}

interface WorldOptions {
  readonly nodes?: number;
  readonly provider: (needs: ProviderNeeds) => PaymentProvider | readonly PaymentProvider[];
  readonly heldOrdersMax?: number;
  readonly holdMs?: number;
  readonly connections?: number;
  /** Who takes the letters of orders; nobody unless a test is about them. */
  readonly mail?: Pick<Mail, 'send'>;
  readonly dataDir?: string;
}

/** For tests and benches: a shop with a live room, sold by real servers over HTTP, with a double for who is asking only. */
export async function startSale(options: WorldOptions): Promise<SaleWorld> {
  const schema = await createTestSchema({ max: options.connections ?? 12 });
  const { sql } = schema;
  const clock: SaleWorld['clock'] = { aheadMs: 0 };
  const faults: unknown[] = [];
  const now = () => clock.atMs ?? Date.now() + clock.aheadMs;
  const nodes: SaleNode[] = [];
  const shopId = randomUUID();
  const roomId = randomUUID();
  for (let index = 0; index < (options.nodes ?? 1); index += 1) {
    const pool = index === 0 ? sql : connect(schema.url, { max: 12, schema: schema.schema });
    nodes.push(await startNode({ sql: pool, now, faults, options, migrates: index === 0 }));
  }
  await seed(sql, shopId, roomId);
  return {
    sql,
    place: { url: schema.url, schema: schema.schema },
    nodes,
    shopId,
    roomId,
    clock,
    faults,
    addSku: (onHand, priceMinor = 1_290) => addSku({ sql, shopId, roomId, node: nodes[0]!, now }, onHand, priceMinor),
    addBuyers: (count) => addBuyers(sql, count),
    setTerms: (terms) => setTerms(sql, shopId, terms),
    async stop() {
      for (const node of nodes) await node.close();
      for (const node of nodes.slice(1)) await node.sql.end({ timeout: 1 });
      await schema.drop();
    },
  };
}

/** One more server of a world, in whatever process. */
export function joinSale(place: SalePlace, options: WorldOptions): Promise<SaleNode> {
  const sql = connect(place.url, { max: options.connections ?? 12, schema: place.schema });
  const onFault = (error: unknown) => {
    throw error;
  };
  return startNode({ sql, now: Date.now, faults: { push: onFault } as never, options, migrates: false });
}

/** Who asks, as the double reads it from the request. */
export interface As {
  readonly account?: string;
  readonly roles?: Record<string, Role[]>;
  readonly operator?: true;
}

const agent = new Agent({ keepAlive: true, maxSockets: 250 });

/** One request over real HTTP, with connections that stay. */
export function ask(
  url: string,
  method: string,
  target: string,
  as: As = {},
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const text = typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body);
  const all = {
    ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
    ...(as.account ? { 'x-test-account': as.account } : {}),
    ...(as.operator ? { 'x-test-operator': 'yes' } : {}),
    ...(as.roles ? { 'x-test-roles': JSON.stringify(as.roles) } : {}),
    ...headers,
  };
  return new Promise((resolve, reject) => {
    const request = httpRequest(new URL(target, url), { method, agent, headers: all }, (response) => {
      let received = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        received += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode!, body: JSON.parse(received || '{}') }));
    });
    request.on('error', reject);
    request.end(text);
  });
}

interface NodeNeeds {
  readonly sql: Sql;
  readonly now: () => number;
  readonly faults: unknown[];
  readonly options: WorldOptions;
  readonly migrates: boolean;
}

async function startNode({ sql, now, faults, options, migrates }: NodeNeeds): Promise<SaleNode> {
  const bus = createMemoryBus();
  const settings = settingsOf(options);
  const { mail = { send: async () => {} } } = options;
  const { text } = await saleTexts();
  const quiet = { error: () => {} };
  const features = createFeatures({ settings, sql, bus, mail, text, now, log: quiet, ownUrl: '' } as never);
  if (migrates) await migrate(sql, migrationsOf(features));
  const onFault = (error: unknown) => void faults.push(error);
  const transact = createTransact({ sql, now, publish: bus.publish });
  let url = '';
  const providers = [options.provider({ sql, now, url: () => url })].flat();
  const { stock, waitlist, ledger, catalog, rooms, shops, deals, coupons, carts, addresses } = features;
  const { reviews, verification } = features;
  const payments = createPayments({
    ...{ sql, now, providers, onFault },
    settle: (outcome) => orders.settle(outcome),
    payOut: (paid) =>
      transact(async (tx) => ledger.postPayout(tx, { ...paid, shopId: await shops.onlyRealShop(tx.sql) })),
  });
  // A few accounts stand for many buyers, so the limit of unpaid orders is off unless a test is about it.
  const { heldOrdersMax = Number.POSITIVE_INFINITY } = options;
  const orders = createOrders({
    ...{ sql, transact, now, newId: randomUUID, holdMs: options.holdMs ?? 600_000, stock, payments, ledger, onFault },
    ...{
      ...{ readSkus: catalog.readSkus, codesOf: catalog.codesOf },
      ...{ readRoom: rooms.readRoom, liveBags: rooms.liveBags, expelled: rooms.expelled },
      holdTerms: shops.holdTerms,
      holdAccounts,
      heldOrdersMax,
      waitlist,
      deals,
      coupons,
      carts,
      linkSecret: settings.secret,
      noteLetters: (tx, news) => fulfilment.noteLetters(tx, news),
      heardLanguage: (accountId, language) => fulfilment.heardLanguage(accountId, language),
    },
  });
  const log = { error: ({ err }: { err: unknown }) => onFault(err) };
  const post = { mail, text, log };
  const fulfilment = fulfilmentOf({ sql, transact, now, settings, ...post, all: features } as never, orders);
  const app = await createApp();
  const sales = [payments, ledger, catalog, stock, waitlist, deals, coupons, carts, addresses, fulfilment];
  for (const feature of [orders, ...sales, reviews, verification]) feature.routes(app);
  await app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return {
    ...{ url, sql, orders, payments, fulfilment, features },
    async close() {
      await app.close();
      await orders.close();
      await fulfilment.close();
      await bus.close();
    },
  };
}

function settingsOf({ dataDir = '/nonexistent' }: WorldOptions) {
  return {
    secret: 'a secret for tests that is long enough',
    publicUrl: 'http://shop.example',
    mediaPublicUrl: 'http://shop.example:3001',
    ...{ dataDir, holdMinutes: 10, waitlistTurnMinutes: 10 },
  };
}

async function createApp() {
  return createHttp({
    publicUrl: 'http://shop.example',
    mediaPublicUrl: 'http://shop.example:3001',
    actorOf: async (headers) => actorOf(headers),
    refusals,
    texts: await saleTexts(),
    uploadBytesMax: 1_000,
    requestsPerMinuteMax: 1_000_000,
  });
}

function actorOf(headers: IncomingHttpHeaders): Actor {
  const accountId = (headers['x-test-account'] as string | undefined) ?? null;
  return {
    viewerId: accountId ?? 'guest',
    accountId,
    name: accountId,
    sessionId: null,
    expiresAt: Number.MAX_SAFE_INTEGER,
    operator: headers['x-test-operator'] === 'yes',
    roles: JSON.parse((headers['x-test-roles'] as string | undefined) ?? '{}'),
  };
}

async function seed(sql: Sql, shopId: string, roomId: string): Promise<void> {
  await sql`insert into accounts (id, name, email) values ('hana', 'Hana Seo', 'host@livestall.example')`;
  await sql`insert into shops (id, name, currency, country, language) values (${shopId}, 'Lindt & Daughters', 'EUR', 'DE', 'en')`;
  await sql`insert into rooms (id, shop_id, host_id, title, state, created_at, live_at)
    values (${roomId}, ${shopId}, 'hana', 'Scarves', 'live', now(), now())`;
}

async function setTerms(sql: Sql, shopId: string, { tax, delivery, sandbox }: Partial<ShopTerms>): Promise<void> {
  const { methods, ...pickup } = delivery ?? {};
  await sql`update shops set tax = coalesce(${json(tax)}::text::jsonb, tax), sandbox = coalesce(${sandbox ?? null}, sandbox),
    delivery = delivery || ${json(pickup)}::text::jsonb,
    delivery_methods = coalesce(${json(methods)}::text::jsonb, delivery_methods) where id = ${shopId}`;
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

async function addBuyers(sql: Sql, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => `buyer_${randomUUID().replaceAll('-', '')}`);
  await sql`insert into accounts (id, name, email)
    select id, 'Vera', id || '@livestall.example' from unnest(${ids}::text[]) as t (id)`;
  return ids;
}

async function addSku(
  world: { sql: Sql; shopId: string; roomId: string; node: SaleNode; now: () => number },
  onHand: number,
  priceMinor: number,
): Promise<{ skuId: string; productId: string }> {
  const { sql, shopId, roomId, node, now } = world;
  const [skuId, productId] = [randomUUID(), randomUUID()];
  await sql`insert into products (id, shop_id, title, description, state, at) values (${productId}, ${shopId}, 'Scarf', '', 'shown', now())`;
  await sql`insert into skus (id, shop_id, product_id, name, price_minor, place, for_sale)
    values (${skuId}, ${shopId}, ${productId}, '', ${priceMinor}, 0, true)`;
  // A bag has room for so many; what is beyond it can be bought all the same.
  await sql`insert into room_bag (room_id, shop_id, product_id, place)
    select ${roomId}, ${shopId}, ${productId}, count(*) + 1 from room_bag where room_id = ${roomId} having count(*) < 200`;
  const transact = createTransact({ sql, now, publish: () => {} });
  await transact((tx) => node.features.stock.setOnHand(tx, [{ skuId, shopId, onHand }], null));
  return { skuId, productId };
}
