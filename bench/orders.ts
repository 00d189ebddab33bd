import { randomUUID } from 'node:crypto';
import { holdAccounts } from '../features/accounts/server/store.ts';
import { createQueues, place } from '../features/orders/server/buying.ts';
import { walk } from '../features/orders/server/courses.ts';
import type { OrdersNeeds } from '../features/orders/server/needs.ts';
import { commitPurchases } from '../features/orders/server/purchases.ts';
import { createRoomShops } from '../features/orders/server/room-shops.ts';
import { createMemoryProvider } from '../features/payments/server/memory-provider.ts';
import { createTransact } from '../platform/beat/transact.ts';
import { isRefusal } from '../platform/kit/refusal.ts';
import { findWrongs } from '../tools/sale-books.ts';
import { type SaleWorld, startSale } from '../tools/sale-world.ts';
import { startTestDatabase, testDatabaseVariable } from '../tools/test-database.ts';

/**
 * Purchases of one hot SKU, from the hold to the paid order with its facts and book entries: our batched way against a
 * transaction per order with the same statements, in the same run, on the same PostgreSQL with fsync as it comes. The
 * payment provider is the memory twin, so that its speed does not count. `npm run bench:orders -- --seconds 8`.
 */
const secondsDefault = 8;
const asked = process.argv.indexOf('--seconds');
const seconds = asked > 0 ? Number(process.argv[asked + 1]) : secondsDefault;
const buyersAtOnce = 2_000;
const connections = 8;
const units = 1_000_000;
const address = { name: 'Vera', line1: 'Main 1', line2: '', postcode: '1', city: 'Berlin', country: 'DE', phone: '' };
const nobody = { viewerId: 'bench', sessionId: null, expiresAt: Number.MAX_SAFE_INTEGER, operator: false, roles: {} };
const method = { provider: 'sandbox', card: 'ok' } as const;

const database = await startTestDatabase({ durable: true });
process.env[testDatabaseVariable] = database.url;
const world = await startSale({ provider: () => createMemoryProvider({ secret: 'bench' }), connections });
try {
  const buyers = await world.addBuyers(buyersAtOnce);
  const batched = await measure(buyersAtOnce, await batchedWay(world, buyers));
  const single = await measure(connections, await singleWay(world, buyers));
  const alone = await measure(1, await singleWay(world, buyers));
  const wrongs = await findWrongs(world.sql);
  for (const wrong of wrongs) console.error(wrong);
  console.log(
    JSON.stringify({
      ...{ bench: 'orders', unit: 'paid orders/s on one SKU', seconds, buyersAtOnce, connections },
      ...{ batched, transactionPerOrder: single, transactionPerOrderOneConnection: alone },
      times: Number((batched.perSecond / Math.max(single.perSecond, alone.perSecond)).toFixed(1)),
      booksAddUp: wrongs.length === 0,
    }),
  );
} finally {
  await world.stop();
  await database.stop();
}

type Buy = (buyer: number) => Promise<unknown>;

async function batchedWay(sale: SaleWorld, buyers: readonly string[]): Promise<Buy> {
  const { skuId } = await sale.addSku(units);
  const needs = needsOf(sale);
  const queues = createQueues(needs);
  return async (buyer) => {
    const actor = { ...nobody, accountId: buyers[buyer]!, name: 'Vera' };
    const order = await place(needs, queues, actor, { ...purchaseOf(sale, skuId) });
    if (isRefusal(order) || order.state !== 'paid') throw new Error(`Not paid: ${JSON.stringify(order)}`);
  };
}

/** What one would write first: hold in a transaction, pay, settle in a transaction; each order by itself. */
async function singleWay(sale: SaleWorld, buyers: readonly string[]): Promise<Buy> {
  const { skuId } = await sale.addSku(units);
  const needs = needsOf(sale);
  const rooms = createRoomShops(needs);
  return async (buyer) => {
    const body = purchaseOf(sale, skuId);
    const accountId = buyers[buyer]!;
    const actor = { ...nobody, accountId, name: 'Vera' };
    const [placed] = await commitPurchases(needs, rooms, [{ ...body, actor, accountId, sum: 'sum' }]);
    if (isRefusal(placed)) throw new Error(`Not placed: ${placed.refused}`);
    const { id } = body;
    const ids = { orderId: id, paymentId: id, reference: id, refundId: randomUUID() };
    const { answers } = await needs.transact((tx) => walk(needs, tx, [{ kind: 'captured', ...ids }]));
    if (isRefusal(answers[0])) throw new Error(`Not paid: ${answers[0].refused}`);
  };
}

/** So many buyers, each buying again as soon as the order before is paid. */
async function measure(workers: number, buy: Buy) {
  const took: number[] = [];
  const startedAt = performance.now();
  const endAt = startedAt + seconds * 1_000;
  await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      while (performance.now() < endAt) {
        const before = performance.now();
        await buy(worker);
        took.push(performance.now() - before);
      }
    }),
  );
  const perSecond = Math.round((took.length / (performance.now() - startedAt)) * 1_000);
  took.sort((a, b) => a - b);
  const at = (share: number) => Math.round(took[Math.floor((took.length - 1) * share)]!);
  return { perSecond, orders: took.length, p50Ms: at(0.5), p99Ms: at(0.99) };
}

function purchaseOf(sale: SaleWorld, skuId: string) {
  return { id: randomUUID(), roomId: sale.roomId, lines: [{ skuId, quantity: 1 }], address, method };
}

function needsOf({ sql, nodes }: SaleWorld): OrdersNeeds {
  const { features, payments } = nodes[0]!;
  return {
    ...{ sql, now: Date.now, newId: randomUUID, holdMs: 600_000, payments },
    transact: createTransact({ sql, now: Date.now, publish: () => {} }),
    ...{ readSkus: features.catalog.readSkus, readRoom: features.rooms.readRoom, holdAccounts },
    liveBags: features.rooms.liveBags,
    expelled: features.rooms.expelled,
    heldOrdersMax: Number.POSITIVE_INFINITY,
    ...{
      stock: features.stock,
      deals: features.deals,
      coupons: features.coupons,
      waitlist: features.waitlist,
      carts: features.carts,
      linkSecret: 'a secret for benches that is long enough',
      ledger: features.ledger,
      holdTerms: features.shops.holdTerms,
    },
    onFault: (error) => {
      throw error;
    },
  };
}
