import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMemoryProvider } from '../../features/payments/server/memory-provider.ts';
import { type DeliveryTerms, firstMethod, firstTax } from '../../features/shops/terms.ts';
import { createChance } from '../../platform/beat/simulation/chance.ts';
import { findWrongs } from '../sale-books.ts';
import { type As, ask, type SaleWorld, startSale } from '../sale-world.ts';
import { moneyWrongs, wrongsIn } from './invariants.ts';
import { MemoryShop, shopId } from './memory-shop.ts';
import { readBooks } from './pg-books.ts';
import { drawId, Script, type ScriptAct } from './script.ts';

const seeds = 10;
const actsPerSeed = 26;
const holdMs = 600_000;
let world: SaleWorld;

beforeAll(async () => {
  const provider = createMemoryProvider({ secret: 'secret' });
  world = await startSale({ nodes: 2, holdMs, provider: () => provider });
});
afterAll(() => world.stop());

const staff = (role: 'host' | 'merchant'): As => ({ account: 'hana', roles: { [world.shopId]: [role] } });
const post = (path: string, as: As, body: object, node = 0) => ask(world.nodes[node]!.url, 'POST', path, as, body);

/** The same goods, deals, coupons and terms in PostgreSQL and in memory. */
async function openBoth(seed: number): Promise<MemoryShop> {
  const chance = createChance(seed + 1_000_000);
  const terms = {
    tax: { ...firstTax, rateBp: chance.oneOf([0, 1_900]), reducedBp: 700, pricesInclude: chance.percent(50) },
    delivery: drawWays(chance),
  };
  await world.setTerms(terms);
  const buyers = new Set(await world.addBuyers(3));
  const said = { currency: 'EUR', country: 'DE', sandbox: true, stripe: false, ...terms };
  const shop = new MemoryShop({ roomId: world.roomId, buyers, heldMax: Number.POSITIVE_INFINITY, holdMs, terms: said });
  for (let index = 0; index < 3; index += 1) {
    const [onHand, priceMinor] = [chance.between(1, 6), chance.between(500, 2_000)];
    const limitPerBuyer = index === 0 ? 2 : null;
    const livePriceMinor = index === 1 ? Math.ceil(priceMinor * 0.8) : null;
    const { skuId, productId } = await world.addSku(onHand, priceMinor);
    const taxClass = index === 2 ? 'reduced' : 'standard';
    await world.sql`update products set limit_per_buyer = ${limitPerBuyer}, tax_class = ${taxClass} where id = ${productId}`;
    await world.sql`update skus set live_price_minor = ${livePriceMinor} where id = ${skuId}`;
    const units = { onHand, noted: onHand, held: 0, sold: 0 };
    const sku = { skuId, productId, shopId, title: 'Scarf', skuName: '', currency: 'EUR', forSale: true };
    shop.skus.set(skuId, { ...sku, ...units, priceMinor, livePriceMinor, limitPerBuyer, taxClass });
    if (limitPerBuyer !== null) shop.limits.set(productId, limitPerBuyer);
  }
  await openOffers(shop, chance);
  return shop;
}

function drawWays(chance: ReturnType<typeof createChance>): DeliveryTerms {
  const way = (name: string, costMinor: number) => ({ ...firstMethod, id: drawId(chance), name, costMinor });
  const post = { ...way('Post', chance.oneOf([0, 390])), freeFromMinor: 2_500 };
  return { methods: [way('Express', 300), post], pickup: false, pickupNote: '' };
}

async function openOffers(shop: MemoryShop, chance: ReturnType<typeof createChance>): Promise<void> {
  const productIds = [...shop.skus.values()].map(({ productId }) => productId);
  for (const productId of productIds.slice(1)) {
    const off = { percentOff: chance.between(20, 50) };
    const deal = { id: drawId(chance), productId, off, units: 3, perBuyer: 2, countdownSeconds: 10, runSeconds: 60 };
    expect((await post(`/api/rooms/${world.roomId}/deals`, staff('host'), deal)).status).toBe(200);
    shop.deals = [...shop.deals, { ...deal, roomId: world.roomId, startsAt: null, endsAt: null, taken: 0 }];
  }
  const offs = [{ percentOff: 10 }, { amountMinor: 150 }];
  for (const [index, off] of offs.entries()) {
    const terms = {
      minimumMinor: index * 400,
      quota: 3,
      perPerson: 1,
      liveOnly: index === 1,
      stacks: true,
      endsAt: null,
    };
    const coupon = { id: drawId(chance), off, productIds, ...terms };
    const made = await post(`/api/shops/${world.shopId}/coupons`, staff('host'), { ...coupon, title: 'Off' });
    expect(made.status, JSON.stringify(made.body)).toBe(200);
    shop.coupons = [...shop.coupons, { ...coupon, shopId, claimed: 0 }];
  }
}

/** What the product's servers answer, over HTTP. */
async function play(act: ScriptAct, node = 0): Promise<string> {
  if (act.act === 'sweep') {
    await world.nodes[node]!.orders.sweep(world.clock.atMs!);
    return 'swept';
  }
  const { status, body } = await asHttp(act, node);
  if (body.code !== undefined) return `refused ${body.code}`;
  expect(status).toBe(200);
  return body.state === undefined ? 'done' : `${body.state}, ${body.totalMinor}`;
}

function asHttp(act: Exclude<ScriptAct, { act: 'sweep' }>, node: number): ReturnType<typeof ask> {
  switch (act.act) {
    case 'place': {
      const { accountId: account, sum: _, ...body } = act.purchase;
      return post('/api/orders', { account }, body, node);
    }
    case 'pay':
      return post(
        `/api/orders/${act.orderId}/pay`,
        { account: act.accountId },
        { id: act.id, method: act.method },
        node,
      );
    case 'cancel':
      return post(`/api/orders/${act.orderId}/cancel`, { account: act.accountId }, { id: act.id }, node);
    case 'refund':
      return post(`/api/orders/${act.orderId}/refund`, staff('merchant'), { id: act.id }, node);
    case 'claim':
      return post(`/api/coupons/${act.couponId}/claim`, { account: act.accountId }, { id: act.id }, node);
    case 'announce':
      return post(`/api/deals/${act.dealId}/announce`, staff('host'), { id: act.id }, node);
    case 'adjust': {
      const path = `/api/skus/${act.skuId}/adjustments`;
      return post(path, staff('merchant'), act.adjustment, node).then(({ status, body: { code } }) => ({
        status,
        body: code === undefined ? {} : { code },
      }));
    }
    case 'webhook':
      throw new Error('Scripts have no webhooks.');
  }
}

/** What both say of the same goods and orders at the end. */
function totalsOf(shop: Pick<MemoryShop, 'skus' | 'orders' | 'deals' | 'coupons'>, of: MemoryShop) {
  const mine = <T>(rows: Iterable<T>, id: (row: T) => string, known: Iterable<string>) => {
    const ids = new Set(known);
    return [...rows].filter((row) => ids.has(id(row))).sort((a, b) => (id(a) < id(b) ? -1 : 1));
  };
  const ids = (rows: readonly { readonly id: string }[]) => rows.map((row) => row.id);
  return {
    units: mine(shop.skus.values(), (row) => row.skuId, of.skus.keys()).map(({ onHand, held, sold }) => [
      onHand,
      held,
      sold,
    ]),
    orders: mine(shop.orders.values(), (row) => row.id, of.orders.keys()).map((order) => [
      order.id,
      order.state,
      order.totalMinor,
    ]),
    deals: mine(shop.deals, (row) => row.id, ids(of.deals)).map(({ taken }) => taken),
    coupons: mine(shop.coupons, (row) => row.id, ids(of.coupons)).map(({ claimed }) => claimed),
  };
}

async function expectSound(): Promise<void> {
  expect(await findWrongs(world.sql)).toEqual([]);
  const books = await readBooks(world.sql);
  expect([...wrongsIn(books, books.orders.values()), ...moneyWrongs(books)]).toEqual([]);
  expect(world.faults.splice(0)).toEqual([]);
}

test(`[Z1-Z8] ${seeds} scripts, act by act: PostgreSQL answers as memory does, and has the same totals`, async () => {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const shop = await openBoth(seed);
    const script = new Script(seed, shop);
    for (let count = 1; count <= actsPerSeed; count += 1) {
      script.wait();
      world.clock.atMs = script.now;
      const act = script.draw();
      const said = script.play(act);
      expect(await play(act, count % 2), `seed ${seed}, act ${count}: ${JSON.stringify(act)}`).toBe(said);
    }
    expect(script.world.wrongs).toEqual([]);
    expect(totalsOf((await readBooks(world.sql)) as never, shop), `seed ${seed}`).toEqual(totalsOf(shop, shop));
  }
  await expectSound();
});

test('[Z1-Z6] the same kind of acts all at once on two servers: whatever they answer, the books are sound', async () => {
  for (let seed = 101; seed <= 103; seed += 1) {
    const shop = await openBoth(seed);
    const script = new Script(seed, shop);
    const acts = Array.from({ length: 30 }, () => {
      const act = script.draw();
      script.play(act);
      return act;
    });
    world.clock.atMs = script.now;
    await Promise.all(
      acts.flatMap((act, index) => [play(act, index % 2), ...(index % 4 === 0 ? [play(act, (index + 1) % 2)] : [])]),
    );
    // Later than anything that is held in any of the scripts.
    world.clock.atMs += 24 * 3_600_000;
    await play({ act: 'sweep' });
    await play({ act: 'sweep' }, 1);
    await expectSound();
    const [open] = await world.sql<{ held: number }[]>`select count(*)::int as held from orders where state = 'held'`;
    expect(open).toEqual({ held: 0 });
  }
});
