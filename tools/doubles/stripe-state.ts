import { randomBytes } from 'node:crypto';

/** Stripe's own book, as far as we use it: what the double answers from. Each object has the keys of Stripe's API. */
export interface Intent extends Record<string, unknown> {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  readonly metadata: Record<string, string>;
  status: 'requires_payment_method' | 'requires_action' | 'processing' | 'succeeded' | 'canceled';
  amount_received: number;
  latest_charge: string | null;
}

export interface Charge extends Record<string, unknown> {
  readonly id: string;
  readonly amount: number;
  amount_refunded: number;
  refunded: boolean;
}

export interface Refund extends Record<string, unknown> {
  readonly id: string;
  readonly payment_intent: string;
  readonly metadata: Record<string, string>;
  status: 'succeeded' | 'pending' | 'failed';
}

export class StripeBook {
  readonly intents = new Map<string, Intent>();
  readonly charges = new Map<string, Charge>();
  readonly refunds = new Map<string, Refund>();
  /** Why the next refunds fail. */
  readonly failing: string[] = [];
  readonly balance = new Map<string, Record<string, unknown>>();

  makeIntent(asked: Record<string, string>): Intent {
    const id = newId('pi');
    const intent: Intent = {
      ...{ id, object: 'payment_intent', amount: Number(asked.amount), amount_received: 0, currency: asked.currency! },
      ...{ client_secret: `${id}_secret_${newId('x')}`, created: seconds(), livemode: false, latest_charge: null },
      ...{ metadata: under(asked, 'metadata'), status: 'requires_payment_method' as const, last_payment_error: null },
    };
    this.intents.set(id, intent);
    return intent;
  }

  /** The buyer agreed and the bank paid: a charge, and what it moves, less 1.5 % and 25. */
  capture(intent: Intent): Charge {
    const [id, balanceId] = [newId('ch'), newId('txn')];
    const { amount, currency, metadata } = intent;
    const fee = Math.round(amount * 0.015) + 25;
    this.balance.set(balanceId, {
      id: balanceId,
      object: 'balance_transaction',
      amount,
      currency,
      fee,
      net: amount - fee,
    });
    const charge: Charge = {
      ...{ id, object: 'charge', amount, amount_captured: amount, amount_refunded: 0, currency, metadata },
      ...{ captured: true, paid: true, refunded: false, status: 'succeeded', payment_intent: intent.id },
      balance_transaction: balanceId,
    };
    this.charges.set(id, charge);
    Object.assign(intent, { status: 'succeeded', amount_received: amount, latest_charge: id });
    return charge;
  }

  /** All of it, or the amount that is asked for. */
  giveBack(
    intent: Intent,
    metadata: Record<string, string>,
    status: Refund['status'] = 'succeeded',
    amount = intent.amount,
  ): Refund {
    const { id, currency, latest_charge: charge } = intent;
    const refund: Refund = {
      ...{ id: newId('re'), object: 'refund', amount, currency, charge, payment_intent: id, metadata, status },
    };
    this.refunds.set(refund.id, refund);
    if (status === 'succeeded') this.refunded(intent, amount);
    return refund;
  }

  refunded({ latest_charge }: Intent, amount: number): void {
    const charge = this.charges.get(latest_charge ?? '');
    if (!charge) return;
    const back = Math.min(charge.amount, charge.amount_refunded + amount);
    Object.assign(charge, { amount_refunded: back, refunded: back === charge.amount });
  }

  /** With the charge and its balance transaction in their places, as `expand` asks. */
  expanded(intent: Intent, expand: readonly string[]): object {
    const charge = this.charges.get(intent.latest_charge ?? '');
    if (!charge || !expand.includes('latest_charge.balance_transaction')) return intent;
    const moved = this.balance.get(String(charge.balance_transaction)) ?? null;
    return { ...intent, latest_charge: { ...charge, balance_transaction: moved } };
  }
}

/** `metadata[paymentId]=1` as Stripe's form bodies have it. */
export function under(asked: Record<string, string>, key: string): Record<string, string> {
  const inside = Object.entries(asked).flatMap(([name, value]) => {
    const match = new RegExp(`^${key}\\[(\\w+)\\]$`).exec(name);
    return match ? [[match[1]!, value] as const] : [];
  });
  return Object.fromEntries(inside);
}

export function newId(kind: string): string {
  return `${kind}_${randomBytes(10).toString('hex')}`;
}

export function seconds(): number {
  return Math.floor(Date.now() / 1_000);
}
