import { type Batcher, createBatcher } from '../../../platform/beat/batcher.ts';
import { bodySum } from '../../../platform/beat/once.ts';
import type { Named } from '../../../platform/kit/actor.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import type { Heard, NewPayment, Payment, PaymentOutcome } from '../../payments/payment.ts';
import type { Step } from '../course.ts';
import type { PlaceOrder } from '../protocol.ts';
import { commitOrSplit } from './batch-faults.ts';
import { type Walked, walk } from './courses.ts';
import type { OrdersNeeds } from './needs.ts';
import { createPlacedLines, type LinesOfOrders } from './placed-lines.ts';
import { type AskedPurchase, commitPurchases, firstPayment, type Placed } from './purchases.ts';
import { createRoomShops } from './room-shops.ts';
import { storedOf } from './shown.ts';
import { readOrder, readSums, type StoredOrder } from './store.ts';

/** The queues through which everything that many do at once goes. */
export interface Queues {
  /** By room: its stream takes one batch at a time anyway. Outside of rooms by the smallest SKU of the order. */
  readonly purchases: Batcher<AskedPurchase, Placed>;
  /** By shop. */
  readonly steps: Batcher<{ readonly shopId: string; readonly step: Step }, StepTaken>;
  /** Asks for buyers that memory would refuse early whether the order exists, or something is kept for them. */
  readonly looks: Batcher<{ readonly id: string; readonly accountId: string }, { readonly goesOn: boolean }>;
}

interface StepTaken {
  readonly order: StoredOrder;
  readonly refunds: readonly Payment[];
}

export function createQueues(needs: OrdersNeeds): Queues {
  const rooms = createRoomShops(needs);
  const { lines, remember } = createPlacedLines();
  const commitPlaces = async (part: readonly AskedPurchase[]) => {
    const decisions = await commitPurchases(needs, rooms, part);
    remember(decisions.flatMap((one) => (!isRefusal(one) && 'placed' in one ? [one.placed] : [])));
    return decisions;
  };
  return {
    purchases: createBatcher({
      keyOf: ({ roomId, lines: bought }) => roomId ?? bought.map((line) => line.skuId).sort()[0]!,
      commit: (_key, batch) => commitOrSplit(batch, commitPlaces, needs.onFault),
    }),
    steps: createBatcher({
      keyOf: ({ shopId }) => shopId,
      commit: (_key, batch) => commitOrSplit(batch, (part) => commitSteps(needs, part, lines), needs.onFault),
    }),
    looks: createBatcher({
      keyOf: () => 'looks',
      commit: (_key, asked) => lookFor(needs, asked),
    }),
  };
}

/** Holds the units, asks for the money, settles. A repeat with the same id goes on where the first one is. */
export async function place(
  needs: OrdersNeeds,
  queues: Queues,
  actor: Named,
  body: PlaceOrder,
): Promise<StoredOrder | Refusal> {
  if (body.lines.some((line) => needs.stock.isSoldOut(line.skuId))) {
    const look = await queues.looks.submit({ id: body.id, accountId: actor.accountId });
    if (isRefusal(look)) return look;
    if (!look.goesOn) return refuse('sold_out');
  }
  const { id, ...asked } = body;
  // What the buyer expects to pay is a condition of the sale, and no part of what is bought: a repeat may expect anew.
  const { expectedTotalMinor: _, ...bought } = asked;
  const purchase = { ...asked, id, actor, accountId: actor.accountId, sum: bodySum(bought) };
  const decision = await queues.purchases.submit(purchase);
  if (isRefusal(decision)) return decision;
  if ('placed' in decision) return pay(needs, queues, storedOf(decision.placed), firstPayment(decision.placed));
  return resume(needs, queues, decision.known, decision.known);
}

async function lookFor(needs: OrdersNeeds, asked: readonly { readonly id: string; readonly accountId: string }[]) {
  const ids = asked.map(({ id }) => id);
  const accountIds = [...new Set(asked.map(({ accountId }) => accountId))];
  const [found, holders] = await Promise.all([
    readSums(needs.sql, ids),
    needs.waitlist.readHolders(needs.sql, accountIds, needs.now()),
  ]);
  return asked.map(({ id, accountId }) => ({ goesOn: found.has(id) || holders.has(accountId) }));
}

/** An order and a payment that exist: asks the provider again only when nobody knows yet what became of the payment. */
export async function resume(
  needs: OrdersNeeds,
  queues: Queues,
  orderId: string,
  paymentId: string,
): Promise<StoredOrder | Refusal> {
  const payment = await needs.payments.read(paymentId);
  const order = await readOrder(needs.sql, orderId);
  if (!order) return refuse('order_unknown');
  if (payment?.state !== 'started' || order.state !== 'held') return order;
  return pay(needs, queues, order, payment);
}

/** Acts on what was heard of a payment, and gives money back that came too late. */
export async function settle(
  needs: OrdersNeeds,
  queues: Queues,
  outcome: PaymentOutcome,
): Promise<StoredOrder | Refusal> {
  const { payment, heard } = outcome;
  const taken = await queues.steps.submit({ shopId: payment.shopId, step: stepOf(needs, payment, heard) });
  if (isRefusal(taken)) return taken;
  return refundAll(needs, queues, taken);
}

/** Asks for each refund that was begun. What is not answered now is asked again by the sweeper. */
export async function refundAll(needs: OrdersNeeds, queues: Queues, taken: StepTaken): Promise<StoredOrder | Refusal> {
  let order: StoredOrder | Refusal = taken.order;
  for (const payment of taken.refunds) {
    needs.passing?.('refund asking');
    const heard = await needs.payments.refund(payment);
    needs.passing?.('refund asked');
    if (heard) order = await settle(needs, queues, { payment, heard });
  }
  return order;
}

async function pay(
  needs: OrdersNeeds,
  queues: Queues,
  order: StoredOrder,
  payment: NewPayment,
): Promise<StoredOrder | Refusal> {
  needs.passing?.('charge asking');
  const heard = await needs.payments.charge(payment);
  needs.passing?.('charge asked');
  return heard ? settle(needs, queues, { payment, heard }) : order;
}

function stepOf(needs: OrdersNeeds, { id: paymentId, orderId }: PaymentOutcome['payment'], heard: Heard): Step {
  const of = { orderId, paymentId };
  switch (heard.state) {
    case 'captured':
      return { kind: 'captured', ...of, reference: heard.reference, refundId: needs.newId(), fee: heard.fee };
    case 'declined':
      return { kind: 'declined', ...of, code: heard.code };
    case 'refunded':
      return { kind: 'refunded', ...of, refundId: heard.refundId };
    case 'attempt_failed':
      return { kind: 'attempt_failed', ...of, code: heard.code };
    case 'refund_failed':
      return { kind: 'refund_failed', ...of, refundId: heard.refundId, code: heard.code, byHand: heard.byHand };
    case 'given_back':
    case 'part_given_back': {
      const { state: kind, reference, byHand = [] } = heard;
      return { kind, ...of, reference, refundId: needs.newId(), byHand };
    }
  }
}

async function commitSteps(
  needs: OrdersNeeds,
  batch: readonly { readonly step: Step }[],
  lines: LinesOfOrders,
): Promise<(StepTaken | Refusal)[]> {
  const steps = batch.map(({ step }) => step);
  const walked: Walked = await needs.transact((tx) => walk(needs, tx, steps, lines), 'settle');
  const refunds = Map.groupBy(walked.refunds, (payment) => payment.orderId);
  return walked.answers.map((order) => {
    if (isRefusal(order)) return order;
    const ofOrder = refunds.get(order.id) ?? [];
    refunds.delete(order.id);
    return { order, refunds: ofOrder };
  });
}
