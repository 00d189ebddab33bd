import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import type { PaymentMethod } from '../payments/protocol.ts';
import type { ShopTerms } from '../shops/terms.ts';
import { linePrice, type SkuPrices } from './line-price.ts';
import type { Address, Checkout, OrderLine } from './protocol.ts';
import { quantityMax } from './protocol.ts';
import { addBought, type Bought, beyondLimit, limitsOf } from './purchase-limit.ts';
import { type Place, type Totals, totalsOf } from './totals.ts';

/** What the catalog says of a SKU at the moment of sale. */
export interface SkuForSale extends SkuPrices {
  readonly skuId: string;
  readonly productId: string;
  readonly shopId: string;
  readonly title: string;
  readonly skuName: string;
  readonly currency: string;
  readonly forSale: boolean;
  /** Units of the product that one account may have; null for no limit. */
  readonly limitPerBuyer: number | null;
}

export interface Purchase {
  /** Made by the buyer's browser: the order's id and the idempotency key. */
  readonly id: string;
  readonly accountId: string;
  /** A sum over the body: the same id with another body is refused. */
  readonly sum: string;
  readonly roomId: string | null;
  readonly lines: readonly { readonly skuId: string; readonly quantity: number }[];
  readonly address?: Address | undefined;
  readonly method?: PaymentMethod | undefined;
  readonly note?: string | undefined;
  readonly pickup?: boolean | undefined;
  /** The total that the buyer was shown and agreed to. */
  readonly expectedTotalMinor?: number | undefined;
}

/** Orders that one buyer may have open without paying: whoever wants more must pay or cancel one first. */
export const heldOrdersMax = 5;

export interface PurchaseState {
  /** Orders held now, unpaid, by account; absent for none. */
  readonly held: ReadonlyMap<string, number>;
  readonly heldMax: number;
  /** The accounts that may buy: not banned, and not moved into another since the request came. */
  readonly buyers: ReadonlySet<string>;
  readonly left: ReadonlyMap<string, number>;
  readonly skus: ReadonlyMap<string, SkuForSale>;
  readonly shopOfRoom: ReadonlyMap<string, string>;
  /** The rooms of this batch that are live now, with the products in their bags. */
  readonly liveBags: ReadonlyMap<string, ReadonlySet<string>>;
  /** What each shop adds to its prices, held until the commit. */
  readonly terms: ReadonlyMap<string, ShopTerms>;
  readonly checkouts: ReadonlyMap<string, Checkout>;
  /** What the accounts of this batch have already of the limited products in it. */
  readonly bought: Bought;
  /** Orders and commands that exist under the ids of this batch. */
  readonly known: ReadonlyMap<string, { readonly accountId: string; readonly sum: string }>;
}

export interface NewOrder extends Totals {
  readonly id: string;
  readonly shopId: string;
  readonly roomId: string | null;
  readonly accountId: string;
  readonly sum: string;
  readonly currency: string;
  readonly pickup: boolean;
  readonly lines: readonly OrderLine[];
  readonly address: Address;
  readonly method: PaymentMethod;
  readonly note: string;
  readonly placedAt: number;
  readonly holdUntil: number;
}

/** `known`: this id was placed before, so nothing happens again. */
export type PurchaseDecision = { readonly placed: NewOrder } | { readonly known: string } | Refusal;

/** Decides a batch in its order of arrival: each order takes from what the orders before it left. */
export function decidePurchases(
  state: PurchaseState,
  purchases: readonly Purchase[],
  now: number,
  holdMs: number,
): PurchaseDecision[] {
  const left = new Map(state.left);
  const known = new Map(state.known);
  const held = new Map(state.held);
  const bought = new Map(state.bought);
  return purchases.map((purchase) => {
    const before = known.get(purchase.id);
    if (before) {
      const same = before.accountId === purchase.accountId && before.sum === purchase.sum;
      return same ? { known: purchase.id } : refuse('id_reused');
    }
    const open = held.get(purchase.accountId) ?? 0;
    const decision =
      open < state.heldMax
        ? decideOne({ ...state, bought }, left, purchase)
        : refuse('too_many_unpaid', { max: state.heldMax });
    if ('refused' in decision) return decision;
    held.set(purchase.accountId, open + 1);
    for (const { skuId, quantity } of decision.lines) left.set(skuId, left.get(skuId)! - quantity);
    addBought(bought, purchase.accountId, decision.lines);
    known.set(purchase.id, purchase);
    return { placed: { ...decision, placedAt: now, holdUntil: now + holdMs } };
  });
}

function decideOne(
  state: PurchaseState,
  left: ReadonlyMap<string, number>,
  purchase: Purchase,
): Omit<NewOrder, 'placedAt' | 'holdUntil'> | Refusal {
  if (!state.buyers.has(purchase.accountId)) return refuse('not_signed_in');
  const lines = priceLines(state, purchase);
  if ('refused' in lines) return lines;
  const { shopId, currency } = state.skus.get(lines[0]!.skuId)!;
  if (purchase.roomId !== null && state.shopOfRoom.get(purchase.roomId) !== shopId) return refuse('room_unknown');
  const short = firstShort(left, lines);
  if (short) return short;
  const beyond = beyondLimit(limitsOf(state.skus.values()), state.bought, purchase.accountId, lines);
  if (beyond) return beyond;
  const remembered = state.checkouts.get(purchase.accountId);
  const address = purchase.address ?? remembered?.address;
  if (!address) return refuse('address_needed');
  const method = purchase.method ?? remembered?.method;
  if (!method) return refuse('payment_method_needed');
  const { id, accountId, sum, roomId, note = '', pickup = false } = purchase;
  const terms = state.terms.get(shopId)!;
  // Its prices were read a moment before the shop took another currency: they are read anew with the next try.
  if (terms.currency !== currency) return refuse('overloaded');
  if (!takes(terms, method)) return refuse('payment_not_taken');
  const totals = charge(lines, { country: address.country, pickup }, terms, purchase.expectedTotalMinor);
  if ('refused' in totals) return totals;
  return { ...{ id, shopId, roomId, accountId, sum, currency, lines, address, method, note, pickup }, ...totals };
}

/** Whether the shop may be paid so. [O27] */
export function takes({ sandbox }: ShopTerms, method: PaymentMethod): boolean {
  return method.provider !== 'sandbox' || sandbox;
}

/** What the order costs there, when that is what the buyer was shown. */
function charge(
  lines: readonly OrderLine[],
  place: Place,
  terms: ShopTerms,
  expectedMinor: number | undefined,
): Totals | Refusal {
  const goodsMinor = lines.reduce((total, line) => total + line.priceMinor * line.quantity, 0);
  const totals = totalsOf(goodsMinor, place, terms);
  if ('refused' in totals) return totals;
  const { totalMinor } = totals;
  return (expectedMinor ?? totalMinor) === totalMinor ? totals : refuse('price_changed', { totalMinor });
}

/** The lines with their prices as they are now; a SKU that is named twice becomes one line. */
function priceLines(state: PurchaseState, purchase: Purchase): OrderLine[] | Refusal {
  const quantities = new Map<string, number>();
  for (const { skuId, quantity } of purchase.lines) quantities.set(skuId, (quantities.get(skuId) ?? 0) + quantity);
  const lines: OrderLine[] = [];
  let shopId: string | undefined;
  const bag = purchase.roomId === null ? undefined : state.liveBags.get(purchase.roomId);
  for (const [skuId, quantity] of quantities) {
    const sku = state.skus.get(skuId);
    if (!sku) return refuse('sku_unknown');
    if (!sku.forSale) return refuse('product_not_for_sale');
    if (quantity > quantityMax) return refuse('bad_request', { what: 'quantity' });
    shopId ??= sku.shopId;
    if (sku.shopId !== shopId) return refuse('order_other_shop');
    const { productId, title, skuName } = sku;
    const roomLive = bag?.has(productId) ?? false;
    const { priceMinor } = linePrice(sku, { roomLive });
    lines.push({ skuId, productId, title, skuName, quantity, priceMinor });
  }
  return lines;
}

function firstShort(left: ReadonlyMap<string, number>, lines: readonly OrderLine[]): Refusal | null {
  for (const { skuId, quantity } of lines) {
    const units = left.get(skuId) ?? 0;
    if (units <= 0) return refuse('sold_out');
    if (units < quantity) return refuse('not_enough_left', { left: units });
  }
  return null;
}
