import type { Tx } from '../../../platform/beat/transact.ts';
import { together } from '../../../platform/db/together.ts';
import type { Refusal } from '../../../platform/kit/refusal.ts';
import type { Payment } from '../../payments/payment.ts';
import { toPutBack, toTake } from '../../stock/stock.ts';
import { decideCourse, type Step } from '../course.ts';
import { type Course, everCaptured } from '../course-draft.ts';
import { rememberCheckouts } from './checkout-store.ts';
import type { OrderNews, OrdersNeeds } from './needs.ts';
import type { LinesOfOrders } from './placed-lines.ts';
import { readParts, writeParts } from './refund-store.ts';
import { lockOrders, readLines, type StoredOrder, touchOrders, writeOrders } from './store.ts';

export interface Walked {
  /** One for each step: the order as it is after the batch, or why not. */
  readonly answers: readonly (StoredOrder | Refusal)[];
  /** Payments whose money is to go back: from now on, or asked for again. */
  readonly refunds: readonly Payment[];
}

/**
 * Takes a batch of steps in one transaction. Locks: SKUs by id, orders by id, payments by id, deals by id, stream heads last.
 * `known`: lines that need not be read.
 */
export async function walk(
  needs: OrdersNeeds,
  tx: Tx,
  steps: readonly Step[],
  known: LinesOfOrders = new Map(),
): Promise<Walked> {
  const orderIds = [...new Set(steps.map((step) => step.orderId))].sort();
  const unknown = orderIds.filter((id) => !known.has(id));
  const read: LinesOfOrders = unknown.length > 0 ? await readLines(tx.sql, unknown) : new Map();
  const lines = new Map(orderIds.map((id) => [id, read.get(id) ?? known.get(id) ?? []]));
  const skuIds = [...new Set([...lines.values()].flatMap((ofOrder) => ofOrder.map((line) => line.skuId)))].sort();
  // Sent at once; the connection takes the locks one after the other, in this order.
  const [left, rows, payments] = await together([
    needs.stock.lock(tx, skuIds),
    lockOrders(tx, orderIds),
    needs.payments.lockOf(tx, orderIds),
  ]);
  const orders = rows.map((row): StoredOrder => ({ ...row, lines: lines.get(row.id)! }));
  // Only of what was paid once can something have gone back: a batch of purchases that settle asks for nothing more.
  const parts = await readParts(
    tx.sql,
    orders.filter(({ paidAt }) => paidAt !== null).map(({ id }) => id),
  );
  const course = decideCourse<StoredOrder, Payment>({ orders, payments, parts, left }, steps, tx.now);
  await write(needs, tx, course);
  const asked = new Set(steps.filter((step) => step.kind === 'ask_refund').map((step) => step.orderId));
  const begunBefore = payments.filter((payment) => asked.has(payment.orderId));
  const refunds = [...begunBefore, ...course.payments].filter((payment) => payment.state === 'refunding');
  return { answers: course.answers, refunds };
}

async function write(needs: OrdersNeeds, tx: Tx, course: Course<StoredOrder, Payment>): Promise<void> {
  const methods = new Map(course.payments.filter(paidOnce).map((payment) => [payment.orderId, payment.method]));
  const over = [...course.released, ...course.putBack].map((order) => order.id);
  const written = new Set(course.orders.map(({ id }) => id));
  const beside = [...course.payments, ...course.parts].map(({ orderId }) => orderId);
  await together([
    writeOrders(tx, course.orders),
    touchOrders(
      tx,
      [...new Set(beside)].filter((id) => !written.has(id)),
    ),
    needs.payments.write(tx, course.payments),
    writeParts(tx, course.parts),
    moveStock(needs, tx, course),
    needs.deals.release(tx, over),
    needs.coupons.release(tx, over),
    needs.ledger.post(tx, course.entries),
    needs.noteLetters?.(tx, lettersOf(course, tx.now)) ?? Promise.resolve(),
    rememberCheckouts(
      tx,
      course.sold.map(({ id, accountId, address, delivery }) => {
        return { accountId, address, method: methods.get(id)!, deliveryId: delivery?.id ?? null };
      }),
    ),
  ]);
  for (const [stream, told] of Map.groupBy(course.told, (one) => one.stream)) {
    tx.tell(stream, ...told.map((one) => one.fact));
  }
}

async function moveStock(needs: OrdersNeeds, tx: Tx, course: Course<StoredOrder, Payment>): Promise<void> {
  const ids = (orders: readonly StoredOrder[]) => orders.map((order) => order.id);
  const ended = await needs.stock.endHolds(tx, { sold: ids(course.sold), released: ids(course.released) });
  const back = course.putBack.flatMap(({ lines }) => lines.map((line) => toPutBack(line.skuId, line.quantity)));
  const taken = course.sold.flatMap(({ lines }) =>
    lines.filter(({ firstPaid }) => firstPaid).map((line) => toTake(line.skuId, line.quantity)),
  );
  await needs.stock.apply(tx, [...ended, ...taken, ...back]);
  const returned = course.parts.filter((part) => part.restock && part.madeAt === tx.now && part.state === 'made');
  await needs.stock.takeBack(
    tx,
    returned.flatMap(({ orderId, byId, lines }) => {
      if (byId === null) return [];
      const note = `#${orderId.slice(-6).toUpperCase()}`;
      return lines.map(({ skuId, units }) => ({ skuId, units, accountId: byId, note }));
    }),
  );
}

/** What the buyers of these orders are to be written about. */
function lettersOf({ sold, putBack, parts }: Course<StoredOrder, Payment>, now: number): OrderNews[] {
  const made = parts.filter((part) => part.state === 'made' && part.madeAt === now);
  const whole = putBack.filter(({ id }) => !made.some((part) => part.orderId === id));
  return [
    ...sold.map(({ id }): OrderNews => ({ orderId: id, kind: 'paid', refId: id })),
    ...made.map((part): OrderNews => ({ orderId: part.orderId, kind: 'refunded', refId: part.id })),
    ...whole.map(({ id }): OrderNews => ({ orderId: id, kind: 'refunded', refId: id })),
  ];
}

/** Also one that was given back in the same batch: the order was sold all the same. */
function paidOnce({ state, refundOf }: Payment): boolean {
  return everCaptured.has(state) && refundOf !== 'late_capture';
}
