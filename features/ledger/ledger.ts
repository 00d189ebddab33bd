import { derivedId } from '../../platform/kit/derived-id.ts';
import type { LedgerLine } from './protocol.ts';

/** An entry as it is posted: written once, never changed. Its id comes from what caused it, so it cannot be posted twice. */
export interface Entry {
  readonly id: string;
  readonly shopId: string;
  readonly at: number;
  readonly kind: EntryKind;
  readonly orderId: string | null;
  readonly lines: readonly LedgerLine[];
}

export type EntryKind =
  | 'sale_captured'
  | 'sale_refunded'
  | 'refund_failed'
  | 'provider_fee'
  | 'payout'
  | 'payout_failed'
  | 'payout_returned';

interface Moved {
  readonly id: string;
  readonly shopId: string;
  readonly at: number;
  readonly orderId: string | null;
  readonly amountMinor: number;
  readonly currency: string;
}

/** The payment's id for a capture, the refund's id for a refund. */
interface Cause extends Moved {
  /** What of the amount is tax, and what is delivery without its tax; the rest is goods. */
  readonly taxMinor: number;
  readonly deliveryMinor: number;
  /** What coupons took off, without its tax: sold for more, and given away. */
  readonly discountMinor?: number;
}

/** The provider now owes the shop what the buyer paid; what of it is tax the shop owes on. */
export function saleCaptured(cause: Cause): Entry {
  const { amountMinor, taxMinor, deliveryMinor, discountMinor = 0 } = cause;
  return entry(cause, 'sale_captured', [
    ['provider_receivable', amountMinor],
    ['sales', taxMinor + deliveryMinor - amountMinor - discountMinor],
    ['discounts', discountMinor],
    ['delivery', -deliveryMinor],
    ['tax_payable', -taxMinor],
  ]);
}

/** The buyer got all of it back: the provider owes the shop that much less, and the shop owes no tax on it. */
export function saleRefunded(cause: Cause): Entry {
  const { amountMinor, taxMinor } = cause;
  return entry(cause, 'sale_refunded', [
    ['refunds', amountMinor - taxMinor],
    ['tax_payable', taxMinor],
    ['provider_receivable', -amountMinor],
  ]);
}

/** A refund that stands in the book did not reach the buyer: the provider owes the money again, and it is owed on. */
export function refundFailed(cause: Cause): Entry {
  const { lines } = saleRefunded(cause);
  const back = lines.map(({ account, amountMinor }): Share => [account, -amountMinor]);
  return entry({ ...cause, id: derivedId('refund failed', cause.id) }, 'refund_failed', back);
}

/** What the provider keeps of a payment: it owes that much less. The entry's id follows from the payment's. */
export function providerFee(fee: Moved): Entry {
  return entry({ ...fee, id: derivedId('provider fee', fee.id) }, 'provider_fee', [
    ['provider_fee', fee.amountMinor],
    ['provider_receivable', -fee.amountMinor],
  ]);
}

/** The id of a payout's entry, by the provider's own name for it. */
export const payoutEntryId = (payoutId: string) => derivedId('payout', payoutId);

/** The provider paid to the bank, or took back what it had paid too much. `id` is its own name for that. */
export function payout(paid: Moved): Entry {
  return entry({ ...paid, id: payoutEntryId(paid.id) }, 'payout', [
    ['bank', paid.amountMinor],
    ['provider_receivable', -paid.amountMinor],
  ]);
}

/** The bank gave a payout back: the provider's account has the money again, and it is owed again. `id` is its entry's. */
export function payoutReturned(paid: Moved): Entry {
  return entry({ ...paid, id: derivedId('payout returned', paid.id) }, 'payout_returned', takenBack(payout(paid)));
}

/** The provider says so of a payout of its own. `id` is its name for the payout. */
export function payoutFailed(paid: Moved): Entry {
  return entry({ ...paid, id: derivedId('payout failed', paid.id) }, 'payout_failed', takenBack(payout(paid)));
}

function takenBack({ lines }: Entry): Share[] {
  return lines.map(({ account, amountMinor }): Share => [account, -amountMinor]);
}

/** The currencies in which the lines do not sum to zero; none for a sound entry. */
export function unbalanced(lines: readonly LedgerLine[]): string[] {
  const sums = new Map<string, number>();
  for (const { currency, amountMinor } of lines) sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  return [...sums].filter(([, sum]) => sum !== 0).map(([currency]) => currency);
}

type Share = readonly [account: LedgerLine['account'], amountMinor: number];

/** Goods and money have their lines whatever they come to; delivery and tax when there is any. */
function entry({ id, shopId, at, orderId, currency }: Moved, kind: EntryKind, amounts: readonly Share[]): Entry {
  const lines = amounts
    .filter(([account, amountMinor]) => amountMinor !== 0 || !beside.has(account))
    .map(([account, amountMinor]) => ({ account, amountMinor: amountMinor + 0, currency }));
  return { id, shopId, at, kind, orderId, lines };
}

/** Accounts of what may be in a sale beside the goods. */
const beside: ReadonlySet<LedgerLine['account']> = new Set(['delivery', 'tax_payable', 'discounts']);
