import type { UsedClaim } from '../coupons/coupons.ts';
import { BatchCoupons, type ClaimNow } from '../orders/batch-coupons.ts';
import { BatchDeals, type DealsNow } from '../orders/batch-deals.ts';
import { linePrice } from '../orders/line-price.ts';
import { type PricedLine, priceLines, type SkuForSale } from '../orders/purchase.ts';
import { addBought, type Bought, boughtKey } from '../orders/purchase-limit.ts';
import type { RoomState } from '../rooms/protocol.ts';
import type { Cart, CartDiscount, CartGroup, CartLine, CartWish, Said } from './protocol.ts';

/** The account of whoever has none: they hold no coupons and have bought nothing. */
export const nobody = '';

/** A coupon with what it is called; one that is for a single person is the offer of a host of that name. */
export interface CartClaim extends ClaimNow {
  readonly coupon: ClaimNow['coupon'] & { readonly title: string; readonly accountId: string | null };
}

/** All that a sale would read of these lines at this moment. */
export interface CartNow {
  readonly skus: ReadonlyMap<string, SkuForSale>;
  readonly left: ReadonlyMap<string, number>;
  readonly rooms: ReadonlyMap<string, { readonly title: string; readonly state: RoomState }>;
  /** By room: why its owner of the cart may not buy there. */
  readonly refused: ReadonlyMap<string, string>;
  readonly liveBags: ReadonlyMap<string, ReadonlySet<string>>;
  readonly deals: DealsNow;
  readonly claims: readonly CartClaim[];
  readonly bought: Bought;
}

/** What the groups before it in the cart leave, as orders of one batch would. */
interface Remaining {
  readonly left: Map<string, number>;
  readonly bought: Map<string, number>;
  readonly deals: BatchDeals;
  readonly coupons: BatchCoupons;
}

/**
 * A cart as it could be bought now: reckoned with what a sale reckons with, group after group, each from what the ones
 * before it would leave. [Z5] [Z6]
 */
export function priceCart(now: CartNow, kept: readonly CartWish[], accountId: string, at: number): Cart {
  const remaining: Remaining = {
    left: new Map(now.left),
    bought: new Map(now.bought),
    deals: new BatchDeals(now.deals, at),
    coupons: new BatchCoupons(now.claims, at),
  };
  const known = kept.filter(({ skuId }) => now.skus.has(skuId));
  const together = Map.groupBy(known, ({ skuId, roomId }) => `${now.skus.get(skuId)!.shopId} ${roomId}`);
  const groups = [...together.values()].map((lines) => priceGroup(now, remaining, lines, accountId));
  return { groups, units: known.reduce((sum, { quantity }) => sum + quantity, 0) };
}

function priceGroup(now: CartNow, remaining: Remaining, kept: readonly CartWish[], accountId: string): CartGroup {
  const { roomId } = kept[0]!;
  const { shopId, currency } = now.skus.get(kept[0]!.skuId)!;
  const refused = (roomId !== null && now.refused.get(roomId)) || null;
  const bought = new Map(remaining.bought);
  const judged = kept.map((line) => judge(now, remaining, bought, line, accountId));
  const buying = judged.filter(({ why }) => why === null).map(({ line }) => line);
  const purchase = { roomId, accountId, lines: buying };
  const priced = buying.length === 0 ? null : priceLines(now, remaining.deals, purchase);
  const { lines, takings } = priced === null || 'refused' in priced ? { lines: [], takings: [] } : priced;
  const shown = judged.map(({ line, most, why }) =>
    showLine(
      now,
      { line, most, why, hides: accountId === nobody, priced: lines.find(({ skuId }) => skuId === line.skuId) },
      (units) => remaining.deals.offer(purchase, now.skus.get(line.skuId)!.productId, units),
    ),
  );
  const { offMinor, used } = remaining.coupons.apply({ shopId, roomId, accountId, lines });
  if (refused === null) {
    remaining.deals.take(purchase, takings);
    remaining.coupons.take(accountId, used);
    addBought(remaining.bought, accountId, lines);
    for (const { skuId, quantity } of lines) remaining.left.set(skuId, remaining.left.get(skuId)! - quantity);
  }
  const goodsMinor = lines.reduce((sum, { priceMinor, quantity }) => sum + priceMinor * quantity, 0);
  // What a room is called is for those who may enter it.
  const room = (roomId !== null && refused === null && now.rooms.get(roomId)) || null;
  const discounts = used.map((one) => discountOf(now, one));
  return { shopId, roomId, room, currency, lines: shown, goodsMinor, discountMinor: offMinor, discounts, refused };
}

/** What takes how much off. [Z40] */
function discountOf({ claims }: CartNow, { claimId, offMinor }: UsedClaim): CartDiscount {
  const { title, accountId } = claims.find(({ id }) => id === claimId)!.coupon;
  return { title, personal: accountId !== null, offMinor };
}

interface Judged {
  readonly line: CartWish;
  readonly most: number;
  readonly why: Said | null;
}

/** How many of a line there could be, and why it cannot be bought as it is. */
function judge(
  now: CartNow,
  remaining: Remaining,
  bought: Map<string, number>,
  line: CartWish,
  accountId: string,
): Judged {
  const { productId, limitPerBuyer, forSale } = now.skus.get(line.skuId)!;
  if (!forSale) return { line, most: 0, why: 'not_for_sale' };
  const left = Math.max(0, remaining.left.get(line.skuId) ?? 0);
  if (left === 0) return { line, most: 0, why: 'sold_out' };
  const key = boughtKey(accountId, productId);
  const has = bought.get(key) ?? 0;
  const may = limitPerBuyer === null ? Number.POSITIVE_INFINITY : Math.max(0, limitPerBuyer - has);
  const most = Math.min(left, may);
  if (line.quantity > may) return { line, most, why: 'buyer_limit' };
  if (line.quantity > left) return { line, most, why: 'fewer_left' };
  bought.set(key, has + line.quantity);
  return { line, most, why: null };
}

function showLine(
  now: CartNow,
  { line, most, why, priced, hides }: Judged & { readonly priced: PricedLine | undefined; readonly hides: boolean },
  offer: (units: number) => ReturnType<BatchDeals['offer']>,
): CartLine {
  const sku = now.skus.get(line.skuId)!;
  const { productId, taxClass } = sku;
  // Whoever has an account put it in while it was for sale; of others nobody knows that.
  const hidden = hides && !sku.forSale;
  const { title, skuName } = hidden ? { title: '', skuName: '' } : sku;
  const roomLive = line.roomId !== null && (now.liveBags.get(line.roomId)?.has(productId) ?? false);
  const without = linePrice(sku, { roomLive }).priceMinor;
  const { skuId, quantity, shownMinor } = line;
  const priceMinor = hidden ? shownMinor : (priced?.priceMinor ?? without);
  const says = why === null ? changesOf(line, { priceMinor, without, offer: offer(quantity) }) : [why];
  const shown = { skuId, productId, title, skuName, taxClass, quantity, most, priceMinor, shownMinor };
  return { ...shown, says, buys: why === null };
}

/** What is another than it was when the line was put in. [Z7] */
function changesOf(
  { shownMinor, shownInDeal }: CartWish,
  now: {
    readonly priceMinor: number;
    readonly without: number;
    readonly offer: ReturnType<BatchDeals['offer']>;
  },
): Said[] {
  if (now.priceMinor === shownMinor) return [];
  if (now.priceMinor === now.without && typeof now.offer === 'string') return [now.offer];
  return shownInDeal && now.priceMinor === now.without ? ['deal_over'] : ['price_changed'];
}
