import { randomUUID } from 'node:crypto';
import { holdAccounts } from '../../features/accounts/server/store.ts';
import { createQueues } from '../../features/orders/server/buying.ts';
import type { OrdersNeeds } from '../../features/orders/server/needs.ts';
import { commitPurchases } from '../../features/orders/server/purchases.ts';
import { createRoomShops } from '../../features/orders/server/room-shops.ts';
import { createMemoryProvider } from '../../features/payments/server/memory-provider.ts';
import { createTransact } from '../../platform/beat/transact.ts';
import { isRefusal } from '../../platform/kit/refusal.ts';
import { findWrongs } from '../../tools/sale-books.ts';
import { type SaleWorld, startSale } from '../../tools/sale-world.ts';

export const callers = 512;
const connectionsMax = 64;
export const rowLockConnections = [4, 8, 16, 32, 64] as const;
/** Nobody has more than a few orders open, as in a shop: so many people take turns. */
const people = 20_000;
const units = 5_000_000;
const manySkus = 1_000;
const cartLines = 5;
/** Of Zipf's law: the n-th most wanted SKU is wanted 1/n as often as the first. */
const zipfExponent = 1;
const address = { name: 'Vera', line1: 'Main 1', line2: '', postcode: '1', city: 'Berlin', country: 'DE', phone: '' };
const method = { provider: 'sandbox', card: 'ok' } as const;

export interface Reservations {
  readonly oursPerSecond: number;
  readonly rowLockPerSecond: number;
  /** Which number of connections that was with. */
  readonly rowLockConnections: number;
  readonly zipfPerSecond: number;
  readonly cartsPerSecond: number;
  readonly booksAddUp: boolean;
}

/**
 * Durable reservations a second: units held, with the idempotency key, the order, its lines, its payment and its facts.
 * Through the product's own batches against one transaction for each request, which takes the same locks (`for update` on the
 * SKU's row) and writes the same rows with the same statements. No money has moved yet, so neither writes to the book.
 */
export async function measureReservations(seconds: number): Promise<Reservations> {
  const provider = () => createMemoryProvider({ secret: 'bench' });
  const world = await startSale({ provider, connections: connectionsMax });
  try {
    const buyers = await world.addBuyers(people);
    const hot = await world.addSku(units);
    const ours = await batched(world, buyers, seconds, () => [hot.skuId]);
    let best = { perSecond: 0, connections: 0 };
    for (const connections of rowLockConnections) {
      const { skuId } = await world.addSku(units);
      const perSecond = await rowLocked(world, { connections, buyers, skuId, seconds: seconds / 2 });
      console.error(`a transaction for each request, ${connections} connections: ${perSecond}/s`);
      if (perSecond > best.perSecond) best = { perSecond, connections };
    }
    const skus = await addSkus(world);
    const zipf = await batched(world, buyers, seconds, (turn) => [skus[zipfOf(turn, skus.length)]!]);
    const carts = await batched(world, buyers, seconds, (turn) => cartOf(skus, turn));
    const wrongs = await findWrongs(world.sql);
    for (const wrong of wrongs) console.error(wrong);
    return {
      ...{ oursPerSecond: ours, rowLockPerSecond: best.perSecond, rowLockConnections: best.connections },
      ...{ zipfPerSecond: zipf, cartsPerSecond: carts, booksAddUp: wrongs.length === 0 },
    };
  } finally {
    await world.stop();
  }
}

async function batched(
  world: SaleWorld,
  buyers: readonly string[],
  seconds: number,
  skusOf: (turn: number) => readonly string[],
): Promise<number> {
  const queues = createQueues(needsOf(world));
  return perSecond(callers, buyers, seconds, async (buyer, turn) => {
    const decision = await queues.purchases.submit(purchaseOf(world, buyer, skusOf(turn)));
    if (isRefusal(decision)) throw new Error(`Not placed: ${JSON.stringify(decision)}`);
  });
}

interface RowLocking {
  readonly connections: number;
  readonly buyers: readonly string[];
  readonly skuId: string;
  readonly seconds: number;
}

async function rowLocked(world: SaleWorld, { connections, buyers, skuId, seconds }: RowLocking): Promise<number> {
  const needs = needsOf(world);
  const rooms = createRoomShops(needs);
  return perSecond(connections, buyers, seconds, async (buyer) => {
    const [decision] = await commitPurchases(needs, rooms, [purchaseOf(world, buyer, [skuId])]);
    if (isRefusal(decision)) throw new Error(`Not placed: ${JSON.stringify(decision)}`);
  });
}

async function perSecond(
  atOnce: number,
  buyers: readonly string[],
  seconds: number,
  buy: (buyer: string, turn: number) => Promise<void>,
): Promise<number> {
  let done = 0;
  let begunOrders = 0;
  const begun = performance.now();
  const end = begun + seconds * 1_000;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (performance.now() < end) {
        const turn = begunOrders++;
        await buy(buyers[turn % buyers.length]!, turn);
        done += 1;
      }
    }),
  );
  return Math.round((done / (performance.now() - begun)) * 1_000);
}

async function addSkus(world: SaleWorld): Promise<string[]> {
  const skus: string[] = [];
  for (let index = 0; index < manySkus; index += 1) skus.push((await world.addSku(units)).skuId);
  return skus;
}

/** Spreads the turns evenly over Zipf's law, the same in each run. */
function zipfOf(turn: number, count: number): number {
  const share = (turn * 0.618_033_988_749_895) % 1;
  // The sum of 1/n up to n is close to ln(n) + 0.577, so its inverse is close to this.
  return Math.min(count - 1, Math.floor(Math.exp(share * Math.log(count)) ** (1 / zipfExponent)) - 1);
}

function cartOf(skus: readonly string[], turn: number): string[] {
  return Array.from({ length: cartLines }, (_, line) => skus[(turn * cartLines + line * 197) % skus.length]!);
}

const nobody = { viewerId: 'bench', sessionId: null, expiresAt: Number.MAX_SAFE_INTEGER, operator: false, roles: {} };

function purchaseOf(world: SaleWorld, accountId: string, skuIds: readonly string[]) {
  const lines = skuIds.map((skuId) => ({ skuId, quantity: 1 }));
  const actor = { ...nobody, accountId, name: 'Vera' };
  return { id: randomUUID(), roomId: world.roomId, lines, address, method, accountId, actor, sum: 'sum' };
}

function needsOf({ sql, nodes }: SaleWorld): OrdersNeeds {
  const { features, payments } = nodes[0]!;
  return {
    ...{ sql, now: Date.now, newId: randomUUID, holdMs: 3_600_000, payments },
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
