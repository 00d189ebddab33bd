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

/** What can be wrong with the books. */
export const wrongCodes = [
  'entry_empty',
  'entry_off',
  'entry_without_cause',
  'sale_missing',
  'sale_unpaid',
  'sale_off',
  'payment_off',
  'refund_missing',
  'refund_unmade',
  'refund_failed',
  'order_unpaid',
  'money_kept',
  'provider_off',
] as const;

export const Wrong = Type.Object({
  code: Type.Enum(wrongCodes),
  id: Type.String({ description: 'The entry, payment or order that is concerned; the shop for `provider_off`.' }),
  currency: Type.Optional(Currency),
  offMinor: Type.Optional(Type.Integer({ description: 'By how much the book says too much.' })),
});
export type Wrong = Static<typeof Wrong>;

/** As many are kept and shown; all are counted. */
export const wrongsShownMax = 100;

/** GET /api/operator/books -> {report} (operator): the last check of all shops' books, null before the first. POST checks now. */
export const BooksReport = Type.Object({
  checkedAt: TimeMs,
  ms: Type.Integer({ description: 'How long it took.' }),
  orders: Type.Integer(),
  payments: Type.Integer(),
  entries: Type.Integer(),
  wrongCount: Type.Integer(),
  wrongs: Type.Array(Wrong, { maxItems: wrongsShownMax }),
});
export type BooksReport = Static<typeof BooksReport>;
