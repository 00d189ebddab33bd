import type { BookEntry, BookPayment } from '../../features/ledger/books.ts';
import type { Sql } from '../../platform/db/connect.ts';
import type { BookedOrder, Books, ClaimState, CouponCount, DealCount, HeldUnits, SkuUnits, Taken } from './books.ts';

/** What PostgreSQL holds of a small shop, for the same look as at the rows in memory. Outside of transactions only. */
export async function readBooks(sql: Sql): Promise<Books> {
  const [orders, lines, payments, entries, told, limits] = await Promise.all([
    sql<Omit<BookedOrder, 'lines'>[]>`select id, shop_id as "shopId", account_id as "accountId", state, currency,
      total_minor as "totalMinor", discount_minor as "discountMinor", delivery_minor as "deliveryMinor", delivery, tax_lines as taxes, tax_minor as "taxMinor",
      tax_included as "taxIncluded", (extract(epoch from hold_until) * 1000)::bigint as "holdUntil" from orders`,
    sql<(BookedOrder['lines'][number] & { orderId: string })[]>`select order_id as "orderId", sku_id as "skuId",
      product_id as "productId", title, sku_name as "skuName", quantity, price_minor as "priceMinor", tax_rate_bp as "taxRateBp" from order_lines`,
    sql<
      BookPayment[]
    >`select id, order_id as "orderId", shop_id as "shopId", state, amount_minor as "amountMinor", currency,
      refund_id as "refundId", refund_of as "refundOf", null as fee from payments`,
    sql<BookEntry[]>`select e.id, e.shop_id as "shopId", e.kind, e.order_id as "orderId", coalesce((select jsonb_agg(
      jsonb_build_object('account', l.account, 'amountMinor', l.amount_minor, 'currency', l.currency))
      from ledger_lines l where l.entry_id = e.id), '[]') as lines from ledger_entries e`,
    sql<
      { key: string; count: number }[]
    >`select (body ->> 'orderId') || ' ' || kind as key, count(*)::int as count from facts
      where stream like 'person:%' and kind like 'order.%' group by key`,
    sql<
      { id: string; most: number }[]
    >`select id, limit_per_buyer as most from products where limit_per_buyer is not null`,
  ]);
  const [linesOf, paymentsOf, entriesOf] = [lines, payments, entries].map((rows) =>
    Map.groupBy(rows as { orderId: string }[], ({ orderId }) => orderId),
  );
  const toldOf = new Map(told.map(({ key, count }) => [key, count]));
  return {
    ...(await readUnitsAndOffers(sql)),
    orders: new Map(orders.map((row) => [row.id, { ...row, lines: (linesOf!.get(row.id) ?? []) as never }])),
    limits: new Map(limits.map(({ id, most }) => [id, most])),
    paymentsOf: (orderId) => (paymentsOf!.get(orderId) ?? []) as never,
    entriesOf: (orderId) => (entriesOf!.get(orderId) ?? []) as never,
    toldOf: (orderId, kind) => toldOf.get(`${orderId} ${kind}`) ?? 0,
  };
}

async function readUnitsAndOffers(sql: Sql) {
  const [skus, holds, deals, takings, coupons, claims] = await Promise.all([
    sql<SkuUnits[]>`select sku_id as "skuId", on_hand as "onHand", held, sold,
      (select coalesce(sum(units), 0)::int from stock_journal j where j.sku_id = s.sku_id) as noted from stock s`,
    sql<HeldUnits[]>`select order_id as "orderId", sku_id as "skuId", quantity from holds`,
    sql<DealCount[]>`select id, units, per_buyer as "perBuyer", taken from deals`,
    sql<Taken[]>`select deal_id as "dealId", order_id as "orderId", account_id as "accountId", units from deal_takings`,
    sql<CouponCount[]>`select id, quota, per_person as "perPerson", claimed from coupons`,
    sql<ClaimState[]>`select id, coupon_id as "couponId", account_id as "accountId", order_id as "orderId",
      off_minor as "offMinor" from coupon_claims`,
  ]);
  return { skus: new Map(skus.map((row) => [row.skuId, row])), holds, deals, takings, coupons, claims };
}
