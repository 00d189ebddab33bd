import { once } from '../../../platform/beat/once.ts';
import type { Tx } from '../../../platform/beat/transact.ts';
import type { Named } from '../../../platform/kit/actor.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { type Act, may } from '../../accounts/access.ts';
import type { Payment } from '../../payments/payment.ts';
import { isRefundProblem } from '../../payments/protocol.ts';
import type { Step } from '../course.ts';
import { stateAt } from '../order.ts';
import { takes } from '../payment-taken.ts';
import type { PayOrder } from '../protocol.ts';
import { openUnits } from '../stock-policy.ts';
import { type Queues, refundAll, resume } from './buying.ts';
import { readCheckouts } from './checkout-store.ts';
import { walk } from './courses.ts';
import type { OrdersNeeds } from './needs.ts';
import { noteAsk } from './refund-store.ts';
import { lockOrders, readLines, readOrder, type StoredOrder } from './store.ts';

type Answer = Promise<StoredOrder | Refusal>;

/** What is kept under a command's id: no personal data, only where to read the answer. */
interface Done {
  readonly orderId: string;
}

/** The buyer or a merchant, while the order is held. A payment that is under way and succeeds is given back. */
export async function cancel(needs: OrdersNeeds, actor: Named, orderId: string, id: string): Answer {
  const order = await orderFor(needs, actor, orderId, { buyer: true, staff: 'order.cancel' });
  if (isRefusal(order)) return order;
  const key = { id, actor: actor.accountId, act: 'orders.cancel', body: { orderId } };
  const done = await needs.transact(
    (tx) =>
      once<Done>(tx, key, async () => {
        const taken = await step(needs, tx, { kind: 'cancel', orderId });
        return isRefusal(taken) ? taken : { orderId };
      }),
    'cancel',
  );
  return isRefusal(done) ? done : (await readOrder(needs.sql, orderId))!;
}

/**
 * A merchant gives the money back. It is written down first, then the provider is asked, then order, stock and book
 * follow; a crash in between is taken up by the sweeper.
 */
export async function refund(needs: OrdersNeeds, queues: Queues, actor: Named, orderId: string, id: string): Answer {
  const order = await orderFor(needs, actor, orderId, { buyer: false, staff: 'order.refund' });
  if (isRefusal(order)) return order;
  const key = { id, actor: actor.accountId, act: 'orders.refund', body: { orderId } };
  const begun = await needs.transact(
    (tx) =>
      once<Done & { readonly paymentIds: readonly string[] }>(tx, key, async () => {
        const refundId = needs.newId();
        const again = isRefundProblem(order.paymentProblem);
        const taken = await step(needs, tx, { kind: 'ask_refund', orderId, refundId });
        if (isRefusal(taken)) return taken;
        const begun = taken.refunds.some((payment) => payment.refundId === refundId);
        if (begun) await noteAsk(tx, { refundId, orderId, byId: actor.accountId, again });
        return { orderId, paymentIds: taken.refunds.map((payment) => payment.id) };
      }),
    'refund',
  );
  if (isRefusal(begun)) return begun;
  const payments = await Promise.all(begun.paymentIds.map((paymentId) => needs.payments.read(paymentId)));
  const refunds = payments.filter((payment) => payment?.state === 'refunding') as Payment[];
  await refundAll(needs, queues, { order, refunds });
  const after = (await readOrder(needs.sql, orderId))!;
  if (isRefundProblem(after.paymentProblem)) return refuse(after.paymentProblem);
  return after.state === 'refunded' ? after : refuse('payment_unanswered');
}

/** The buyer tries again to pay a held order. The payment has the command's id, so a repeat is the same charge. */
export async function payAgain(
  needs: OrdersNeeds,
  queues: Queues,
  actor: Named,
  orderId: string,
  { id, ...asked }: PayOrder,
): Answer {
  const order = await orderFor(needs, actor, orderId, { buyer: true, staff: null });
  if (isRefusal(order)) return order;
  const key = { id, actor: actor.accountId, act: 'orders.pay', body: { orderId, ...asked } };
  const begun = await needs.transact(
    (tx) => once(tx, key, () => startPayment(needs, tx, orderId, { id, ...asked })),
    'pay',
  );
  return isRefusal(begun) ? begun : resume(needs, queues, orderId, id);
}

async function startPayment(
  needs: OrdersNeeds,
  tx: Tx,
  orderId: string,
  { id, method: asked }: PayOrder,
): Promise<{ paymentId: string } | Refusal> {
  const order = (await lockOrders(tx, [orderId]))[0]!;
  if (stateAt(order, tx.now) !== 'held') return refuse('order_act_impossible');
  const { shopId, accountId, totalMinor, currency } = order;
  const remembered = (await readCheckouts(tx.sql, [accountId])).get(accountId)?.method;
  const method = asked ?? remembered ?? (await needs.payments.lockOf(tx, [orderId])).at(-1)?.method;
  if (!method) return refuse('payment_method_needed');
  const terms = (await needs.holdTerms(tx.sql, [shopId])).get(shopId)!;
  if (!takes(terms, method, needs.payments.providers)) return refuse('payment_not_taken');
  if (await isGone(needs, tx, orderId)) return refuse('sold_out');
  await needs.payments.start(tx, [{ id, orderId, shopId, method, amountMinor: totalMinor, currency }]);
  return { paymentId: id };
}

/** Nobody is asked for money for what is not reserved and is gone: it would only be sent back. */
async function isGone(needs: OrdersNeeds, tx: Tx, orderId: string): Promise<boolean> {
  const open = openUnits((await readLines(tx.sql, [orderId])).get(orderId) ?? []);
  if (open.size === 0) return false;
  const left = await needs.stock.readLeft(tx.sql, [...open.keys()]);
  return [...open].some(([skuId, units]) => (left.get(skuId) ?? 0) < units);
}

async function step(
  needs: OrdersNeeds,
  tx: Tx,
  one: Step,
): Promise<{ order: StoredOrder; refunds: readonly Payment[] } | Refusal> {
  const { answers, refunds } = await walk(needs, tx, [one]);
  const answer = answers[0]!;
  return isRefusal(answer) ? answer : { order: answer, refunds };
}

/** The order, when the actor may do this to it; whoever may not even see it does not learn that it exists. */
async function orderFor(
  needs: OrdersNeeds,
  actor: Named,
  orderId: string,
  who: { readonly buyer: boolean; readonly staff: Act | null },
): Promise<StoredOrder | Refusal> {
  const order = await readOrder(needs.sql, orderId);
  if (!order) return refuse('order_unknown');
  const isBuyer = order.accountId === actor.accountId;
  if ((who.buyer && isBuyer) || (who.staff && may(actor, who.staff, order.shopId))) return order;
  const sees = isBuyer || may(actor, 'order.list_room', order.shopId);
  return refuse(sees ? 'not_allowed' : 'order_unknown');
}
