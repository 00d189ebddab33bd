import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import type { UsedClaim } from '../coupons/coupons.ts';
import type { PaymentMethod, ProviderName } from '../payments/protocol.ts';
import type { TaxClass } from '../shops/tax-class.ts';
import type { ShopTerms } from '../shops/terms.ts';
import { BatchCarts, type InCart } from './batch-carts.ts';
import { BatchCoupons, type ClaimNow } from './batch-coupons.ts';
import { BatchDeals, type DealsNow, type DealTaking, priceInDeal } from './batch-deals.ts';
import { BatchTurns, type TurnNow, takesOf } from './batch-turns.ts';
import { linePrice, type SkuPrices } from './line-price.ts';
import { takes } from './payment-taken.ts';
import type { Address, Checkout, OrderLine } from './protocol.ts';
import { quantityMax } from './protocol.ts';
import { addBought, type Bought, beyondLimit, limitsOf } from './purchase-limit.ts';
import { orderHoldMs, type StockPolicy, withoutHolds } from './stock-policy.ts';
import { type Goods, type Place, rateAt, type Totals, totalsOf } from './totals.ts';

/** What the catalog says of a SKU at the moment of sale. */
export interface SkuForSale extends SkuPrices, StockPolicy {
  readonly skuId: string;
  readonly productId: string;
  readonly shopId: string;
  readonly title: string;
  readonly skuName: string;
  readonly currency: string;
  readonly forSale: boolean;
  /** Units of the product that one account may have; null for no limit. */
  readonly limitPerBuyer: number | null;
  readonly taxClass: TaxClass;
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
  readonly deliveryId?: string | undefined;
  /** Bought out of the cart. */
  readonly cart?: boolean | undefined;
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
  /** The ways to pay that this installation has. */
  readonly providers: ReadonlySet<ProviderName>;
  readonly left: ReadonlyMap<string, number>;
  readonly skus: ReadonlyMap<string, SkuForSale>;
  readonly shopOfRoom: ReadonlyMap<string, string>;
  /** By room and account: who may not be in a room that is not for everyone, and so not buy in it. */
  readonly turnedAway: ReadonlyMap<string, ReadonlyMap<string, Refusal>>;
  /** The rooms of this batch that are live now, with the products in their bags. */
  readonly liveBags: ReadonlyMap<string, ReadonlySet<string>>;
  /** What each shop adds to its prices, held until the commit. */
  readonly terms: ReadonlyMap<string, ShopTerms>;
  readonly checkouts: ReadonlyMap<string, Pick<Checkout, 'address' | 'method'>>;
  readonly deals: DealsNow;
  /** What is kept for the accounts of this batch that have waited for it; absent for nothing. */
  readonly turns?: readonly TurnNow[];
  /** What the accounts of this batch hold, kept until the commit. */
  readonly claims: readonly ClaimNow[];
  /** The carts that this batch buys from, held until the commit; absent for none. */
  readonly carts?: readonly InCart[];
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
  readonly takings: readonly DealTaking[];
  /** The turns that it takes up. */
  readonly turns: readonly TurnNow[];
  /** What coupons take off the goods, and which. */
  readonly discountMinor: number;
  readonly used: readonly UsedClaim[];
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
  const deals = new BatchDeals(state.deals, now);
  const coupons = new BatchCoupons(state.claims, now);
  const turns = new BatchTurns(state.turns ?? []);
  const carts = new BatchCarts(state.carts ?? []);
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
        ? (carts.missing(purchase) ?? decideOne({ ...state, bought }, { left, deals, coupons, turns }, purchase))
        : refuse('too_many_unpaid', { max: state.heldMax });
    if ('refused' in decision) return decision;
    held.set(purchase.accountId, open + 1);
    for (const line of decision.lines) left.set(line.skuId, left.get(line.skuId)! - takesOf(line, decision.turns));
    turns.take(purchase.accountId, decision.lines);
    deals.take(purchase, decision.takings);
    coupons.take(purchase.accountId, decision.used);
    carts.take(purchase);
    addBought(bought, purchase.accountId, decision.lines);
    known.set(purchase.id, purchase);
    return { placed: { ...decision, placedAt: now, holdUntil: now + orderHoldMs(decision.lines, state.skus, holdMs) } };
  });
}

/** What the orders before it in the batch left. */
interface Remaining {
  readonly left: ReadonlyMap<string, number>;
  readonly deals: BatchDeals;
  readonly coupons: BatchCoupons;
  readonly turns: BatchTurns;
}

function decideOne(
  state: PurchaseState,
  { left, deals, coupons, turns: ofBatch }: Remaining,
  purchase: Purchase,
): Omit<NewOrder, 'placedAt' | 'holdUntil'> | Refusal {
  const { accountId } = purchase;
  if (!state.buyers.has(accountId)) return refuse('not_signed_in');
  const priced = priceLines(state, deals, purchase);
  if ('refused' in priced) return priced;
  const { takings, withheld } = priced;
  const lines = withoutHolds(priced.lines, state.skus, (skuId) => ofBatch.turnOf(accountId, skuId) !== undefined);
  const turns = lines.flatMap(({ skuId }) => ofBatch.turnOf(accountId, skuId) ?? []);
  const { shopId, currency } = state.skus.get(lines[0]!.skuId)!;
  if (purchase.roomId !== null) {
    if (state.shopOfRoom.get(purchase.roomId) !== shopId) return refuse('room_unknown');
    const away = state.turnedAway.get(purchase.roomId)?.get(purchase.accountId);
    if (away) return away;
  }
  const short = firstShort(ofBatch.leftFor(accountId, left), lines);
  if (short) return short;
  const beyond = beyondLimit(limitsOf(state.skus.values()), state.bought, purchase.accountId, lines);
  if (beyond) return beyond;
  const remembered = state.checkouts.get(purchase.accountId);
  const address = purchase.address ?? remembered?.address;
  if (!address) return refuse('address_needed');
  const method = purchase.method ?? remembered?.method;
  if (!method) return refuse('payment_method_needed');
  const { id, sum, roomId, note = '', pickup = false, deliveryId } = purchase;
  const terms = state.terms.get(shopId)!;
  // Its prices were read a moment before the shop took another currency: they are read anew with the next try.
  if (terms.currency !== currency) return refuse('overloaded');
  if (!takes(terms, method, state.providers)) return refuse('payment_not_taken');
  const { offMinor: discountMinor, used } = coupons.apply({ shopId, roomId, accountId, lines });
  const place = { country: address.country, pickup, deliveryId };
  const totals = charge({ lines, discountMinor }, place, terms, {
    expectedMinor: purchase.expectedTotalMinor,
    withheld,
  });
  if ('refused' in totals) return totals;
  const rated = lines.map(({ taxClass, ...line }) => ({ ...line, taxRateBp: rateAt(terms, place, taxClass) }));
  return {
    ...{ id, shopId, roomId, accountId, sum, currency, lines: rated, takings, turns, discountMinor, used },
    ...{ address, method, note, pickup },
    ...totals,
  };
}

/** What the order costs there, when that is what the buyer was shown. */
function charge(
  goods: Goods,
  place: Place,
  terms: ShopTerms,
  { expectedMinor, withheld }: { expectedMinor: number | undefined; withheld: string | null },
): Totals | Refusal {
  const totals = totalsOf(goods, place, terms);
  if ('refused' in totals) return totals;
  const { totalMinor } = totals;
  if ((expectedMinor ?? totalMinor) === totalMinor) return totals;
  return refuse('price_changed', withheld === null ? { totalMinor } : { totalMinor, why: withheld });
}

/** A line before it is known where it goes. */
export type PricedLine = Omit<OrderLine, 'taxRateBp'> & { readonly taxClass: TaxClass };

interface PricedLines {
  readonly lines: readonly PricedLine[];
  readonly takings: readonly DealTaking[];
  /** Why a deal that runs is not for this order. */
  readonly withheld: string | null;
}

/** The lines with their prices as they are now; a SKU that is named twice becomes one line. */
export function priceLines(
  state: Pick<PurchaseState, 'skus' | 'liveBags'>,
  deals: BatchDeals,
  purchase: Pick<Purchase, 'roomId' | 'accountId' | 'lines'>,
): PricedLines | Refusal {
  const wanted = readWanted(state, purchase);
  if ('refused' in wanted) return wanted;
  const bag = purchase.roomId === null ? undefined : state.liveBags.get(purchase.roomId);
  const ofProduct = Map.groupBy(wanted, ({ sku }) => sku.productId);
  const lines: PricedLine[] = [];
  const takings: DealTaking[] = [];
  let withheld: string | null = null;
  for (const [productId, wishes] of ofProduct) {
    const offer = deals.offer(purchase, productId, sumOf(wishes));
    if (typeof offer === 'string') withheld = offer;
    const deal = typeof offer === 'string' ? null : offer;
    for (const { sku, quantity } of wishes) {
      const { skuId, title, skuName, taxClass } = sku;
      const without = linePrice(sku, { roomLive: bag?.has(productId) ?? false });
      const { priceMinor, dealId } = priceInDeal(without.priceMinor, deal);
      if (dealId !== null) takings.push({ dealId, units: quantity });
      lines.push({ skuId, productId, title, skuName, quantity, priceMinor, taxClass });
    }
  }
  return { lines, takings: sumTakings(takings), withheld };
}

function readWanted(
  state: Pick<PurchaseState, 'skus'>,
  purchase: Pick<Purchase, 'lines'>,
): { readonly sku: SkuForSale; readonly quantity: number }[] | Refusal {
  const quantities = new Map<string, number>();
  for (const { skuId, quantity } of purchase.lines) quantities.set(skuId, (quantities.get(skuId) ?? 0) + quantity);
  const wanted: { sku: SkuForSale; quantity: number }[] = [];
  for (const [skuId, quantity] of quantities) {
    const sku = state.skus.get(skuId);
    if (!sku) return refuse('sku_unknown');
    if (!sku.forSale) return refuse('product_not_for_sale');
    if (quantity > quantityMax) return refuse('bad_request', { what: 'quantity' });
    if (sku.shopId !== (wanted[0]?.sku ?? sku).shopId) return refuse('order_other_shop');
    wanted.push({ sku, quantity });
  }
  return wanted;
}

function sumOf(wishes: readonly { readonly quantity: number }[]): number {
  return wishes.reduce((sum, { quantity }) => sum + quantity, 0);
}

function sumTakings(takings: readonly DealTaking[]): DealTaking[] {
  return [...Map.groupBy(takings, ({ dealId }) => dealId)].map(([dealId, ofDeal]) => ({
    dealId,
    units: ofDeal.reduce((sum, { units }) => sum + units, 0),
  }));
}

function firstShort(leftOf: (skuId: string) => number, lines: Purchase['lines']): Refusal | null {
  for (const { skuId, quantity } of lines) {
    const units = leftOf(skuId);
    if (units <= 0) return refuse('sold_out');
    if (units < quantity) return refuse('not_enough_left', { left: units });
  }
  return null;
}
