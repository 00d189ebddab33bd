import type { Purchase } from '../../features/orders/purchase.ts';
import type { sandboxCards } from '../../features/payments/protocol.ts';
import { isRefusal } from '../../platform/kit/refusal.ts';
import type { Answer, Asked } from './asked.ts';
import type { OrderRow } from './memory-shop.ts';
import { quote } from './selling.ts';
import { start, type Work } from './sim-clock.ts';
import type { SimWorld } from './sim-world.ts';
import { roomId } from './stalls.ts';

const triesMax = 4;
/** Many come at once, as when something is announced. */
const rushEveryMs = 6_000;
export const address = {
  ...{ name: 'Vera', line1: 'Main 1', line2: '', postcode: '10115', city: 'Berlin', country: 'DE', phone: '' },
};
const cards: readonly (typeof sandboxCards)[number][] = [
  ...(['ok', 'ok', 'ok', 'ok', 'ok', 'decline', 'timeout', 'twice', 'late', 'webhook_first'] as const),
];

/** Somebody who looks, taps, taps again, loses the connection, changes their mind, pays again or leaves. */
export function* buyer(world: SimWorld, accountId: string, untilMs: number): Work<void> {
  const { chance, clock, shop } = world;
  const end = clock.now + untilMs;
  yield* clock.sleep(chance.between(0, 3_000));
  while (clock.now < end) {
    if (chance.percent(30)) {
      yield* insist(world, { act: 'claim', id: world.newId(), accountId, couponId: chance.oneOf(shop.coupons).id });
    }
    yield* shopOnce(world, accountId);
    const rush = rushEveryMs - (clock.now % rushEveryMs);
    yield* clock.sleep(chance.percent(60) ? rush : chance.between(0, 9_000));
  }
}

function* shopOnce(world: SimWorld, accountId: string): Work<void> {
  const { chance, clock, events } = world;
  const purchase = drawPurchase(world, accountId);
  yield* clock.sleep(chance.percent(20) ? chance.between(0, 5_000) : 0);
  const asked: Asked = { act: 'place', purchase };
  if (chance.percent(10)) {
    events.count('a double click');
    start(world.ask(asked), () => {});
  }
  const answer = yield* insist(world, asked);
  if (!answer || isRefusal(answer) || !('order' in answer)) return;
  const { order } = answer;
  check(world, purchase, order, null);
  if (chance.percent(10)) yield* misuse(world, purchase);
  if (chance.percent(15)) {
    const again = yield* insist(world, asked);
    if (again && 'order' in again) check(world, purchase, again.order, order);
  }
  if (order.state === 'held') yield* settleHeld(world, order);
}

/** The sheet shows a total; whoever buys agrees to it, also when it is old by then. */
function drawPurchase(world: SimWorld, accountId: string): Purchase {
  const { chance, shop, events } = world;
  const skuIds = [...shop.skus.keys()];
  const lines = Array.from({ length: chance.percent(30) ? 2 : 1 }, () => ({
    skuId: chance.oneOf(skuIds),
    quantity: chance.percent(75) ? 1 : 2,
  }));
  if (lines[0]!.skuId === lines[1]?.skuId) events.count('one SKU twice in an order');
  const method = { provider: 'sandbox', card: chance.oneOf(cards) } as const;
  const way = chance.percent(25) ? { deliveryId: chance.oneOf(['post', 'post', 'post', 'van', 'gone']) } : {};
  const wanted = { accountId, roomId: chance.percent(80) ? roomId : null, lines, address, method, ...way };
  const purchase: Purchase = { id: world.newId(), ...wanted, sum: JSON.stringify(wanted) };
  const shown = quote(shop, purchase, chance.oneOf(world.servers).now);
  return shown === null || chance.percent(10) ? purchase : { ...purchase, expectedTotalMinor: shown };
}

/** The same id by somebody else, for something else, or for another act. */
function* misuse(world: SimWorld, purchase: Purchase): Work<void> {
  const { chance, shop } = world;
  const { id, accountId } = purchase;
  const others: Asked[] = [
    { act: 'place', purchase: { ...purchase, sum: 'another body' } },
    { act: 'place', purchase: { ...purchase, accountId: accountId === 'vera' ? 'viktor' : 'vera' } },
    { act: 'cancel', id, accountId, orderId: id },
  ];
  const before = shop.orders.get(id)!;
  const answer = yield* world.ask(chance.oneOf(others));
  if (answer === null) return;
  if (!isRefusal(answer) || answer.refused !== 'id_reused') world.wrong(`[Z6] ${id} was taken for something else`);
  else world.events.count('an id is used for something else');
  if (shop.orders.get(id)!.totalMinor !== before.totalMinor) world.wrong(`[Z6] ${id} was changed by another body`);
}

/** Pays again, changes the mind, or leaves: then the units come back by themselves. */
function* settleHeld(world: SimWorld, { id: orderId, accountId }: OrderRow): Work<void> {
  const { chance, clock } = world;
  yield* clock.sleep(chance.between(0, 6_000));
  const pays = () =>
    ({
      act: 'pay',
      id: world.newId(),
      accountId,
      orderId,
      method: { provider: 'sandbox', card: chance.oneOf(cards) },
    }) as const;
  const cancels = () => ({ act: 'cancel', id: world.newId(), accountId, orderId }) as const;
  if (chance.percent(45)) {
    if (chance.percent(20)) start(world.ask(pays()), () => {});
    if (chance.percent(15)) start(world.ask(cancels()), () => {});
    yield* insist(world, pays());
  } else if (chance.percent(50)) yield* insist(world, cancels());
}

/** Asks under the same id until somebody answers, or gives up. */
export function* insist(world: SimWorld, asked: Asked): Work<Answer | null> {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const answer = yield* world.ask(asked);
    if (answer !== null) return answer;
    world.events.count('asked again under the same id');
  }
  return null;
}

/** What an order that was told in one state may have become since. */
const laterStates: Readonly<Record<string, readonly string[]>> = {
  held: ['held', 'paid', 'cancelled', 'expired', 'refunded'],
  paid: ['paid', 'refunded'],
  cancelled: ['cancelled'],
  expired: ['expired'],
  refunded: ['refunded'],
};

/** [Z6] Each answer to an id is that order, at the total that was confirmed, in that state or a later one. */
function check(world: SimWorld, { id, expectedTotalMinor }: Purchase, order: OrderRow, before: OrderRow | null): void {
  const { totalMinor, state } = order;
  if (order.id !== id) world.wrong(`[Z6] ${id} was answered with ${order.id}`);
  if (totalMinor !== (expectedTotalMinor ?? totalMinor))
    world.wrong(`[Z4] ${id} costs ${totalMinor}, not what was confirmed`);
  if (before && !laterStates[before.state]!.includes(state))
    world.wrong(`[Z6] ${id} went from ${before.state} to ${state}`);
}
