import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import { refundFailed, saleCaptured, saleRefunded } from '../ledger/ledger.ts';
import type { Fee, HandRefund } from '../payments/payment.ts';
import { isRefundProblem, type RefundProblem } from '../payments/protocol.ts';
import { type Course, Draft, type OrderNow, type PaymentNow } from './course-draft.ts';
import { makeByHand } from './course-hand.ts';
import { askPart, failPart, makePart, type PartStep, restOf } from './course-parts.ts';
import type { PartNow } from './part-now.ts';
import { shares } from './totals.ts';

/** What moves an order on after it was placed. Payments are heard of; the rest is asked for or due. */
export type Step =
  | {
      readonly kind: 'captured';
      readonly orderId: string;
      readonly paymentId: string;
      readonly reference: string;
      /** Used when the capture came too late and the money must go back. */
      readonly refundId: string;
      readonly fee?: Fee | undefined;
    }
  /** All of it went back, whoever asked for that, and perhaps before anybody heard that it was captured. */
  | {
      readonly kind: 'given_back';
      readonly orderId: string;
      readonly paymentId: string;
      readonly reference: string;
      readonly refundId: string;
      /** In which refunds by hand, where that is known. */
      readonly byHand?: readonly HandRefund[] | undefined;
    }
  /** Some of it went back by hand at the provider. */
  | {
      readonly kind: 'part_given_back';
      readonly orderId: string;
      readonly paymentId: string;
      readonly reference: string;
      readonly refundId: string;
      readonly byHand: readonly HandRefund[];
    }
  | { readonly kind: 'attempt_failed'; readonly orderId: string; readonly paymentId: string; readonly code: string }
  | {
      readonly kind: 'refund_failed';
      readonly orderId: string;
      readonly paymentId: string;
      readonly refundId: string;
      readonly code?: RefundProblem | undefined;
      /** What was given back by hand meanwhile, where that is why. */
      readonly byHand?: readonly HandRefund[] | undefined;
    }
  | { readonly kind: 'declined'; readonly orderId: string; readonly paymentId: string; readonly code: string }
  /** Without the refund's id it is the one that was begun last. */
  | {
      readonly kind: 'refunded';
      readonly orderId: string;
      readonly paymentId: string;
      readonly refundId?: string | undefined;
    }
  | { readonly kind: 'cancel'; readonly orderId: string }
  | { readonly kind: 'expire'; readonly orderId: string }
  | { readonly kind: 'ask_refund'; readonly orderId: string; readonly refundId: string }
  | PartStep;

/**
 * Decides what becomes of orders whose rows are locked. Repeats and late news change nothing twice: the states of order
 * and payment say what is still to be done, and money that cannot buy any more goes back.
 */
export function decideCourse<O extends OrderNow, P extends PaymentNow>(
  state: {
    readonly orders: readonly O[];
    readonly payments: readonly P[];
    readonly parts?: readonly PartNow[];
    /** Units that anybody can buy, of SKUs that are locked. */
    readonly left?: ReadonlyMap<string, number>;
  },
  steps: readonly Step[],
  now: number,
): Course<O, P> {
  const draft = new Draft(state.orders, state.payments, state.parts ?? [], now, state.left);
  const answers = steps.map((step): O | Refusal => {
    if (!draft.orders.has(step.orderId)) return refuse('order_unknown');
    draft.expireIfOver(step.orderId);
    return takeStep(draft, step) ?? draft.order(step.orderId);
  });
  return { ...draft.result(), answers };
}

function takeStep<O extends OrderNow, P extends PaymentNow>(draft: Draft<O, P>, step: Step): Refusal | undefined {
  switch (step.kind) {
    case 'captured':
      return capture(draft, step);
    case 'declined':
      return decline(draft, step);
    case 'refunded':
      return refund(draft, step);
    case 'given_back':
      return giveBack(draft, step);
    case 'part_given_back':
      return givePartBack(draft, step);
    case 'attempt_failed':
      return failAttempt(draft, step);
    case 'refund_failed':
      return failRefund(draft, step);
    case 'cancel':
      return draft.move(step.orderId, 'cancel') ? undefined : refuse('order_act_impossible');
    case 'expire':
      // Only the deadline expires an order, and that was looked at before.
      return undefined;
    case 'ask_refund':
      return askRefund(draft, step);
    case 'ask_part':
      return askPart(draft, step);
  }
}

function capture<O extends OrderNow, P extends PaymentNow>(
  draft: Draft<O, P>,
  { orderId, paymentId, reference, refundId, fee }: Omit<Extract<Step, { kind: 'captured' }>, 'kind'>,
): Refusal | undefined {
  const payment = draft.movePayment(paymentId, 'capture', { reference, code: null } as Partial<P>);
  if (payment === 'unknown') return refuse('payment_unknown');
  if (payment === 'unchanged') {
    draft.takeFee(paymentId, fee);
    return undefined;
  }
  const order = draft.order(orderId);
  draft.post(saleCaptured({ ...payment, ...shares(order), shopId: order.shopId, at: draft.now }));
  draft.takeFee(paymentId, fee);
  // Who has paid when nothing is left gets the money back at once; the order is over.
  const soldOut = order.state === 'held' && !draft.takeOpen(orderId);
  if (!soldOut && draft.move(orderId, 'capture')) return undefined;
  if (soldOut) draft.move(orderId, 'cancel');
  draft.movePayment(paymentId, 'ask_refund', { refundId, refundOf: 'late_capture' } as Partial<P>);
  if (order.state !== 'paid') draft.problem(orderId, soldOut ? 'sold_out_paid' : 'payment_came_late');
  return undefined;
}

function decline<O extends OrderNow, P extends PaymentNow>(
  draft: Draft<O, P>,
  { orderId, paymentId, code }: Extract<Step, { kind: 'declined' }>,
): Refusal | undefined {
  const payment = draft.movePayment(paymentId, 'decline', { code } as Partial<P>);
  if (payment === 'unknown') return refuse('payment_unknown');
  if (payment !== 'unchanged' && draft.order(orderId).state === 'held') draft.problem(orderId, code);
  return undefined;
}

function askRefund<O extends OrderNow, P extends PaymentNow>(
  draft: Draft<O, P>,
  { orderId, refundId }: Extract<Step, { kind: 'ask_refund' }>,
): Refusal | undefined {
  const ofOrder = draft.paymentsOf(orderId);
  const failed = ofOrder.find((payment) => payment.state === 'refund_failed');
  if (failed) {
    draft.movePayment(failed.id, 'ask_refund', { refundId } as Partial<P>);
    return undefined;
  }
  if (draft.order(orderId).state !== 'paid') return refuse('order_act_impossible');
  if (draft.partUnderWay(orderId)) return refuse('refund_under_way');
  // Asked twice: the refund that was begun first goes on under its own id.
  if (ofOrder.some((payment) => payment.state === 'refunding' && payment.refundOf === 'order')) return undefined;
  const captured = ofOrder.find((payment) => payment.state === 'captured');
  if (!captured) return refuse('order_act_impossible');
  draft.movePayment(captured.id, 'ask_refund', { refundId, refundOf: 'order' } as Partial<P>);
  return undefined;
}

function refund<O extends OrderNow, P extends PaymentNow>(
  draft: Draft<O, P>,
  { orderId, paymentId, refundId }: Omit<Extract<Step, { kind: 'refunded' }>, 'kind'>,
): Refusal | undefined {
  const part = draft.part(refundId);
  if (part) {
    makePart(draft, part);
    return undefined;
  }
  // News of a refund that failed before, and was asked for anew under another id, are old.
  if (refundId !== undefined && draft.payment(paymentId)?.refundId !== refundId) return undefined;
  const payment = draft.movePayment(paymentId, 'refund', {});
  if (payment === 'unknown') return refuse('payment_unknown');
  if (payment === 'unchanged') return undefined;
  draft.post(saleRefunded({ ...restOf(draft, payment), id: payment.refundId! }));
  draft.forgetProblem(orderId, isRefundProblem);
  if (payment.refundOf === 'order') draft.move(orderId, 'refund');
  return undefined;
}

/** The buyer may try again on the same payment, as long as the order is held. */
function failAttempt<O extends OrderNow, P extends PaymentNow>(
  draft: Draft<O, P>,
  { orderId, paymentId, code }: Extract<Step, { kind: 'attempt_failed' }>,
): Refusal | undefined {
  const payment = draft.payment(paymentId);
  if (!payment) return refuse('payment_unknown');
  const order = draft.order(orderId);
  if (payment.state === 'started' && order.state === 'held' && order.paymentProblem !== code) {
    draft.problem(orderId, code);
  }
  return undefined;
}

function giveBack<O extends OrderNow, P extends PaymentNow>(
  draft: Draft<O, P>,
  { kind: _, byHand = [], ...back }: Extract<Step, { kind: 'given_back' }>,
): Refusal | undefined {
  const { orderId, paymentId, refundId } = back;
  const unknown = capture(draft, back);
  if (unknown) return unknown;
  makeByHand(draft, paymentId, byHand);
  if (draft.payment(paymentId)?.state === 'refunded') return undefined;
  // A part that was asked for is in all that went back, and so heard of.
  const part = draft.partUnderWay(orderId);
  if (part?.paymentId === paymentId) makePart(draft, part);
  draft.movePayment(paymentId, 'ask_refund', { refundId, refundOf: 'order' } as Partial<P>);
  return draft.payment(paymentId)?.state === 'refunding' ? refund(draft, { orderId, paymentId }) : undefined;
}

/** It was captured in any case, whether or not that was heard. [O90] */
function givePartBack<O extends OrderNow, P extends PaymentNow>(
  draft: Draft<O, P>,
  { kind: _, byHand, ...back }: Extract<Step, { kind: 'part_given_back' }>,
): Refusal | undefined {
  const unknown = capture(draft, back);
  if (unknown) return unknown;
  makeByHand(draft, back.paymentId, byHand);
  return undefined;
}

/** Nobody tries on and on by themselves: a person looks, and asks for it anew. What stood in the book is taken back. */
function failRefund<O extends OrderNow, P extends PaymentNow>(
  draft: Draft<O, P>,
  { orderId, paymentId, refundId, code = 'refund_failed', byHand = [] }: Extract<Step, { kind: 'refund_failed' }>,
): Refusal | undefined {
  const known = draft.payment(paymentId);
  if (!known) return refuse('payment_unknown');
  const heard = makeByHand(draft, paymentId, byHand);
  const part = draft.part(refundId);
  if (part) failPart(draft, part, code);
  const before = draft.payment(paymentId)!;
  if (part || before.refundId !== refundId) return undefined;
  // Less is left than was asked for, and now it is known how much: the refund goes on for that. [O91]
  if (heard && before.state === 'refunding') return undefined;
  const payment = draft.movePayment(paymentId, 'refund_fail', {});
  if (typeof payment === 'string') return undefined;
  if (before.state === 'refunded') draft.post(refundFailed({ ...restOf(draft, payment), id: refundId }));
  draft.problem(orderId, code);
  return undefined;
}
