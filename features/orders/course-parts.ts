import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import { refundFailed, saleRefunded } from '../ledger/ledger.ts';
import { isRefundProblem, type RefundProblem } from '../payments/protocol.ts';
import type { Draft, OrderNow, PaymentNow } from './course-draft.ts';
import type { PartNow } from './part-now.ts';
import { partOf } from './part-refund.ts';
import { shares } from './totals.ts';

export type PartStep = Pick<PartNow, 'lines' | 'delivery' | 'restock' | 'reason' | 'byId' | 'againOf'> & {
  readonly kind: 'ask_part';
  readonly orderId: string;
  readonly refundId: string;
};

/** Written down before the provider is asked. One refund of an order is under way at a time. [O42] [O44] */
export function askPart<O extends OrderNow, P extends PaymentNow>(
  draft: Draft<O, P>,
  { orderId, refundId, kind: _, ...wanted }: PartStep,
): Refusal | undefined {
  const order = draft.order(orderId);
  const known = draft.partsOf(orderId).find((part) => part.id === refundId);
  if (known) return undefined;
  const { againOf = null } = wanted;
  // What failed is tried anew by one at a time; when that fails too, by another, which names the first one as well.
  if (againOf !== null && draft.partsOf(orderId).some((part) => part.againOf === againOf && part.state !== 'failed')) {
    return refuse('order_act_impossible');
  }
  if (order.state !== 'paid') return refuse('order_act_impossible');
  const payment = draft.paymentsOf(orderId).find(({ state }) => state === 'captured');
  if (!payment || draft.partUnderWay(orderId)) return refuse('refund_under_way');
  const before = draft.partsOf(orderId).filter((part) => part.state === 'made');
  const cost = partOf(order, before, wanted);
  if ('refused' in cost) return cost;
  const rest = restOf(draft, payment);
  const { paidMinor: amountMinor } = cost;
  if (amountMinor > rest.amountMinor) return refuse('refund_beyond_paid');
  const taxMinor = taxWithin(rest, amountMinor, cost.taxMinor);
  const now = { state: 'asked', askedAt: draft.now, madeAt: null } as const;
  draft.changePart({ ...wanted, id: refundId, orderId, paymentId: payment.id, amountMinor, taxMinor, ...now });
  return undefined;
}

/**
 * The money went back: the book says so, units come back where the merchant wants it, and what was the last of it refunds the
 * order.
 */
export function makePart<O extends OrderNow, P extends PaymentNow>(draft: Draft<O, P>, part: PartNow): void {
  if (part.state !== 'asked') return;
  const order = draft.order(part.orderId);
  const payment = draft.payment(part.paymentId)!;
  const { id, amountMinor, taxMinor } = part;
  draft.changePart({ ...part, state: 'made', madeAt: draft.now });
  draft.post(saleRefunded({ ...causeOf(draft, part), id, amountMinor, taxMinor }));
  draft.forgetProblem(order.id, isRefundProblem);
  const backMinor = (payment.refundedMinor ?? 0) + amountMinor;
  if (backMinor < payment.amountMinor) {
    draft.refundedPart(order, payment, amountMinor);
    return;
  }
  draft.movePayment(payment.id, 'ask_refund', { refundId: id, refundOf: 'order' } as Partial<P>);
  draft.movePayment(payment.id, 'refund', {});
  draft.move(order.id, 'refund');
}

/** It did not arrive: what it took is there again, to be given back anew. What stood in the book is taken back. */
export function failPart<O extends OrderNow, P extends PaymentNow>(
  draft: Draft<O, P>,
  part: PartNow,
  problem: RefundProblem = 'refund_failed',
): void {
  if (part.state === 'failed') return;
  if (part.state === 'made') {
    const { id, amountMinor, taxMinor } = part;
    const payment = draft.payment(part.paymentId)!;
    // All of it had gone back: what did not arrive is what is left of it now, for a refund of the rest.
    if (payment.state === 'refunded') reopen(draft, part, payment);
    else draft.refundedPart(draft.order(part.orderId), payment, -amountMinor);
    draft.post(refundFailed({ ...causeOf(draft, part), id, amountMinor, taxMinor }));
  }
  draft.changePart({ ...part, state: 'failed', problem });
  draft.problem(part.orderId, problem);
}

/** The last of it may have been the rest, which then is a part like the others: the sum of them is what went back. */
function reopen<O extends OrderNow, P extends PaymentNow>(draft: Draft<O, P>, part: PartNow, payment: P): void {
  const { orderId, paymentId } = part;
  const refundId = payment.refundId!;
  if (refundId !== part.id && !draft.part(refundId)) {
    const { amountMinor, taxMinor } = restOf(draft, payment);
    const none = { lines: [], delivery: false, restock: false, reason: '', byId: null };
    // It is old: nobody is written about it again.
    const at = draft.order(orderId).paidAt ?? 0;
    const made = { state: 'made', askedAt: at, madeAt: at } as const;
    draft.changePart({ ...none, ...made, id: refundId, orderId, paymentId, amountMinor, taxMinor });
  }
  const goneMinor = payment.amountMinor - part.amountMinor - (payment.refundedMinor ?? 0);
  draft.refundedPart(draft.order(orderId), payment, goneMinor);
  draft.movePayment(paymentId, 'refund_fail', { refundId: part.id } as Partial<P>);
}

/** What a refund of the whole gives back: what parts left of it. */
export function restOf<O extends OrderNow, P extends PaymentNow>(draft: Draft<O, P>, payment: P) {
  const order = draft.order(payment.orderId);
  const parts = draft.partsOf(order.id).filter((part) => part.state === 'made' && part.paymentId === payment.id);
  const { taxMinor, ...whole } = shares(order);
  return {
    ...{ ...payment, ...whole, shopId: order.shopId, at: draft.now },
    amountMinor: payment.amountMinor - (payment.refundedMinor ?? 0),
    taxMinor: parts.reduce((left, part) => left - part.taxMinor, taxMinor),
  };
}

/** The tax of a part, so that what is left of the tax is never more than what is left of the money, nor less than none. */
export function taxWithin(
  rest: { readonly amountMinor: number; readonly taxMinor: number },
  amountMinor: number,
  wantedMinor: number,
): number {
  const least = Math.max(0, rest.taxMinor - (rest.amountMinor - amountMinor));
  return Math.min(rest.taxMinor, amountMinor, Math.max(least, wantedMinor));
}

export function causeOf<O extends OrderNow, P extends PaymentNow>(
  draft: Draft<O, P>,
  { orderId }: { orderId: string },
) {
  const { shopId, currency } = draft.order(orderId);
  return { shopId, at: draft.now, orderId, currency, deliveryMinor: 0 };
}
