import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createMemoryProvider } from '../features/payments/server/memory-provider.ts';
import { isRefusal } from '../platform/kit/refusal.ts';
import { joinSale, type SalePlace } from '../tools/sale-world.ts';

export type Goods = readonly { readonly skuId: string; readonly roomId: string }[];

export interface BuyingTask {
  readonly place: SalePlace;
  readonly goods: Goods;
  readonly seconds: number;
  readonly buyers: readonly string[];
}

export interface Bought {
  readonly orders: number;
  readonly seconds: number;
  readonly p99Ms: number;
  readonly overloaded: number;
}

const address = { name: 'Vera', line1: 'Main 1', line2: '', postcode: '1', city: 'Berlin', country: 'DE', phone: '' };
const nobody = { viewerId: 'bench', sessionId: null, expiresAt: Number.MAX_SAFE_INTEGER, operator: false, roles: {} };
const method = { provider: 'sandbox', card: 'ok' } as const;
const warmUpMs = 1_000;

/** One server's process with its buyers, each buying again as soon as the order before is paid. */
const [task] = (await once(process, 'message')) as [BuyingTask];
const node = await joinSale(task.place, { provider: () => createMemoryProvider({ secret: 'bench' }), connections: 20 });
process.send!('ready');
await once(process, 'message');
const took: number[] = [];
let overloaded = 0;
const startedAt = performance.now() + warmUpMs;
const endAt = startedAt + task.seconds * 1_000;
await Promise.all(task.buyers.map((buyer, index) => buyOn(buyer, index)));
took.sort((a, b) => a - b);
const p99Ms = Math.round(took[Math.floor((took.length - 1) * 0.99)] ?? 0);
process.send!({ orders: took.length, seconds: task.seconds, p99Ms, overloaded } satisfies Bought);
await node.close();
await node.sql.end({ timeout: 1 });
process.disconnect();

async function buyOn(buyer: string, first: number): Promise<void> {
  for (let turn = first; performance.now() < endAt; turn += 7) {
    const { skuId, roomId } = task.goods[turn % task.goods.length]!;
    const before = performance.now();
    const body = { id: randomUUID(), roomId, lines: [{ skuId, quantity: 1 }], address, method };
    const order = await node.orders.place({ ...nobody, accountId: buyer, name: 'Vera' }, body as never);
    if (isRefusal(order) && order.refused === 'overloaded') {
      overloaded += 1;
      continue;
    }
    if (isRefusal(order) || order.state !== 'paid') throw new Error(`Not paid: ${JSON.stringify(order)}`);
    if (before >= startedAt && performance.now() < endAt) took.push(performance.now() - before);
  }
}
