import type { Purchase } from '../../features/orders/purchase.ts';
import { deathPlaces, type Events } from './events.ts';
import { moneyWrongs, wrongsIn } from './invariants.ts';
import { address, buyer, insist } from './people.ts';
import { start, type Work } from './sim-clock.ts';
import { SimWorld, type WorldOptions } from './sim-world.ts';
import { buyers, drawTerms } from './stalls.ts';

export interface StoryEnd {
  readonly wrongs: readonly string[];
  readonly events: Events;
  readonly orders: number;
}

const playMs = 36_000;
const sweepEveryMs = 1_500;
/** Until the provider has told all that it has to tell. */
const calmMs = 200_000;
/** Longer than any provider is asked about a payment. */
const calmMsMax = 8 * 24 * 3_600_000;

/** A show with everything that can go wrong; then calm; then all must be settled, and what is left can be bought. */
export function playStory(seed: number, options: WorldOptions = {}): StoryEnd {
  const world = new SimWorld(seed, options);
  const run = (work: Work<unknown>) => start(work, () => {});
  for (const accountId of buyers) run(buyer(world, accountId, playMs));
  run(merchant(world));
  run(host(world));
  run(trouble(world));
  for (let at = sweepEveryMs; at < playMs; at += sweepEveryMs) {
    world.clock.schedule(() => world.servers[(at / sweepEveryMs) % world.servers.length]!.sweep(), at);
  }
  world.clock.pass(playMs);
  calmDown(world);
  settle(world);
  checkEnd(world);
  return { wrongs: world.wrongs, events: world.events, orders: world.shop.orders.size };
}

/** Gives money back, changes prices, terms and stock, and takes something off sale. */
function* merchant(world: SimWorld): Work<void> {
  const { chance, clock, shop, events } = world;
  for (const end = clock.now + playMs; clock.now < end; ) {
    yield* clock.sleep(chance.between(500, 8_000));
    const sku = chance.oneOf([...shop.skus.values()]);
    const orders = [...shop.orders.values()].filter(({ state }) => state === 'paid');
    const act = chance.between(1, 10);
    if (act <= 4 && orders.length > 0) {
      yield* insist(world, { act: 'refund', id: world.newId(), orderId: chance.oneOf(orders).id });
    } else if (act === 5 && orders.length > 0) world.provider.giveBack(chance.oneOf(orders).id);
    else if (act <= 7) {
      const units = chance.oneOf([2, 1, -1, -2, -9]);
      const adjustment = { id: world.newId(), units, reason: units > 0 ? 'received' : 'lost', note: '' } as const;
      yield* insist(world, { act: 'adjust', skuId: sku.skuId, adjustment });
    } else if (act === 8) {
      events.count('a price changes');
      shop.changeSku(sku.skuId, () => ({ priceMinor: chance.between(100, 1_500) }));
    } else if (act === 9) {
      events.count('the terms change');
      shop.terms = drawTerms(chance);
    } else shop.changeSku(sku.skuId, ({ forSale }) => ({ forSale: !forSale }));
  }
}

/** Announces the deals, ends a coupon, and ends the show now and then. */
function* host(world: SimWorld): Work<void> {
  const { chance, clock, shop, events } = world;
  for (const { id: dealId } of shop.deals) {
    yield* clock.sleep(chance.between(100, 15_000));
    yield* insist(world, { act: 'announce', id: world.newId(), dealId });
    if (!chance.percent(30)) continue;
    yield* clock.sleep(chance.between(100, 15_000));
    const { now } = chance.oneOf(world.servers);
    shop.changeDeal(dealId, ({ startsAt, endsAt }) => (startsAt === null || endsAt! < now ? {} : { endsAt: now }));
  }
  if (chance.percent(40)) shop.changeCoupon(chance.oneOf(shop.coupons).id, () => ({ endsAt: clock.now }));
  yield* clock.sleep(chance.between(100, 30_000));
  if (!chance.percent(40)) return;
  events.count('the show ends');
  shop.roomLive = false;
}

/** Servers die at named places and anywhere, clocks step, and somebody sends webhooks that the provider never sent. */
function* trouble(world: SimWorld): Work<void> {
  const { chance, clock, events, provider, shop } = world;
  for (const end = clock.now + playMs; clock.now < end; ) {
    yield* clock.sleep(chance.between(500, 6_000));
    const server = chance.oneOf(world.servers);
    const act = chance.between(1, 10);
    if (act <= 4) server.planDeath(chance.oneOf(deathPlaces), chance.between(1, 2));
    else if (act === 5) server.die('anywhere');
    else if (act <= 7) {
      const stepMs = chance.between(-20_000, 20_000);
      events.count(stepMs < 0 ? 'the clock steps back' : 'the clock steps forward');
      server.skewMs = stepMs;
    } else {
      const open = [...shop.payments.values()].filter(({ state }) => state !== 'captured');
      if (open.length === 0) continue;
      const how = chance.oneOf(['forged', 'stale', 'of another amount'] as const);
      events.count(how === 'of another amount' ? 'a webhook of another amount' : `a ${how} webhook`);
      const answer = yield* world.ask({ act: 'webhook', ...provider.forge(chance.oneOf(open), how) });
      if (answer && 'done' in answer) world.wrong(`[Z7] a webhook was taken that is ${how}`);
    }
  }
}

/** Nothing fails any more: everybody finishes what they have begun. */
function calmDown(world: SimWorld): void {
  world.calm = true;
  world.clock.pass(calmMs);
  for (const server of world.servers) {
    server.skewMs = 0;
    if (!server.isUp) world.wrong(`[Z8] ${server.name} is still down`);
  }
}

/** Sweeps go on, further and further apart, until nothing is open: by themselves, but for refunds that a person asks anew. */
function settle(world: SimWorld): void {
  const { clock, shop, servers } = world;
  for (let waited = 0, pauseMs = 2_000; waited < calmMsMax; waited += pauseMs, pauseMs = Math.ceil(pauseMs * 1.6)) {
    for (const { orderId, state } of shop.payments.values()) {
      if (state === 'refund_failed') start(world.ask({ act: 'refund', id: world.newId(), orderId }), () => {});
    }
    servers[0]!.sweep();
    clock.pass(pauseMs);
    if (isSettled(world)) return;
  }
}

function isSettled({ shop }: SimWorld): boolean {
  return (
    [...shop.payments.values()].every(({ state }) => ['declined', 'captured', 'refunded'].includes(state)) &&
    [...shop.orders.values()].every(({ state }) => state !== 'held')
  );
}

/** [Z8] Nothing is open, the provider keeps the money of paid orders and no other, and every unit that is left can be bought. */
function checkEnd(world: SimWorld): void {
  const { shop, provider } = world;
  if (!isSettled(world)) world.wrong('[Z8] something is still open');
  for (const text of [...wrongsIn(shop, shop.orders.values()), ...moneyWrongs(shop)]) world.wrong(text);
  for (const [id, { state, refundedBy }] of provider.charges) {
    const ours = shop.payments.get(id)?.state;
    const wanted = state === 'captured' ? (refundedBy === null ? 'captured' : 'refunded') : 'declined';
    if (ours !== wanted) world.wrong(`[Z3] the provider has ${id} as ${wanted}, and we as ${ours}`);
  }
  for (const { id, state } of shop.payments.values()) {
    if (state !== 'declined' && !provider.charges.has(id))
      world.wrong(`[Z3] ${id} is ${state}, and the provider never heard of it`);
  }
  buyTheRest(world);
}

/** Demand remains, and nothing is in its way any more: all that is left is sold, and then no more. */
function buyTheRest(world: SimWorld): void {
  const { shop } = world;
  shop.limits.clear();
  for (const { skuId, onHand } of [...shop.skus.values()]) {
    shop.changeSku(skuId, () => ({ forSale: true, limitPerBuyer: null }));
    if (onHand > 0) expectOf(world, { skuId, quantity: onHand }, 'paid');
    expectOf(world, { skuId, quantity: 1 }, 'sold_out');
  }
}

function expectOf(world: SimWorld, line: Purchase['lines'][number], hoped: string): void {
  const wanted = {
    accountId: 'probe',
    roomId: null,
    lines: [line],
    address,
    method: { provider: 'sandbox', card: 'ok' },
  };
  let told = 'no answer';
  const purchase = { id: world.newId(), sum: 'probe', ...wanted } as Purchase;
  world.servers[0]!.handle({ act: 'place', purchase }, (answer) => {
    told = 'order' in answer ? answer.order.state : 'refused' in answer ? answer.refused : 'done';
  });
  world.clock.pass(2_000);
  if (told !== hoped) world.wrong(`[Z2] ${line.quantity} of ${line.skuId} at the end: ${told}, not ${hoped}`);
}
