import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import { refundFailed, saleRefunded } from '../ledger/ledger.ts';
import type { Draft, OrderNow, PaymentNow } from './course-draft.ts';
import type { PartNow } from './part-now.ts';
import { partOf } from './part-refund.ts';

export type PartStep = Pick<PartNow, 'lines' | 'delivery' | 'restock' | 'reason' | 'byId'> & {
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
  if (order.state !== 'paid') return refuse('order_act_impossible');
  const payment = draft.paymentsOf(orderId).find(({ state }) => state === 'captured');
  if (!payment || draft.partUnderWay(orderId)) return refuse('refund_under_way');
  const before = draft.partsOf(orderId).filter((part) => part.state === 'made');
  const cost = partOf(order, before, wanted);
  if ('refused' in cost) return cost;
  const { paidMinor: amountMinor, taxMinor } = cost;
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
export function failPart<O extends OrderNow, P extends PaymentNow>(draft: Draft<O, P>, part: PartNow): void {
  if (part.state === 'failed') return;
  draft.changePart({ ...part, state: 'failed' });
  if (part.state === 'made') {
    const { id, amountMinor, taxMinor } = part;
    draft.post(refundFailed({ ...causeOf(draft, part), id, amountMinor, taxMinor }));
    const payment = draft.payment(part.paymentId)!;
    // The last of it had refunded the whole payment, under the part's id.
    if (payment.refundId === id) draft.movePayment(payment.id, 'refund_fail', {});
    else draft.refundedPart(draft.order(part.orderId), payment, -amountMinor);
  }
  draft.problem(part.orderId, 'refund_failed');
}

function causeOf<O extends OrderNow, P extends PaymentNow>(draft: Draft<O, P>, { orderId }: PartNow) {
  const { shopId, currency } = draft.order(orderId);
  return { shopId, at: draft.now, orderId, currency, deliveryMinor: 0 };
}
