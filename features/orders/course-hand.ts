import { saleRefunded } from '../ledger/ledger.ts';
import type { HandRefund } from '../payments/payment.ts';
import type { Draft, OrderNow, PaymentNow } from './course-draft.ts';
import { causeOf, restOf, taxWithin } from './course-parts.ts';

/**
 * Somebody gave money back at the provider itself. Which goods that was for nobody says, so it is an amount beside the lines; of
 * the tax it has the share of its money. Each is heard once, in whatever order, and together never more than was captured.
 * [O90] Says whether anything was new.
 */
export function makeByHand<O extends OrderNow, P extends PaymentNow>(
  draft: Draft<O, P>,
  paymentId: string,
  refunds: readonly HandRefund[],
): boolean {
  const fresh = refunds.filter(({ refundId }) => draft.part(refundId) === undefined);
  return fresh.map((refund) => makeOne(draft, paymentId, refund)).some(Boolean);
}

function makeOne<O extends OrderNow, P extends PaymentNow>(
  draft: Draft<O, P>,
  paymentId: string,
  { refundId: id, amountMinor: saidMinor }: HandRefund,
): boolean {
  const payment = draft.payment(paymentId);
  if (!payment || !money.has(payment.state)) return false;
  const { orderId, refundOf } = payment;
  const rest = restOf(draft, payment);
  const amountMinor = Math.min(saidMinor, rest.amountMinor);
  if (amountMinor <= 0) return false;
  const taxMinor = taxWithin(rest, amountMinor, Math.round((rest.taxMinor / rest.amountMinor) * amountMinor));
  const none = { lines: [], delivery: false, restock: false, reason: '', byId: null };
  const made = { state: 'made', askedAt: draft.now, madeAt: draft.now } as const;
  draft.changePart({ ...none, ...made, id, orderId, paymentId, amountMinor, taxMinor });
  draft.post(saleRefunded({ ...causeOf(draft, { orderId }), id, amountMinor, taxMinor }));
  if (amountMinor < rest.amountMinor) {
    draft.refundedPart(draft.order(orderId), payment, amountMinor);
    return true;
  }
  // It was the last of it. A refund of the rest that was under way has nothing to give back any more.
  const last = { refundId: id, refundOf: refundOf ?? 'order' } as Partial<P>;
  draft.movePayment(paymentId, 'ask_refund', last);
  draft.movePayment(paymentId, 'refund', last);
  if ((refundOf ?? 'order') === 'order') draft.move(orderId, 'refund');
  return true;
}

/** Where the provider still has some of it. */
const money: ReadonlySet<string> = new Set(['captured', 'refunding', 'refund_failed']);
