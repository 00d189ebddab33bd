import { checkPart, checkSums, type ProviderSums, add as sumUp } from '../../features/ledger/books.ts';
import { taxOf } from '../../features/shops/terms.ts';
import type { BookedOrder, Books } from './books.ts';

/**
 * Everything that is wrong in these books; nothing at any moment. What belongs to one order is looked at for those that
 * are named, so that a simulation need look only at what a commit has touched.
 */
export function wrongsIn(books: Books, orders: Iterable<BookedOrder>): string[] {
  const wrongs = [...unitWrongs(books), ...offerWrongs(books), ...limitWrongs(books)];
  for (const order of orders) wrongs.push(...orderWrongs(books, order));
  return wrongs;
}

/** Of the whole book: what the provider should owe is what the book says. */
export function moneyWrongs(books: Books): string[] {
  const sums: ProviderSums = new Map();
  const wrongs = [...books.orders.values()].flatMap((order) => {
    const entries = books.entriesOf(order.id);
    for (const { shopId, lines } of entries) {
      for (const { account, amountMinor, currency } of lines) {
        if (account === 'provider_receivable') sumUp(sums, shopId, currency, 'booked', amountMinor);
      }
    }
    return checkPart({ orders: [order], payments: books.paymentsOf(order.id), entries }, sums);
  });
  return [...wrongs, ...checkSums(sums)].map((wrong) => JSON.stringify(wrong));
}

/** [Z1] Units: none appears, none is lost, none is sold or held twice. */
function unitWrongs({ skus, orders, holds }: Books): string[] {
  const [held, sold] = [new Map<string, number>(), new Map<string, number>()];
  for (const { skuId, quantity } of holds) held.set(skuId, (held.get(skuId) ?? 0) + quantity);
  for (const { state, lines } of orders.values()) {
    if (state !== 'paid') continue;
    for (const { skuId, quantity } of lines) sold.set(skuId, (sold.get(skuId) ?? 0) + quantity);
  }
  const wrongs: string[] = [];
  for (const sku of skus.values()) {
    const say = (text: string) => wrongs.push(`${text}: ${JSON.stringify(sku)}`);
    if (sku.onHand !== sku.noted - sku.sold) say('[Z1] on hand is not what came less what was sold');
    if (sku.sold !== (sold.get(sku.skuId) ?? 0)) say('[Z1] sold is not what paid orders have');
    if (sku.held !== (held.get(sku.skuId) ?? 0)) say('[Z1] held is not the sum of the holds');
    if (sku.held < 0 || sku.held > sku.onHand) say('[Z2] oversold');
  }
  return wrongs;
}

/** [Z5] Deals and coupons: what is taken is what standing orders have, and nobody has more than there is for them. */
function offerWrongs({ deals, takings, coupons, claims, orders }: Books): string[] {
  const wrongs: string[] = [];
  const stands = (orderId: string) => ['held', 'paid'].includes(orders.get(orderId)?.state ?? '');
  for (const { dealId, orderId } of takings) {
    if (!stands(orderId)) wrongs.push(`[Z5] ${orderId} is over and has of the deal ${dealId}`);
  }
  for (const { id, units, perBuyer, taken } of deals) {
    const ofDeal = takings.filter(({ dealId }) => dealId === id);
    if (taken !== total(ofDeal, (one) => one.units))
      wrongs.push(`[Z5] of the deal ${id} ${taken} are said to be taken`);
    if (taken > units) wrongs.push(`[Z5] of the deal ${id} ${taken} of ${units} are taken`);
    for (const [buyer, theirs] of Map.groupBy(ofDeal, (one) => one.accountId)) {
      const has = total(theirs, (one) => one.units);
      if (has > perBuyer) wrongs.push(`[Z5] ${buyer} has ${has} of the deal ${id}, more than ${perBuyer}`);
    }
  }
  for (const { id, quota, perPerson, claimed } of coupons) {
    const ofCoupon = claims.filter(({ couponId }) => couponId === id);
    if (claimed !== ofCoupon.length) wrongs.push(`[Z5] the coupon ${id} says ${claimed} of ${ofCoupon.length} claims`);
    if (claimed > quota) wrongs.push(`[Z5] the coupon ${id} was claimed ${claimed} times of ${quota}`);
    for (const [person, theirs] of Map.groupBy(ofCoupon, (one) => one.accountId)) {
      if (theirs.length > perPerson) wrongs.push(`[Z5] ${person} claimed the coupon ${id} ${theirs.length} times`);
    }
  }
  for (const { id, orderId } of claims) {
    if (orderId !== null && !stands(orderId)) wrongs.push(`[Z5] ${orderId} is over and uses the claim ${id}`);
  }
  return wrongs;
}

/** [Z5] What a buyer has of a limited product, in orders that are paid or may still be. */
function limitWrongs({ limits, orders }: Books): string[] {
  const has = new Map<string, number>();
  for (const { accountId, state, lines } of orders.values()) {
    if (state !== 'paid' && state !== 'held') continue;
    for (const { productId, quantity } of lines) {
      if (!limits.has(productId)) continue;
      const key = `${productId} ${accountId}`;
      has.set(key, (has.get(key) ?? 0) + quantity);
    }
  }
  return [...has].flatMap(([key, units]) => {
    const limit = limits.get(key.split(' ')[0]!)!;
    return units > limit ? [`[Z5] ${key} has ${units} units, more than ${limit}`] : [];
  });
}

function orderWrongs(books: Books, order: BookedOrder): string[] {
  const { id, state, lines, discountMinor, deliveryMinor, taxes, taxMinor, taxIncluded, totalMinor } = order;
  const wrongs: string[] = [];
  const say = (text: string) => wrongs.push(`${text}: order ${id}, ${state}`);
  const held = books.holds.filter(({ orderId }) => orderId === id);
  const wanted = state === 'held' ? total(lines, ({ quantity }) => quantity) : 0;
  if (total(held, ({ quantity }) => quantity) !== wanted) say('[Z1] what it holds is not what it wants');
  const goods = total(lines, ({ priceMinor, quantity }) => priceMinor * quantity) - discountMinor;
  if (goods < 0 || goods + deliveryMinor + (taxIncluded ? 0 : taxMinor) !== totalMinor)
    say('[Z4] its total is another');
  if (total(taxes, (tax) => tax.netMinor + tax.taxMinor) !== totalMinor) say('[Z4] its lines of tax are not its total');
  if (total(taxes, (tax) => tax.taxMinor) !== taxMinor) say('[Z4] its lines of tax are not its tax');
  for (const { rateBp, netMinor, taxMinor: tax } of taxes) {
    const charged = taxIncluded ? netMinor + tax : netMinor;
    if (taxOf(charged, rateBp, taxIncluded) !== tax) say(`[Z4] its tax at ${rateBp} is not of that rate`);
  }
  const off = total(
    books.claims.filter(({ orderId }) => orderId === id),
    ({ offMinor }) => offMinor ?? 0,
  );
  if (['held', 'paid'].includes(state) && off !== discountMinor) say('[Z5] its discount is not what its coupons take');
  const told = books.toldOf(id, state === 'held' ? 'order.placed' : `order.${state}`);
  if (told !== 1) say(`[Z6] its buyer was told so ${told} times`);
  const entries = books.entriesOf(id);
  const payments = books.paymentsOf(id);
  // A refund that failed is for a person to look at, and one that failed after it was made is asked for anew.
  const looked = payments.some((payment) => payment.state === 'refund_failed') ? ['refund_failed', 'order_unpaid'] : [];
  if (state === 'refunded' && payments.some((payment) => payment.state === 'refunding')) looked.push('money_kept');
  for (const { code } of checkPart({ orders: [order], payments, entries }, new Map())) {
    if (!looked.includes(code)) say(`[Z3] the book says ${code}`);
  }
  return wrongs;
}

function total<T>(list: readonly T[], of: (one: T) => number): number {
  return list.reduce((sum, one) => sum + of(one), 0);
}
