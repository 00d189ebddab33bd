import { derivedId } from '../../platform/kit/derived-id.ts';
import { unbalanced } from './ledger.ts';
import type { LedgerLine, Wrong, WrongCode } from './protocol.ts';

/** What the check asks of an order and of its payments; their features know more. */
export interface BookOrder {
  readonly id: string;
  readonly shopId: string;
  readonly state: string;
  readonly totalMinor: number;
  readonly currency: string;
  /** Refunds of parts of it. */
  readonly parts?: readonly { readonly id: string; readonly state: 'asked' | 'made' | 'failed' }[];
}

export interface BookPayment {
  readonly id: string;
  readonly orderId: string;
  readonly shopId: string;
  readonly state: string;
  readonly amountMinor: number;
  /** What went back in parts, before the rest. */
  readonly refundedMinor?: number;
  readonly currency: string;
  readonly refundId: string | null;
  readonly refundOf: 'order' | 'late_capture' | null;
  readonly fee: { readonly minor: number; readonly currency: string } | null;
}

export interface BookEntry {
  readonly id: string;
  readonly shopId: string;
  readonly kind: string;
  readonly orderId: string | null;
  readonly lines: readonly LedgerLine[];
}

export interface Part {
  readonly orders: readonly BookOrder[];
  readonly payments: readonly BookPayment[];
  readonly entries: readonly BookEntry[];
}

/** Sums of the provider account, by shop and currency: what payments and payouts say, and what the whole book says. */
export type ProviderSums = Map<string, { said: number; booked: number }>;

const captured = new Set(['captured', 'refunding', 'refunded', 'refund_failed']);

/**
 * Looks at some orders with all that belongs to them. Each is in exactly one part, so that what the parts say together is
 * what the book should say. [L12]
 */
export function checkPart({ orders, payments, entries }: Part, sums: ProviderSums): Wrong[] {
  const byOrder = Map.groupBy(payments, (payment) => payment.orderId);
  const ofOrder = Map.groupBy(entries, (entry) => entry.orderId);
  for (const payment of payments) sayPayment(sums, payment);
  for (const entry of entries) sayPayout(sums, entry);
  return [
    ...entries.flatMap(checkEntry),
    ...orders.flatMap((order) => checkOrder(order, byOrder.get(order.id) ?? [], ofOrder.get(order.id) ?? [])),
  ];
}

/** What may be wrong with the money of one order. */
export const orderCodes = [
  ...['entry_without_cause', 'sale_missing', 'sale_unpaid', 'sale_off', 'payment_off'],
  ...['refund_missing', 'refund_unmade', 'refund_failed', 'order_unpaid', 'money_kept', 'provider_off'],
] as const satisfies readonly string[] as readonly WrongCode[];

/**
 * One order with all that belongs to it. What the provider owes for it is what the book says of it, so that one order's
 * mistake cannot hide another's; that entries balance is looked at with the entries. [L12]
 */
export function checkOrderBook(
  order: BookOrder,
  payments: readonly BookPayment[],
  entries: readonly BookEntry[],
): Wrong[] {
  const sums: ProviderSums = new Map();
  for (const { account, amountMinor, currency } of entries.flatMap(({ lines }) => lines)) {
    if (account === 'provider_receivable') add(sums, order.shopId, currency, 'booked', amountMinor);
  }
  const wrongs = checkPart({ orders: [order], payments, entries }, sums);
  return [...wrongs, ...checkSums(sums).map((wrong) => ({ ...wrong, id: order.id }))].filter(({ code }) =>
    orderCodes.includes(code),
  );
}

/** Where what the provider should owe is not what the book says. */
export function checkSums(sums: ProviderSums): Wrong[] {
  return [...sums].flatMap(([key, { said, booked }]) => {
    const [id, currency] = key.split(' ') as [string, string];
    return said === booked ? [] : [{ code: 'provider_off' as const, id, currency, offMinor: booked - said }];
  });
}

function checkEntry({ id, lines }: BookEntry): Wrong[] {
  if (lines.length === 0) return [{ code: 'entry_empty', id }];
  return unbalanced(lines).map((currency) => {
    const off = lines.filter((line) => line.currency === currency).reduce((sum, line) => sum + line.amountMinor, 0);
    return { code: 'entry_off', id, currency, offMinor: off };
  });
}

function checkOrder(order: BookOrder, payments: readonly BookPayment[], entries: readonly BookEntry[]): Wrong[] {
  const kept = payments.filter(
    (one) => one.state === 'captured' || (one.state === 'refunding' && one.refundOf === 'order'),
  );
  const wrongs: Wrong[] = [];
  if (kept.length !== (order.state === 'paid' ? 1 : 0)) {
    wrongs.push({ code: order.state === 'paid' && kept.length === 0 ? 'order_unpaid' : 'money_kept', id: order.id });
  }
  for (const payment of payments) wrongs.push(...checkPayment(order, payment, entries));
  for (const part of order.parts ?? []) wrongs.push(...checkPartRefund(part, entries));
  const known = new Set(payments.flatMap(({ id, refundId }) => [id, refundId]));
  for (const { id } of order.parts ?? []) known.add(id);
  const strange = entries.filter(
    ({ id, kind }) => kind.startsWith('sale_') && !known.has(id) && !takenBack(id, entries),
  );
  return [...wrongs, ...strange.map(({ id }): Wrong => ({ code: 'entry_without_cause', id }))];
}

/** One that failed has an entry when it was made before, and then one that took it back. */
function checkPartRefund({ id, state }: { id: string; state: string }, entries: readonly BookEntry[]): Wrong[] {
  const posted = entries.some((entry) => entry.id === id && entry.kind === 'sale_refunded');
  if (state === 'made' && !posted) return [{ code: 'refund_missing', id }];
  const stands = posted && !takenBack(id, entries);
  return state !== 'made' && stands ? [{ code: 'refund_unmade', id }] : [];
}

/** A refund that failed stands in the book under its old id, beside the entry that took it back. */
function takenBack(id: string, entries: readonly BookEntry[]): boolean {
  const back = derivedId('refund failed', id);
  return entries.some((entry) => entry.id === back);
}

function checkPayment(order: BookOrder, payment: BookPayment, entries: readonly BookEntry[]): Wrong[] {
  const { id, state, refundId, amountMinor, currency } = payment;
  const sale = entries.filter((entry) => entry.id === id && entry.kind === 'sale_captured');
  const refund = entries.filter((entry) => entry.id === refundId && entry.kind === 'sale_refunded');
  const wrongs: Wrong[] = [];
  if (sale.length !== (captured.has(state) ? 1 : 0))
    wrongs.push({ code: sale.length ? 'sale_unpaid' : 'sale_missing', id });
  if (state === 'refunded' && refund.length !== 1) wrongs.push({ code: 'refund_missing', id });
  if (state !== 'refunded' && state !== 'refund_failed' && refund.length > 0)
    wrongs.push({ code: 'refund_unmade', id });
  if (state === 'refund_failed') wrongs.push({ code: 'refund_failed', id });
  if (amountMinor !== order.totalMinor) {
    wrongs.push({ code: 'payment_off', id, currency, offMinor: amountMinor - order.totalMinor });
  }
  for (const entry of sale) {
    const off = providerOf(entry, order.currency) - order.totalMinor;
    if (off !== 0) wrongs.push({ code: 'sale_off', id, currency: order.currency, offMinor: off });
  }
  return wrongs;
}

function sayPayment(sums: ProviderSums, payment: BookPayment): void {
  const { shopId, state, amountMinor, refundedMinor = 0, currency, fee } = payment;
  if (captured.has(state) && state !== 'refunded') add(sums, shopId, currency, 'said', amountMinor - refundedMinor);
  if (fee) add(sums, shopId, fee.currency, 'said', -fee.minor);
}

/** A payout is its own proof, and so is one that came back: the provider told it, or an operator wrote it down. */
function sayPayout(sums: ProviderSums, { shopId, kind, lines }: BookEntry): void {
  if (!kind.startsWith('payout')) return;
  for (const { account, amountMinor, currency } of lines) {
    if (account === 'provider_receivable') add(sums, shopId, currency, 'said', amountMinor);
  }
}

export function add(
  sums: ProviderSums,
  shopId: string,
  currency: string,
  side: 'said' | 'booked',
  amount: number,
): void {
  const key = `${shopId} ${currency}`;
  const sum = sums.get(key) ?? { said: 0, booked: 0 };
  sum[side] += amount;
  sums.set(key, sum);
}

function providerOf({ lines }: BookEntry, currency: string): number {
  return lines
    .filter((line) => line.account === 'provider_receivable' && line.currency === currency)
    .reduce((sum, line) => sum + line.amountMinor, 0);
}
