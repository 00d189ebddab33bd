import { type Static, Type } from 'typebox';
import type { RefusalTable } from '../../platform/kit/refusal.ts';
import { Currency, closed, Id, MinorUnits, Text, TimeMs } from '../../platform/kit/schema.ts';

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
  note: Type.Optional(Type.String({ description: "A payout's reference, or why one came back." })),
  lines: Type.Array(LedgerLine),
});
export type LedgerEntry = Static<typeof LedgerEntry>;

/** GET /api/shops/:shopId/ledger?before=<at>&beforeId=<id> -> {entries, balances} (merchant), newest first. */
export const Ledger = Type.Object({ entries: Type.Array(LedgerEntry), balances: Type.Array(LedgerLine) });
export type Ledger = Static<typeof Ledger>;

/** What the check of the books looks at, one after the other. */
export const bookScopes = ['skus', 'deals', 'coupons', 'orders', 'entries', 'shops'] as const;
export type BookScope = (typeof bookScopes)[number];

/** What can be wrong with the books: of money, of units, of offers, and of what an order says. */
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
  'part_off',
  'part_entry_off',
  'part_units_over',
  'stock_off',
  'oversold',
  'undersold',
  'held_off',
  'kept_off',
  'sold_off',
  'hold_off',
  'deal_off',
  'deal_share_over',
  'deal_of_over',
  'coupon_off',
  'coupon_share_over',
  'coupon_of_over',
  'limit_over',
  'key_off',
  'parent_gone',
  'total_off',
  'price_off',
  'discount_off',
  'tax_off',
  'book_tax_off',
  'book_discount_off',
  'order_untold',
  'payout_off',
  'balance_off',
  'room_sold_off',
  'order_sold_off',
  'followers_off',
  'stars_off',
  'waiting_off',
] as const;
export type WrongCode = (typeof wrongCodes)[number];

export const Wrong = Type.Object({
  code: Type.Enum(wrongCodes),
  id: Type.String({ description: 'The entry, payment, order, SKU, deal, coupon or shop that is concerned.' }),
  currency: Type.Optional(Currency),
  offMinor: Type.Optional(Type.Integer({ description: 'By how much there is too much.' })),
  offUnits: Type.Optional(Type.Integer({ description: 'How many units or times there are too many.' })),
  foundAt: Type.Optional(TimeMs),
});
export type Wrong = Static<typeof Wrong>;

/** As many are kept and shown; all are counted. */
export const wrongsShownMax = 100;

const Looked = Type.Integer({ minimum: 0, description: 'How many of them the last check looked at.' });

/** GET /api/operator/books -> {report} (operator): the last check of all shops' books, null before the first. POST checks now. */
export const BooksReport = Type.Object({
  checkedAt: TimeMs,
  ms: Type.Integer({ description: 'How long it took.' }),
  orders: Looked,
  skus: Looked,
  deals: Looked,
  coupons: Looked,
  entries: Looked,
  shops: Looked,
  wholeAt: Type.Union([TimeMs, Type.Null()], {
    description: 'When the last round over everything ended; null while the first is under way.',
  }),
  wrongCount: Type.Integer(),
  wrongs: Type.Array(Wrong, { maxItems: wrongsShownMax }),
});
export type BooksReport = Static<typeof BooksReport>;

export const payoutNoteCharsMax = 140;

/** `returned` where the bank gave it back: since then it is owed again. */
export const ShopPayout = Type.Object({
  id: Id,
  at: TimeMs,
  amountMinor: MinorUnits,
  note: Type.String(),
  returned: Type.Union([Type.Object({ at: TimeMs, reason: Type.String() }), Type.Null()]),
});
export type ShopPayout = Static<typeof ShopPayout>;

/** What one of several shops has at the provider, below zero what it owes after refunds, and the newest payouts to it. */
export const ShopDue = Type.Object({
  shopId: Id,
  name: Type.String(),
  currency: Currency,
  dueMinor: Type.Integer(),
  payouts: Type.Array(ShopPayout),
});
export type ShopDue = Static<typeof ShopDue>;

/**
 * GET  /api/operator/payouts                          -> Payouts (operator): of no shop where there is only one
 * POST /api/operator/payouts/:shopId                  -> Payouts (operator)
 * POST /api/operator/payouts/:shopId/:payoutId/return -> Payouts (operator): it came back from the bank
 */
export const Payouts = Type.Object({ shops: Type.Array(ShopDue) });
export type Payouts = Static<typeof Payouts>;
export const PayOut = Type.Object(
  { id: Id, amountMinor: Type.Integer({ minimum: 1, maximum: 100_000_000_000 }), note: Text(payoutNoteCharsMax, 0) },
  closed,
);
export type PayOut = Static<typeof PayOut>;
export const ReturnPayout = Type.Object({ id: Id, reason: Text(payoutNoteCharsMax) }, closed);
export type ReturnPayout = Static<typeof ReturnPayout>;

export const refusals = {
  /** details: left */
  payout_too_large: 409,
  payout_by_provider: 409,
  payout_unknown: 404,
  payout_returned: 409,
} as const satisfies RefusalTable;
