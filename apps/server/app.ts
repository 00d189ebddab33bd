import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import { type Accounts, createAccounts } from '../../features/accounts/server/index.ts';
import { type AddressesFeature, createAddresses } from '../../features/addresses/server/index.ts';
import { usualPace } from '../../features/barrage/barrage.ts';
import { type Barrage, createBarrage } from '../../features/barrage/server/index.ts';
import type { CartsFeature } from '../../features/carts/server/index.ts';
import { type Catalog, createCatalog } from '../../features/catalog/server/index.ts';
import type { CouponsFeature } from '../../features/coupons/server/index.ts';
import type { DealsFeature } from '../../features/deals/server/index.ts';
import type { FulfilmentFeature } from '../../features/fulfilment/server/index.ts';
import type { LedgerFeature } from '../../features/ledger/server/index.ts';
import { createMediaAddresses } from '../../features/media/server/index.ts';
import { createModeration, type Moderation } from '../../features/moderation/server/index.ts';
import { createOrders, type OrdersFeature } from '../../features/orders/server/index.ts';
import { createPayments, type PaymentsFeature } from '../../features/payments/server/index.ts';
import type { PaymentProvider } from '../../features/payments/server/provider.ts';
import { createSandboxProvider, deliverTo } from '../../features/payments/server/sandbox-provider.ts';
import { createStripeProvider } from '../../features/payments/server/stripe-provider.ts';
import type { ReviewsFeature } from '../../features/reviews/server/index.ts';
import { createRooms, type Rooms } from '../../features/rooms/server/index.ts';
import { createShops, type Shops } from '../../features/shops/server/index.ts';
import { createStock, type StockFeature } from '../../features/stock/server/index.ts';
import type { VerificationFeature } from '../../features/verification/server/index.ts';
import type { WaitlistFeature } from '../../features/waitlist/server/index.ts';
import { createTransact, type Transact } from '../../platform/beat/transact.ts';
import type { Bus } from '../../platform/bus/bus.ts';
import type { Sql } from '../../platform/db/connect.ts';
import type { Texts } from '../../platform/http/texts.ts';
import type { Passing } from '../../platform/kit/passing.ts';
import type { Mail } from '../../platform/mail/mail.ts';
import type { RunningSettings } from '../settings.ts';
import { createCartsOf } from './carts.ts';
import { fulfilmentOf } from './fulfilment.ts';
import { deriveKey, mediaKeyOf, setupKeyOf } from './keys.ts';
import { createLedgerOf } from './ledger.ts';
import { mailStateOf } from './mail-state.ts';
import { createOffers } from './offers.ts';
import { createTrust } from './trust.ts';
import { createWaitlistOf } from './waitlist.ts';

export interface FeatureNeeds {
  readonly settings: RunningSettings;
  readonly sql: Sql;
  readonly bus: Bus;
  readonly mail: Mail;
  /** The same post without its queue. */
  readonly post: Mail;
  readonly now: () => number;
  readonly log: FastifyBaseLogger;
  /** Where this server itself answers, for a provider that posts to it. */
  readonly ownUrl: string;
  readonly text: Texts['text'];
  readonly passing?: Passing | undefined;
}

/** Every feature, once. */
export interface Features {
  readonly accounts: Accounts;
  readonly shops: Shops;
  readonly rooms: Rooms;
  readonly catalog: Catalog;
  readonly stock: StockFeature;
  readonly waitlist: WaitlistFeature;
  readonly ledger: LedgerFeature;
  readonly barrage: Barrage;
  readonly moderation: Moderation;
  readonly deals: DealsFeature;
  readonly coupons: CouponsFeature;
  readonly carts: CartsFeature;
  readonly addresses: AddressesFeature;
  readonly payments: PaymentsFeature;
  readonly orders: OrdersFeature;
  readonly fulfilment: FulfilmentFeature;
  readonly reviews: ReviewsFeature;
  readonly verification: VerificationFeature;
}

interface Parts extends FeatureNeeds {
  readonly transact: Transact;
  readonly publish: Bus['publish'];
  /** All features, for an arrow that looks into it when it is called: long after all stand. */
  readonly all: Features;
}

const minuteMs = 60_000;

/** Lists every feature and hands each what it needs of the others. */
export function createFeatures(needs: FeatureNeeds): Features & { readonly transact: Transact } {
  const { sql, now, bus } = needs;
  const transact = createTransact({ sql, now, publish: bus.publish, passing: needs.passing });
  const all = {} as { -readonly [K in keyof Features]: Features[K] };
  const parts: Parts = { ...needs, transact, publish: bus.publish, all };
  Object.assign(all, createPeople(parts));
  Object.assign(all, createGoods(parts));
  Object.assign(all, createSales(parts));
  Object.assign(all, createTalking(parts));
  Object.assign(all, { fulfilment: fulfilmentOf(parts, all.orders) });
  Object.assign(all, createTrust(parts));
  return { ...all, transact };
}

function createTalking(parts: Parts): Pick<Features, 'barrage' | 'moderation'> {
  const { all } = parts;
  const { readRoom } = all.rooms;
  const { namesOf } = all.accounts;
  const barrage = createBarrage({
    ...parts,
    readRoom,
    namesOf,
    subscribe: parts.bus.subscribe,
    enterRoom: all.rooms.enterRoom,
    hasBought: all.orders.hasBought,
    pace: { ...usualPace, linesMax: parts.settings.linesPerTenSeconds },
    talkRules: (from, room, at) => all.moderation.talkRules(from, room, at),
  });
  const moderation = createModeration({
    ...parts,
    readRoom,
    namesOf,
    holdLine: barrage.holdLine,
    removeLine: barrage.removeLine,
    async standingOf(from, shopId, accountId) {
      const [accounts, roles] = [
        await all.accounts.readAccounts(from, [accountId]),
        await all.shops.rolesOf(from, accountId),
      ];
      return { roles: roles[shopId] ?? [], operator: accounts.get(accountId)?.operator ?? false };
    },
  });
  return { barrage, moderation };
}

function createPeople(parts: Parts): Pick<Features, 'accounts' | 'shops' | 'addresses'> {
  const { settings, sql, all } = parts;
  const shops = createShops({
    ...parts,
    accountByEmail: (email) => all.accounts.accountByEmail(sql, email),
    holdAccount: (tx, accountId) => all.accounts.holdAccount(tx.sql, accountId),
    readAccounts: (from, ids) => all.accounts.readAccounts(from, ids),
    hasOrders: (from, shopId) => all.orders.hasOrders(from, shopId),
    mailState: mailStateOf(settings),
  });
  const accounts = createAccounts({
    ...parts,
    secret: deriveKey(settings.secret, 'accounts'),
    publicUrl: settings.publicUrl,
    rolesOf: shops.rolesOf,
    staffAmong: shops.staffAmong,
    setupKey: (number) => setupKeyOf(settings.secret, number),
    shopOpened: shops.hasRealShop,
    letterSender: shops.onlySender,
    moveOwned: [
      (tx, from, to) => all.orders.moveOwned(tx, from, to),
      (tx, from, to) => all.waitlist.moveOwned(tx, from, to),
      (tx, from, to) => all.fulfilment.moveOwned(tx, from, to),
      (tx, from, to) => all.deals.moveOwned(tx, from, to),
      (tx, from, to) => all.coupons.moveOwned(tx, from, to),
      (tx, from, to) => all.carts.moveOwned(tx, from, to),
      (tx, from, to) => all.addresses.moveOwned(tx, from, to),
      (tx, from, to) => all.shops.moveOwned(tx, from, to),
      (tx, from, to) => all.barrage.moveOwned(tx, from, to),
      (tx, from, to) => all.moderation.moveOwned(tx, from, to),
      (tx, from, to) => all.reviews.moveOwned(tx, from, to),
    ],
  });
  const addresses = createAddresses({ ...parts, holdAccounts: accounts.holdAccounts });
  return { accounts, shops, addresses };
}

function createGoods(parts: Parts): Pick<Features, 'stock' | 'catalog' | 'rooms'> {
  const { settings, bus, now, all } = parts;
  const stock = createStock({
    ...parts,
    namesOf: (from, ids) => all.accounts.namesOf(from, ids),
    roomsOfSkus: (from, skuIds) => all.catalog.roomsOfSkus(from, skuIds),
    subscribe: bus.subscribe,
    offer: (tx, free) => all.waitlist.offer(tx, free),
  });
  const catalog = createCatalog({
    ...parts,
    dataDir: settings.dataDir,
    holdMinutes: settings.holdMinutes,
    currencyOf: all.shops.currencyOf,
    namesOf: all.accounts.namesOf,
    setOnHand: stock.setOnHand,
    readLeft: stock.readLeft,
    readOnHand: stock.readOnHand,
    reviewPicture: (pictureId) => all.reviews.pictureStanding(pictureId),
    shareLeft: stock.shareLeft,
    roomsOfProducts: (from, productIds) => all.rooms.roomsOfProducts(from, productIds),
  });
  const rooms = createRooms({
    ...parts,
    shopExists: async (from, shopId) => (await all.shops.currencyOf(from, shopId)) !== null,
    demoShops: all.shops.demoShops,
    namesOf: all.accounts.namesOf,
    tiesTo: all.shops.tiesTo,
    ownTies: all.shops.ownTies,
    readProducts: catalog.readProducts,
    productsForSale: catalog.productsForSale,
    describeProducts: catalog.describeProducts,
    pictureIn: catalog.pictureIn,
    media: createMediaAddresses({
      secret: mediaKeyOf(settings.secret),
      mediaPublicUrl: settings.mediaPublicUrl,
      clock: now,
    }),
  });
  return { stock, catalog, rooms };
}

function createSales(
  parts: Parts,
): Pick<Features, 'ledger' | 'waitlist' | 'deals' | 'coupons' | 'carts' | 'payments' | 'orders'> {
  const { settings, sql, now, log, transact, all } = parts;
  const onFault = (err: unknown) => log.error({ err }, 'fault');
  const { deals, coupons } = createOffers(parts);
  const waitlist = createWaitlistOf(parts, onFault);
  const carts = createCartsOf(parts);
  const ledger = createLedgerOf(parts);
  const payments = createPayments({
    ...{ sql, now, providers: createProviders(parts, onFault), onFault },
    settle: (outcome) => all.orders.settle(outcome),
    // The account at the provider is the installation's: what is paid out is the one real shop's.
    payOut: (paid) =>
      transact(async (tx) => ledger.postPayout(tx, { ...paid, shopId: await all.shops.onlyRealShop(tx.sql) })),
    note: (line) => log.info(line, 'webhook'),
  });
  const orders = createOrders({
    ...parts,
    newId: randomUUID,
    linkSecret: deriveKey(settings.secret, 'order links'),
    holdMs: settings.holdMinutes * minuteMs,
    ...{ readSkus: all.catalog.readSkus, codesOf: all.catalog.codesOf },
    holdTerms: all.shops.holdTerms,
    holdAccounts: all.accounts.holdAccounts,
    readRoom: all.rooms.readRoom,
    liveBags: all.rooms.liveBags,
    expelled: all.rooms.expelled,
    stock: all.stock,
    waitlist,
    deals,
    coupons,
    carts,
    payments,
    ledger,
    onFault,
    noteLetters: (tx, news) => all.fulfilment.noteLetters(tx, news),
    heardLanguage: (accountId, language) => all.fulfilment.heardLanguage(accountId, language),
  });
  return { ledger, waitlist, deals, coupons, carts, payments, orders };
}

/** The sandbox is always there; Stripe when its keys are. */
function createProviders({ settings, sql, now, ownUrl }: Parts, onFault: (error: unknown) => void): PaymentProvider[] {
  const sandbox = createSandboxProvider({
    sql,
    now,
    secret: deriveKey(settings.secret, 'sandbox payments'),
    deliver: deliverTo(`${ownUrl}/api/payments/sandbox/webhook`),
  });
  const {
    stripeSecretKey: secretKey,
    stripePublishableKey: publishableKey,
    stripeWebhookSecret: webhookSecret,
  } = settings;
  if (!secretKey || !publishableKey || !webhookSecret) return [sandbox];
  return [
    sandbox,
    createStripeProvider({ secretKey, publishableKey, webhookSecret, apiUrl: settings.stripeApiUrl, onFault }),
  ];
}
