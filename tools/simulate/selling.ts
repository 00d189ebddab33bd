import { phaseOf } from '../../features/deals/deals.ts';
import {
  decidePurchases,
  type NewOrder,
  type Purchase,
  type PurchaseDecision,
  type PurchaseState,
} from '../../features/orders/purchase.ts';
import { boughtKey } from '../../features/orders/purchase-limit.ts';
import type { PaymentMethod } from '../../features/payments/protocol.ts';
import { firstCheckMs } from '../../features/payments/server/index.ts';
import { leftOf, sumChanges, toHold } from '../../features/stock/stock.ts';
import { isRefusal } from '../../platform/kit/refusal.ts';
import type { Events } from './events.ts';
import { type MemoryShop, type PaymentRow, type ShopTx, shopId } from './memory-shop.ts';
import { saleWrongs } from './sale-oracle.ts';

export const placeAct = 'orders.place';

/** The rows that a batch of purchases holds until its commit. */
export function locksOfSale({ roomId }: MemoryShop, purchases: readonly Purchase[]): string[] {
  return [
    ...new Set(
      purchases.flatMap(({ id, accountId, lines, roomId: inRoom }) => [
        ...lines.map(({ skuId }) => `sku ${skuId}`),
        `account ${accountId}`,
        `command ${id}`,
        ...(inRoom === null ? [] : [`deals ${roomId}`]),
      ]),
    ),
  ];
}

/** A batch of purchases: reads, lets the product decide, and writes what was decided. */
export function sell(shop: MemoryShop, tx: ShopTx, purchases: readonly Purchase[], events: Events): PurchaseDecision[] {
  const decisions = decidePurchases(readSale(shop, purchases, tx.now), purchases, tx.now, shop.holdMs);
  tx.wrongs.push(...saleWrongs(shop, purchases, decisions, tx.now));
  for (const decision of decisions) {
    if (isRefusal(decision) || !('placed' in decision)) continue;
    tx.touched.add(decision.placed.id);
    countPlaced(shop, decision.placed, events);
    if (purchases.some(({ id, deliveryId }) => id === decision.placed.id && deliveryId)) {
      events.count('a way of delivery is chosen');
    }
    tx.write(() => writePlaced(shop, decision.placed));
  }
  return decisions;
}

/** What buyer and shop see of an order before it is placed. */
export function quote(shop: MemoryShop, purchase: Purchase, now: number): number | null {
  const [decision] = decidePurchases(readSale(shop, [purchase], now), [purchase], now, shop.holdMs);
  return decision && !isRefusal(decision) && 'placed' in decision ? decision.placed.totalMinor : null;
}

/** As `commitPurchases` reads it. */
function readSale(shop: MemoryShop, purchases: readonly Purchase[], now: number): PurchaseState {
  const accounts = new Set(purchases.map(({ accountId }) => accountId));
  const rooms = new Set(purchases.map(({ roomId }) => roomId));
  const wanted = purchases.flatMap(({ lines }) => lines.flatMap(({ skuId }) => shop.skus.get(skuId) ?? []));
  const open = [...shop.orders.values()].filter(({ accountId }) => accounts.has(accountId));
  const unpaid = open.filter(({ state }) => state === 'held');
  const held = unpaid.filter(({ holdUntil }) => holdUntil! > now);
  const bought = new Map<string, number>();
  for (const { accountId, lines } of [...unpaid, ...open.filter(({ state }) => state === 'paid')]) {
    for (const { productId, quantity } of lines) {
      const key = boughtKey(accountId, productId);
      bought.set(key, (bought.get(key) ?? 0) + quantity);
    }
  }
  return {
    held: new Map([...Map.groupBy(held, ({ accountId }) => accountId)].map(([id, theirs]) => [id, theirs.length])),
    heldMax: shop.heldMax,
    buyers: shop.buyers,
    providers: new Set(['sandbox']),
    left: new Map(wanted.map((sku) => [sku.skuId, leftOf(sku)])),
    skus: new Map(wanted.map((sku) => [sku.skuId, sku])),
    shopOfRoom: new Map([[shop.roomId, shopId]]),
    turnedAway: new Map(),
    liveBags: new Map(shop.roomLive ? [[shop.roomId, new Set(wanted.map(({ productId }) => productId))]] : []),
    terms: new Map([[shopId, shop.terms]]),
    checkouts: shop.checkouts,
    deals: {
      running: shop.deals.filter((deal) => rooms.has(deal.roomId) && phaseOf(deal, now) === 'running'),
      taken: takenBy(shop, accounts),
    },
    claims: shop.claims
      .filter(({ accountId, orderId }) => orderId === null && accounts.has(accountId))
      .map(({ id, accountId, couponId }) => ({
        id,
        accountId,
        coupon: shop.coupons.find((one) => one.id === couponId)!,
      })),
    bought,
    known: knownOf(shop, purchases),
  };
}

/** One sum for each deal and account. */
function takenBy({ takings }: MemoryShop, accounts: ReadonlySet<string>): PurchaseState['deals']['taken'] {
  const theirs = takings.filter(({ accountId }) => accounts.has(accountId));
  return [...Map.groupBy(theirs, ({ dealId, accountId }) => `${dealId} ${accountId}`).values()].map((ofOne) => ({
    ...ofOne[0]!,
    units: ofOne.reduce((sum, { units }) => sum + units, 0),
  }));
}

/** An id that another act has used is nobody's order. */
function knownOf(shop: MemoryShop, purchases: readonly Purchase[]): PurchaseState['known'] {
  const known = new Map<string, { accountId: string; sum: string }>();
  for (const { id } of purchases) {
    const order = shop.orders.get(id);
    const command = shop.commands.get(id);
    if (order) known.set(id, order);
    else if (command) known.set(id, { accountId: command.actor, sum: command.act });
  }
  return known;
}

function writePlaced(shop: MemoryShop, placed: NewOrder): void {
  const { id, accountId, lines, takings, used, holdUntil, placedAt, method, totalMinor, currency } = placed;
  shop.orders.set(id, { ...placed, state: 'held', paidAt: null, paymentProblem: null });
  shop.commands.set(id, { actor: accountId, act: placeAct, sum: placed.sum, answer: { orderId: id } });
  shop.holds = [
    ...shop.holds,
    ...lines.map(({ skuId, quantity }) => ({ orderId: id, skuId, quantity, until: holdUntil })),
  ];
  for (const { skuId, held } of sumChanges(lines.map((line) => toHold(line.skuId, line.quantity)))) {
    shop.changeSku(skuId, (sku) => ({ held: sku.held + held }));
  }
  shop.takings = [...shop.takings, ...takings.map((taking) => ({ ...taking, orderId: id, accountId }))];
  for (const { dealId, units } of takings) shop.changeDeal(dealId, ({ taken }) => ({ taken: taken + units }));
  const offBy = new Map(used.map(({ claimId, offMinor }) => [claimId, offMinor]));
  shop.claims = shop.claims.map((claim) =>
    offBy.has(claim.id) ? { ...claim, orderId: id, offMinor: offBy.get(claim.id)! } : claim,
  );
  shop.putPayment(startedPayment({ id, orderId: id, method, amountMinor: totalMinor, currency }, placedAt));
  shop.tell(id, 'order.placed');
}

export function startedPayment(
  payment: Pick<PaymentRow, 'id' | 'orderId' | 'amountMinor' | 'currency'> & { readonly method: PaymentMethod },
  at: number,
): PaymentRow {
  return {
    ...payment,
    ...{ shopId, provider: payment.method.provider, state: 'started', reference: null, code: null, refundId: null },
    ...{ refundOf: null, fee: null, startedAt: at, checkAt: at + firstCheckMs, checks: 0, refundedMinor: 0 },
  };
}

function countPlaced(shop: MemoryShop, placed: NewOrder, events: Events): void {
  const { lines, takings, used, roomId, placedAt } = placed;
  const running = shop.deals.filter((deal) => deal.roomId === roomId && phaseOf(deal, placedAt) === 'running');
  const withheld = running.some(
    ({ id, productId }) =>
      lines.some((line) => line.productId === productId) && !takings.some(({ dealId }) => dealId === id),
  );
  if (withheld) events.count('a deal is withheld');
  if (takings.length > 0) events.count('sold in a deal');
  if (placed.taxes.length > 1) events.count('several rates of tax in one order');
  if (used.length > 0) events.count('a coupon is used');
  if (used.length > 1) events.count('several coupons in one order');
  if (lines.some(({ skuId, priceMinor }) => priceMinor === shop.skus.get(skuId)!.livePriceMinor)) {
    events.count('sold at the live price');
  }
}
