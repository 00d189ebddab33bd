import { type Static, Type } from 'typebox';
import { Currency, Id, TimeMs } from '../../platform/kit/schema.ts';

/** Accounts of a shop's book. Positive is a debit, negative a credit; the lines of an entry sum to zero. */
export const ledgerAccounts = [
  'provider_receivable',
  'bank',
  'sales',
  'delivery',
  'tax_payable',
  'refunds',
  /** What coupons take off the price of goods. */
  'discounts',
  'provider_fee',
] as const;

export const LedgerLine = Type.Object({
  account: Type.Enum(ledgerAccounts),
  amountMinor: Type.Integer(),
  currency: Currency,
});
export type LedgerLine = Static<typeof LedgerLine>;

export const LedgerEntry = Type.Object({
  id: Id,
  at: TimeMs,
  kind: Type.String(),
  orderId: Type.Union([Id, Type.Null()]),
  lines: Type.Array(LedgerLine),
});
export type LedgerEntry = Static<typeof LedgerEntry>;

/** GET /api/shops/:shopId/ledger?before=<at>&beforeId=<id> -> {entries, balances} (merchant), newest first. */
export const Ledger = Type.Object({ entries: Type.Array(LedgerEntry), balances: Type.Array(LedgerLine) });
export type Ledger = Static<typeof Ledger>;
