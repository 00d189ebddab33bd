import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { Registry } from 'prom-client';
import { pictureBytesMax } from '../../features/catalog/protocol.ts';
import { goneLinesOf } from '../../features/moderation/moderation-view.ts';
import type { Room } from '../../features/rooms/protocol.ts';
import { Gateway } from '../../platform/beat/gateway.ts';
import { forgetCommands } from '../../platform/beat/once.ts';
import { readFacts, readHeads } from '../../platform/beat/read-facts.ts';
import type { Bus } from '../../platform/bus/bus.ts';
import { connect, type Sql } from '../../platform/db/connect.ts';
import { migrate } from '../../platform/db/migrate.ts';
import { createAddressOf } from '../../platform/http/address-of.ts';
import type { App } from '../../platform/http/app.ts';
import { docs } from '../../platform/http/docs.ts';
import { createHttp } from '../../platform/http/http.ts';
import { observe } from '../../platform/http/observe.ts';
import { pages } from '../../platform/http/pages.ts';
import { readTexts, type Texts } from '../../platform/http/texts.ts';
import type { TlsPair } from '../../platform/http/tls-files.ts';
import { createPgJobs } from '../../platform/jobs/pg-jobs.ts';
import type { Passing } from '../../platform/kit/passing.ts';
import { createMail } from '../../platform/mail/create-mail.ts';
import { createQueuedMail } from '../../platform/mail/queued-mail.ts';
import { createSocketMeter } from '../../platform/socket/meters.ts';
import { createSocketServer } from '../../platform/socket/socket-server.ts';
import { localUrl, type RunningSettings } from '../settings.ts';
import { folds } from '../streams.ts';
import { createFeatures, type Features } from './app.ts';
import { createBus } from './bus.ts';
import { forgetOldDemos } from './demo/forget.ts';
import { hasDemoFile, seedDemo } from './demo/seed.ts';
import { offlinePage } from './first-pages/offline.ts';
import { roomPage } from './first-pages/room.ts';
import { lanCertificate, readServerTls } from './https.ts';
import { deriveKey } from './keys.ts';
import { migrationsOf } from './migrations-of.ts';
import { refusals } from './refusals.ts';
import { checkBooksOften, watchBooks } from './watch-books.ts';

export interface RunningServer {
  listen(): Promise<void>;
  close(): Promise<void>;
}

const hourMs = 3_600_000;
const root = path.join(import.meta.dirname, '../..');

/** The server process: settings in, a listening server out. Nothing here is known to any feature. */
export async function createServer(
  settings: RunningSettings,
  log: FastifyBaseLogger,
  passing?: Passing,
): Promise<RunningServer> {
  const now = Date.now;
  const tls = readServerTls(settings);
  const sql = connect(settings.databaseUrl);
  const registry = new Registry();
  const bus = createBus(settings.natsUrl, log, registry);
  const post = await createPost(settings, log);
  const texts = await readTexts(messageFolders());
  const ownUrl = localUrl(settings.host, settings.port);
  const features = createFeatures({
    ...{ settings, sql, bus, mail: post.mail, post: post.direct, now, log, ownUrl, text: texts.text, passing },
  });
  await migrate(sql, migrationsOf(features));

  let ready = false;
  const app = await createApp(settings, features, {
    registry,
    log,
    texts,
    tls: tls?.pair,
    ready: async () => ready && (await answers(sql)),
    bus: bus.state,
  });
  const live = createLive({ settings, features, app, sql, bus, log, registry });
  watchBooks(registry, features.ledger.readReport);
  const stopSweeping = startSweeping(features, { sql, log });
  const unfollowTls = tls?.follow(app, log);

  return {
    async listen() {
      await app.listen({ host: settings.host, port: settings.port });
      await seed(settings, features, app, { sql, log });
      ready = true;
    },
    /** First whoever asks for something, then what is in flight, then what it all stands on. */
    async close() {
      ready = false;
      unfollowTls?.();
      await stopSweeping();
      await live.closeSockets();
      await app.close();
      live.closeGateway();
      await features.barrage.close();
      await features.orders.close();
      await features.fulfilment.close();
      await features.accounts.settled();
      await bus.close();
      await post.close();
      await sql.end({ timeout: 5 });
    },
  };
}

/** Letters go through the database, so that one whose mail server is down is sent later. */
async function createPost(settings: RunningSettings, log: FastifyBaseLogger) {
  const jobs = await createPgJobs({ url: settings.databaseUrl, log });
  const key = Buffer.from(deriveKey(settings.secret, 'mail'), 'base64url');
  const direct = createMail(settings);
  const mail = await createQueuedMail({ jobs, mail: direct, key });
  return {
    mail,
    direct,
    async close() {
      await jobs.close();
      await mail.close();
    },
  };
}

function startSweeping(features: SeedFeatures, { sql, log }: SeedParts): () => Promise<void> {
  const { transact } = features;
  const stopOrders = features.orders.start();
  const stopWaitlist = features.waitlist.start();
  const stopLetters = features.fulfilment.start();
  const stopBooks = checkBooksOften(features.ledger, log);
  const forget = () =>
    forgetOldDemos({ sql, transact, now: Date.now, features }).catch((err: unknown) => {
      log.error({ err }, 'old demo shows could not be deleted');
    });
  let forgetting = forget();
  const hourly = setInterval(() => {
    features.accounts.sweep().catch((err: unknown) => log.error({ err }, 'the sweep of old sessions failed'));
    forgetCommands(sql, Date.now()).catch((err: unknown) => log.error({ err }, 'old commands could not be deleted'));
    forgetting = forgetting.then(forget);
  }, hourMs);
  return async () => {
    clearInterval(hourly);
    await forgetting;
    await stopBooks();
    await stopWaitlist();
    await stopOrders();
    await stopLetters();
  };
}

type SeedFeatures = ReturnType<typeof createFeatures>;

interface SeedParts {
  readonly sql: Sql;
  readonly log: FastifyBaseLogger;
}

interface LiveNeeds {
  readonly settings: RunningSettings;
  readonly features: Features;
  readonly app: App;
  readonly sql: Sql;
  readonly bus: Bus;
  readonly log: FastifyBaseLogger;
  readonly registry: Registry;
}

/** The gateway and the sockets in front of it. */
function createLive({ settings, features, app, sql, bus, log, registry }: LiveNeeds) {
  const now = Date.now;
  const meter = createSocketMeter(registry);
  const gateway = new Gateway({
    store: {
      readHeads: (streams) => readHeads(sql, streams),
      readFacts: (stream, after, limit) => readFacts(sql, stream, after, limit),
    },
    bus,
    folds,
    readTalk: (roomId, after, limit) => features.barrage.readTalk(roomId, after ?? null, limit),
    goneLines: goneLinesOf,
    expelled: (inRooms) => features.rooms.expelled(sql, inRooms),
    readActors: (sessionIds) => features.accounts.readActors(sessionIds, features.shops.rolesOfMany),
    limits: { readableLinesPerSecond: settings.readableLinesPerSecond, beatMs: settings.beatMs },
    now,
    log,
    meter,
  });
  const sockets = createSocketServer({
    httpServer: app.server,
    allowedOrigins: [new URL(settings.publicUrl).origin],
    actorOf: features.accounts.actorOf,
    addressOf: createAddressOf(settings.trustedProxies),
    readRoom: (roomId) => features.rooms.readRoom(sql, roomId),
    // The room that was read on the line above comes back whole.
    mayEnter: async (room, actor) => (await features.rooms.refused(sql, room as Room, actor)) === null,
    gateway,
    commands: [...features.rooms.commands, ...features.barrage.commands, ...features.moderation.commands],
    log,
    now,
    meter,
  });
  return { closeSockets: () => sockets.close(), closeGateway: () => gateway.close() };
}

interface AppParts {
  readonly texts: Texts;
  readonly tls: TlsPair | undefined;
  readonly registry: Registry;
  readonly log: FastifyBaseLogger;
  readonly ready: () => Promise<boolean>;
  readonly bus: () => string;
}

async function createApp(
  settings: RunningSettings,
  features: Features,
  { registry, log, texts, tls, ready, bus }: AppParts,
): Promise<App> {
  const { accounts, shops, rooms, payments } = features;
  const app = await createHttp({
    publicUrl: settings.publicUrl,
    mediaPublicUrl: settings.mediaPublicUrl,
    actorOf: accounts.actorOf,
    refusals,
    texts,
    uploadBytesMax: pictureBytesMax,
    addressOf: createAddressOf(settings.trustedProxies),
    outside: payments.outside,
    tls,
    // A certificate made on the spot may be gone at the next start; the browser would then not come back at all.
    strictTransport: settings.publicUrl.startsWith('https:') && !settings.lan,
    log,
  });
  observe(app, { registry, ready, bus, metricsToken: settings.metricsToken });
  await docs(app);
  lanCertificate(app, settings);
  const { catalog, stock, waitlist, barrage, deals, coupons, carts, moderation, addresses, orders, ledger } = features;
  const { fulfilment, reviews, verification } = features;
  const people = [accounts, shops, rooms, barrage, moderation, reviews, verification];
  const goods = [catalog, stock, waitlist, deals, coupons, carts];
  for (const feature of [...people, ...goods, payments, addresses, orders, fulfilment, ledger]) feature.routes(app);
  await pages(app, {
    ...{ folder: path.join(root, 'apps/web/dist'), onPage: accounts.guestHook },
    ...{ scripts: ['app-'], kinds: [roomPage(texts)], offline: offlinePage(texts) },
  });
  return app;
}

/** The texts of every feature, and of the edges themselves. */
function messageFolders(): Record<string, string> {
  const folders: Record<string, string> = { platform: path.join(root, 'platform/http/messages') };
  for (const noun of readdirSync(path.join(root, 'features')))
    folders[noun] = path.join(root, 'features', noun, 'messages');
  // Only the server says these, in the language of the page that a merchant writes.
  folders.outlines = path.join(root, 'features/shops/server/outlines');
  return folders;
}

async function answers(sql: Sql): Promise<boolean> {
  await sql`select 1`;
  return true;
}

/**
 * At the first start of an installation that has no shop, and again only if that start was cut short. A demo that cannot
 * be made is a fault to be logged, not a reason to keep a shop closed.
 */
async function seed(settings: RunningSettings, features: SeedFeatures, app: App, parts: SeedParts): Promise<void> {
  const { shops, accounts, transact } = features;
  const { sql, log } = parts;
  if (!settings.shopDemo || (await hasDemoFile(settings.dataDir))) return;
  if ((await shops.readShops(sql)).some((shop) => !shop.demo)) return;
  await seedDemo({
    app,
    publicUrl: settings.publicUrl,
    dataDir: settings.dataDir,
    secret: settings.secret,
    log,
    openShop: (shop) => transact((tx) => shops.createShop(tx, shop)),
    async addStaff(person, shopId, roles) {
      const { accountId } = await accounts.createStaffAccount(person);
      if (roles.length > 0) await transact((tx) => shops.giveRoles(tx, shopId, accountId, roles));
    },
  }).catch((err: unknown) => log.error({ err }, 'the demo shop could not be made'));
}
