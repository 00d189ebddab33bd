import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { createAccounts } from '../../features/accounts/server/index.ts';
import { createBarrage } from '../../features/barrage/server/index.ts';
import { createCatalog } from '../../features/catalog/server/index.ts';
import { createLedger } from '../../features/ledger/server/index.ts';
import { createMediaAddresses } from '../../features/media/server/index.ts';
import { createOrders } from '../../features/orders/server/index.ts';
import { createPayments } from '../../features/payments/server/index.ts';
import { createSandboxProvider, deliverTo } from '../../features/payments/server/sandbox-provider.ts';
import { createRooms } from '../../features/rooms/server/index.ts';
import { createShops } from '../../features/shops/server/index.ts';
import { createStock } from '../../features/stock/server/index.ts';
import { createTransact } from '../../platform/beat/transact.ts';
import type { Bus } from '../../platform/bus/bus.ts';
import type { Reader, Sql } from '../../platform/db/connect.ts';
import type { Migration } from '../../platform/db/migrate.ts';
import type { Mail } from '../../platform/mail/mail.ts';
import type { RunningSettings } from '../settings.ts';
import { deriveKey } from './keys.ts';

export interface FeatureNeeds {
  readonly settings: RunningSettings;
  readonly sql: Sql;
  readonly bus: Bus;
  readonly mail: Mail;
  readonly now: () => number;
  readonly log: FastifyBaseLogger;
  /** Where this server itself answers, for a provider that posts to it. */
  readonly ownUrl: string;
}

const minuteMs = 60_000;

/**
 * Lists every feature once and hands each what it needs of the others. Functions of a feature that comes later are handed
 * in as arrows: they are called when a request comes, long after all stand.
 */
export function createFeatures({ settings, sql, bus, mail, now, log, ownUrl }: FeatureNeeds) {
  const { publish } = bus;
  const transact = createTransact({ sql, now, publish });
  const onFault = (err: unknown) => log.error({ err }, 'fault');
  const common = { sql, transact, now, publish, log };

  const shops = createShops({
    ...common,
    accountByEmail: (email) => accounts.accountByEmail(sql, email),
    holdAccount: (tx, accountId) => accounts.holdAccount(tx.sql, accountId),
    readAccounts: (from, ids) => accounts.readAccounts(from, ids),
  });
  const accounts = createAccounts({
    ...common,
    secret: deriveKey(settings.secret, 'accounts'),
    publicUrl: settings.publicUrl,
    mail,
    rolesOf: shops.rolesOf,
    staffAmong: shops.staffAmong,
    moveOwned: [(tx, from, to) => orders.moveOwned(tx, from, to), (tx, from, to) => barrage.moveOwned(tx, from, to)],
  });
  const roomsOfSkus = async (from: Reader, skuIds: readonly string[]) => {
    const skus = await catalog.readSkus(from, skuIds);
    const byProduct = await rooms.roomsOfProducts(from, [...new Set([...skus.values()].map((sku) => sku.productId))]);
    return new Map([...skus].map(([skuId, { productId }]) => [skuId, byProduct.get(productId) ?? []]));
  };
  const stock = createStock({ now, roomsOfSkus, subscribe: bus.subscribe });
  const catalog = createCatalog({
    ...common,
    dataDir: settings.dataDir,
    currencyOf: shops.currencyOf,
    setOnHand: stock.setOnHand,
    readLeft: stock.readLeft,
    shareLeft: stock.shareLeft,
    roomsOfProducts: (from, productIds) => rooms.roomsOfProducts(from, productIds),
  });
  const rooms = createRooms({
    ...common,
    shopExists: async (from, shopId) => (await shops.currencyOf(from, shopId)) !== null,
    namesOf: accounts.namesOf,
    readProducts: catalog.readProducts,
    productsForSale: catalog.productsForSale,
    describeProducts: catalog.describeProducts,
    pictureIn: catalog.pictureIn,
    media: createMediaAddresses({ secret: settings.secret, mediaPublicUrl: settings.mediaPublicUrl, clock: now }),
  });
  const ledger = createLedger({ sql });
  const provider = createSandboxProvider({
    sql,
    now,
    secret: deriveKey(settings.secret, 'sandbox payments'),
    deliver: deliverTo(`${ownUrl}/api/payments/sandbox/webhook`),
  });
  const payments = createPayments({ sql, now, provider, settle: (outcome) => orders.settle(outcome), onFault });
  const orders = createOrders({
    ...common,
    newId: randomUUID,
    holdMs: settings.holdMinutes * minuteMs,
    readSkus: catalog.readSkus,
    readRoom: rooms.readRoom,
    stock,
    payments,
    ledger,
    onFault,
  });
  const barrage = createBarrage({
    ...common,
    readRoom: rooms.readRoom,
    namesOf: accounts.namesOf,
    hasBought: orders.hasBought,
  });

  return { transact, accounts, shops, rooms, catalog, stock, ledger, barrage, payments, orders };
}

export type Features = ReturnType<typeof createFeatures>;

/** In the order of dependence: a foreign key points to a table that is there. */
export function migrationsOf(features: Features): Migration[] {
  const { accounts, shops, rooms, catalog, stock, ledger, barrage, payments, orders } = features;
  const beat: Migration = { name: 'beat', folder: path.join(import.meta.dirname, '../../platform/beat/migrations') };
  const all = [accounts, shops, rooms, catalog, stock, ledger, barrage, payments, orders];
  return [beat, ...all.flatMap(({ migrations }) => migrations)];
}
