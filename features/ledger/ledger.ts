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

export type EntryKind = 'sale_captured' | 'sale_refunded';

interface Cause {
  /** The payment's id for a capture, the refund's id for a refund. */
  readonly id: string;
  readonly shopId: string;
  readonly at: number;
  readonly orderId: string | null;
  readonly amountMinor: number;
  readonly currency: string;
}

/** The provider now owes the shop what the buyer paid. */
export function saleCaptured(cause: Cause): Entry {
  return entry(cause, 'sale_captured', 'provider_receivable', 'sales');
}

/** The buyer got the money back: the provider owes the shop that much less. */
export function saleRefunded(cause: Cause): Entry {
  return entry(cause, 'sale_refunded', 'refunds', 'provider_receivable');
}

/** The currencies in which the lines do not sum to zero; none for a sound entry. */
export function unbalanced(lines: readonly LedgerLine[]): string[] {
  const sums = new Map<string, number>();
  for (const { currency, amountMinor } of lines) sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  return [...sums].filter(([, sum]) => sum !== 0).map(([currency]) => currency);
}

function entry(
  { id, shopId, at, orderId, amountMinor, currency }: Cause,
  kind: EntryKind,
  debit: LedgerLine['account'],
  credit: LedgerLine['account'],
): Entry {
  const lines = [
    { account: debit, amountMinor, currency },
    { account: credit, amountMinor: 0 - amountMinor, currency },
  ];
  return { id, shopId, at, kind, orderId, lines };
}
