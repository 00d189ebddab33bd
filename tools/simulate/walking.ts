import { decideCourse, type Step } from '../../features/orders/course.ts';
import { type Course, everCaptured } from '../../features/orders/course-draft.ts';
import { recheckFirstMs } from '../../features/payments/payment.ts';
import { sumChanges, toPutBack, toRelease, toSell } from '../../features/stock/stock.ts';
import type { Refusal } from '../../platform/kit/refusal.ts';
import type { Events } from './events.ts';
import type { MemoryShop, OrderRow, PaymentRow, ShopTx } from './memory-shop.ts';

export interface Walked {
  readonly answers: readonly (OrderRow | Refusal)[];
  /** Payments whose money is to go back: from now on, or asked for again. */
  readonly refunds: readonly PaymentRow[];
}

/** The rows that a batch of steps holds until its commit. */
export function locksOfWalk(shop: MemoryShop, orderIds: readonly string[]): string[] {
  const orders = orderIds.flatMap((id) => shop.orders.get(id) ?? []);
  return [
    ...new Set(
      orders.flatMap(({ id, accountId, lines }) => [
        ...[`order ${id}`, `account ${accountId}`, `deals ${shop.roomId}`],
        ...lines.map(({ skuId }) => `sku ${skuId}`),
      ]),
    ),
  ];
}

/** As the server's `walk`: reads, lets the product decide, and writes what was decided. */
export function walk(shop: MemoryShop, tx: ShopTx, steps: readonly Step[], events: Events): Walked {
  const orderIds = [...new Set(steps.map(({ orderId }) => orderId))].sort();
  const orders = orderIds.flatMap((id) => shop.orders.get(id) ?? []);
  const payments = orderIds.flatMap((id) => shop.paymentsOf(id)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const course = decideCourse<OrderRow, PaymentRow>({ orders, payments }, steps, tx.now);
  countCourse(shop, course, steps, events);
  for (const id of orderIds) tx.touched.add(id);
  tx.write(() => writeCourse(shop, course, tx.now));
  const asked = new Set(steps.filter(({ kind }) => kind === 'ask_refund').map(({ orderId }) => orderId));
  const begunBefore = payments.filter(({ orderId }) => asked.has(orderId));
  return {
    answers: course.answers,
    refunds: [...begunBefore, ...course.payments].filter(({ state }) => state === 'refunding'),
  };
}

function writeCourse(shop: MemoryShop, course: Course<OrderRow, PaymentRow>, now: number): void {
  for (const order of course.orders) shop.orders.set(order.id, order);
  for (const payment of course.payments) shop.putPayment({ ...payment, checkAt: now + recheckFirstMs, checks: 0 });
  moveUnits(shop, course);
  const over = new Set([...course.released, ...course.putBack].map(({ id }) => id));
  for (const { dealId, orderId, units } of shop.takings) {
    if (over.has(orderId)) shop.changeDeal(dealId, ({ taken }) => ({ taken: taken - units }));
  }
  shop.takings = shop.takings.filter(({ orderId }) => !over.has(orderId));
  shop.claims = shop.claims.map((claim) =>
    claim.orderId !== null && over.has(claim.orderId) ? { ...claim, orderId: null, offMinor: null } : claim,
  );
  for (const entry of course.entries) shop.post(entry);
  for (const { id, accountId, address } of course.sold) {
    const method = course.payments.find((one) => one.orderId === id && everCaptured.has(one.state))?.method ?? null;
    shop.checkouts.set(accountId, { address, method });
  }
  for (const { stream, fact } of course.told)
    if (stream.startsWith('person:')) shop.tell(String(fact.body.orderId), fact.kind);
}

function moveUnits(shop: MemoryShop, course: Course<OrderRow, PaymentRow>): void {
  const sold = new Set(course.sold.map(({ id }) => id));
  const ended = new Set([...course.sold, ...course.released].map(({ id }) => id));
  const changes = shop.holds
    .filter(({ orderId }) => ended.has(orderId))
    .map(({ orderId, skuId, quantity }) => (sold.has(orderId) ? toSell(skuId, quantity) : toRelease(skuId, quantity)));
  shop.holds = shop.holds.filter(({ orderId }) => !ended.has(orderId));
  const back = course.putBack.flatMap(({ lines }) => lines.map((line) => toPutBack(line.skuId, line.quantity)));
  for (const { skuId, onHand, held } of sumChanges([...changes, ...back])) {
    shop.changeSku(skuId, (sku) => ({ onHand: sku.onHand + onHand, held: sku.held + held, sold: sku.sold - onHand }));
  }
}

function countCourse(
  shop: MemoryShop,
  course: Course<OrderRow, PaymentRow>,
  steps: readonly Step[],
  events: Events,
): void {
  for (const { id, refundOf, state } of course.payments) {
    const before = shop.payments.get(id)!;
    if (state === before.state) continue;
    if (before.state === 'declined' && everCaptured.has(state)) events.count('captured after a decline');
    if (state === 'refunding' && refundOf === 'late_capture') events.count('a late capture goes back');
    if (state === 'refunded') events.count('a refund is made');
    if (state === 'refund_failed') {
      events.count(before.state === 'refunded' ? 'a refund fails after it was made' : 'a refund fails');
    }
    if (before.state === 'refund_failed' && state === 'refunding') events.count('a failed refund is asked for anew');
    if (before.state === 'calling_off' && state === 'declined') events.count('called off and never captured');
    if (state === 'declined' && before.state === 'started') events.count('declined');
  }
  for (const { kind, orderId } of steps) {
    const state = course.orders.find(({ id }) => id === orderId)?.state ?? shop.orders.get(orderId)?.state;
    if (
      kind === 'captured' &&
      course.payments.some((one) => one.orderId === orderId && one.refundOf === 'late_capture')
    ) {
      if (state === 'cancelled') events.count('captured after a cancel');
      if (state === 'expired') events.count('captured after the hold');
      if (state === 'paid') events.count('captured twice for one order');
    }
    if (kind === 'given_back') events.count('given back at the provider');
  }
  for (const { state } of course.orders) {
    if (state === 'expired') events.count('a hold runs out');
    if (state === 'cancelled') events.count('cancelled while held');
  }
  for (const { id } of [...course.released, ...course.putBack]) {
    if (shop.takings.some(({ orderId }) => orderId === id)) events.count('a deal gives back');
    if (shop.claims.some(({ orderId }) => orderId === id)) events.count('a coupon comes back');
  }
}
