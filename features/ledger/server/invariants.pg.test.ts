import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { booksSource } from '../../../apps/server/books/everything.ts';
import type { TransactionSql } from '../../../platform/db/connect.ts';
import { findWrongs } from '../../../tools/sale-books.ts';
import { ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';
import { wrongCodes } from '../protocol.ts';

let world: SaleWorld;
let skuId: string;
let productId: string;
const ids: Record<'paid' | 'held' | 'refunded' | 'part' | 'cancelled', string> = {} as never;
const [dealId, couponId] = [randomUUID(), randomUUID()];

beforeAll(async () => {
  world = await startSale({ provider: () => createMemoryProvider({ secret: 'secret' }) });
  ({ skuId, productId } = await world.addSku(50));
  const [vera] = (await world.addBuyers(1)) as [string];
  const merchant = { account: vera, roles: { [world.shopId]: ['merchant' as const] } };
  const { url } = world.nodes[0]!;
  const act = (orderId: string, what: string, body: object = {}) =>
    ask(url, 'POST', `/api/orders/${orderId}/${what}`, merchant, { id: randomUUID(), ...body });
  const address = { name: 'Vera', line1: 'Main 1', line2: '', postcode: '1', city: 'Jena', country: 'DE', phone: '' };
  for (const what of ['paid', 'held', 'refunded', 'part', 'cancelled'] as const) {
    ids[what] = randomUUID();
    const card = what === 'held' || what === 'cancelled' ? 'timeout' : 'ok';
    const order = { id: ids[what], roomId: null, lines: [{ skuId, quantity: 2 }], address };
    await ask(url, 'POST', '/api/orders', { account: vera }, { ...order, method: { provider: 'sandbox', card } });
  }
  await act(ids.refunded, 'refund');
  await act(ids.cancelled, 'cancel');
  const part = { lines: [{ skuId, units: 1 }], delivery: false, restock: true, reason: '' };
  await act(ids.part, 'part-refund', part);
  await world.sql`insert into deals (id, shop_id, room_id, product_id, percent_off, units, per_buyer, countdown_seconds,
    run_seconds, made_at) values (${dealId}, ${world.shopId}, ${world.roomId}, ${productId}, 20, 5, 2, 10, 60, now())`;
  await world.sql`insert into coupons (id, shop_id, title, percent_off, minimum_minor, product_ids, quota, per_person, live_only,
    stacks, made_at) values (${couponId}, ${world.shopId}, 'Ten off', 10, 0, '{}', 5, 1, false, false, now())`;
}, 60_000);
afterAll(() => world.stop());

/** What is found when the rows are like this; they are as before afterwards. */
async function foundAfter(breakIt: (sql: TransactionSql) => Promise<unknown>): Promise<string[]> {
  let found: string[] = [];
  const undone = new Error('undone');
  const work = world.sql.begin(async (sql) => {
    await breakIt(sql);
    found = (await findWrongs(sql)).map((one) => (one as { wrong: string }).wrong);
    throw undone;
  });
  await work.catch((error: unknown) => {
    if (error !== undone) throw error;
  });
  return found;
}

interface Posted {
  readonly id?: string;
  readonly kind: string;
  readonly orderId: string | null;
  readonly account?: string;
  readonly minor: number;
}
const post = (sql: TransactionSql, { id = randomUUID(), kind, orderId, account = 'bank', minor }: Posted) =>
  sql`with e as (insert into ledger_entries (id, shop_id, at, kind, order_id)
      values (${id}, ${world.shopId}, now(), ${kind}, ${orderId}) returning id)
    insert into ledger_lines select e.id, t.position, ${world.shopId}, t.account, t.minor, 'EUR' from e,
      (values (0, ${account}, ${minor}::bigint), (1, 'sales', ${-minor}::bigint)) as t (position, account, minor)`;
const noChecks = async (sql: TransactionSql, table: string) => {
  const checks = await sql<{ name: string }[]>`
    select conname as name from pg_constraint where conrelid = ${table}::regclass and contype = 'c'`;
  for (const { name } of checks) await sql.unsafe(`alter table ${table} drop constraint ${name}`);
};
const inBook = (sql: TransactionSql, change: string) =>
  sql.unsafe(
    `alter table ledger_lines disable trigger user; alter table ledger_entries disable trigger user; ${change}`,
  );

const planted: Record<string, (sql: TransactionSql) => Promise<unknown>> = {
  stock_off: (sql) => sql`update stock set on_hand = on_hand + 1 where sku_id = ${skuId}`,
  oversold: async (sql) => {
    await noChecks(sql, 'stock');
    await sql`update stock set on_hand = 1 where sku_id = ${skuId}`;
    await sql`update stock_journal set units = 1 + (select sold from stock where sku_id = ${skuId})
      - (select sum(units) from stock_journal where sku_id = ${skuId} and reason = 'returned') where reason <> 'returned'`;
  },
  undersold: (sql) => sql`insert into waitlist_places (id, sku_id, shop_id, account_id, quantity)
    values (${randomUUID()}, ${skuId}, ${world.shopId}, 'hana', 1)`,
  held_off: (sql) => sql`update stock set held = held + 1 where sku_id = ${skuId}`,
  kept_off: (sql) => sql`update stock set turned = 1 where sku_id = ${skuId}`,
  sold_off: (sql) => sql`update stock set sold = sold + 1, on_hand = on_hand - 1 where sku_id = ${skuId}`,
  hold_off: async (sql) => {
    await sql`update holds set quantity = 1 where order_id = ${ids.held}`;
    await sql`update stock set held = held - 1 where sku_id = ${skuId}`;
  },
  key_off: (sql) => sql`update orders set sum = 'another' where id = ${ids.paid}`,
  parent_gone: (sql) => sql`update payments set shop_id = ${randomUUID()} where order_id = ${ids.held}`,
  total_off: (sql) => sql`update orders set delivery_minor = 5 where id = ${ids.paid}`,
  price_off: (sql) => sql`update facts set body = jsonb_set(body, '{totalMinor}', '7')
    where kind = 'order.placed' and body ->> 'orderId' = ${ids.paid}`,
  order_untold: (sql) => sql`update facts set kind = 'order.expired'
    where kind = 'order.paid' and body ->> 'orderId' = ${ids.paid}`,
  tax_off: (sql) =>
    sql`update orders set tax_lines = jsonb_set(tax_lines, '{0,rateBp}', '1900') where id = ${ids.held}`,
  book_tax_off: (sql) =>
    inBook(sql, `update ledger_lines set account = 'tax_payable' where entry_id = '${ids.paid}' and account = 'sales'`),
  book_discount_off: (sql) =>
    inBook(sql, `update ledger_lines set account = 'discounts' where entry_id = '${ids.paid}' and account = 'sales'`),
  discount_off: async (sql) => {
    await sql`update coupons set claimed = 1 where id = ${couponId}`;
    await sql`insert into coupon_claims values (${randomUUID()}, ${couponId}, 'hana', now(), ${ids.paid}, 3)`;
  },
  coupon_of_over: async (sql) => {
    await sql`update coupons set claimed = 1 where id = ${couponId}`;
    await sql`insert into coupon_claims values (${randomUUID()}, ${couponId}, 'hana', now(), ${ids.cancelled}, 3)`;
  },
  coupon_off: (sql) => sql`update coupons set claimed = 1 where id = ${couponId}`,
  coupon_share_over: async (sql) => {
    await sql`update coupons set claimed = 2 where id = ${couponId}`;
    for (const id of [randomUUID(), randomUUID()])
      await sql`insert into coupon_claims values (${id}, ${couponId}, 'hana', now(), null, null)`;
  },
  deal_off: (sql) => sql`update deals set taken = 1 where id = ${dealId}`,
  deal_share_over: async (sql) => {
    await sql`update deals set taken = 3 where id = ${dealId}`;
    await sql`insert into deal_takings values (${dealId}, ${ids.paid}, 'hana', 3)`;
  },
  deal_of_over: async (sql) => {
    await sql`update deals set taken = 1 where id = ${dealId}`;
    await sql`insert into deal_takings values (${dealId}, ${ids.cancelled}, 'hana', 1)`;
  },
  limit_over: async (sql) => {
    await sql`update products set limit_per_buyer = 6 where id = ${productId}`;
    await sql`update products set limit_set_at = now() - interval '1 hour' where id = ${productId}`;
    expect(await findWrongs(sql)).toEqual([]);
    await sql`update products set limit_per_buyer = 4 where id = ${productId}`;
    await sql`update products set limit_set_at = now() - interval '1 hour' where id = ${productId}`;
  },
  part_off: (sql) => sql`update orders set refunded_minor = refunded_minor + 1 where id = ${ids.part}`,
  part_entry_off: async (sql) => {
    await sql`update order_refunds set amount_minor = amount_minor + 1 where order_id = ${ids.part}`;
    await sql`update payments set refunded_minor = refunded_minor + 1 where order_id = ${ids.part}`;
    await sql`update orders set refunded_minor = refunded_minor + 1 where id = ${ids.part}`;
    await post(sql, { kind: 'fee', orderId: ids.part, account: 'provider_receivable', minor: -1 });
  },
  part_units_over: (sql) => sql`update order_refund_lines set units = 3
    where refund_id in (select id from order_refunds where order_id = ${ids.part})`,
  entry_without_cause: (sql) => post(sql, { kind: 'sale_captured', orderId: randomUUID(), minor: 7 }),
  entry_empty: (sql) =>
    sql`insert into ledger_entries (id, shop_id, at, kind) values (${randomUUID()}, ${world.shopId}, now(), 'payout')`,
  entry_off: (sql) =>
    inBook(
      sql,
      `update ledger_lines set amount_minor = amount_minor - 1 where entry_id = '${ids.paid}' and account = 'sales'`,
    ),
  provider_off: (sql) => sql`update payments set fee_minor = 3, fee_currency = 'EUR' where id = ${ids.paid}`,
  payout_off: async (sql) => {
    const id = randomUUID();
    await post(sql, { id, kind: 'payout', orderId: null, minor: 7 });
    await sql`insert into ledger_payouts values (${id}, ${world.shopId}, 'oskar', now(), 8, 'EUR', 9, '')`;
  },
  refund_missing: (sql) =>
    inBook(sql, `update ledger_entries set kind = 'fee' where kind = 'sale_refunded' and order_id = '${ids.refunded}'`),
  refund_unmade: async (sql) => {
    await sql`update order_refunds set state = 'failed' where order_id = ${ids.part}`;
    await sql`update payments set refunded_minor = 0 where order_id = ${ids.part}`;
    await sql`update orders set refunded_minor = 0 where id = ${ids.part}`;
  },
  refund_failed: async (sql) => {
    await sql`update payments set state = 'refund_failed' where order_id = ${ids.refunded}`;
    await post(sql, { kind: 'refund_failed', orderId: ids.refunded, account: 'provider_receivable', minor: 2_580 });
  },
  sale_missing: (sql) => inBook(sql, `update ledger_entries set kind = 'fee' where id = '${ids.paid}'`),
  sale_unpaid: (sql) =>
    post(sql, {
      ...{ id: ids.held, kind: 'sale_captured', orderId: ids.held },
      ...{ account: 'provider_receivable', minor: 2_580 },
    }),
  sale_off: async (sql) => {
    await inBook(
      sql,
      `update ledger_lines set amount_minor = amount_minor + sign(amount_minor) where entry_id = '${ids.paid}'`,
    );
    await sql`update payments set fee_minor = -1, fee_currency = 'EUR' where id = ${ids.paid}`;
  },
  balance_off: (sql) => sql`insert into ledger_sums values (${world.shopId}, 'bank', 'EUR', 7, 0)`,
  room_sold_off: (sql) => sql`insert into room_sold values (${world.roomId}, ${productId}, 'Mug', now(), 2, 2580)`,
  order_sold_off: async (sql) => {
    await sql`insert into order_sold values (${ids.paid}, ${productId}, ${world.roomId}, 2, 2580)`;
    await sql`insert into room_sold values (${world.roomId}, ${productId}, 'Mug', now(), 2, 2580)`;
    expect(await findWrongs(sql)).toEqual([]);
    await sql`insert into sold_counted (changed_at, order_id) values ('infinity', ${ids.paid})`;
  },
  followers_off: (sql) => sql`insert into follow_counts values ('shop', ${world.shopId}, 0, 1)`,
  stars_off: (sql) => sql`insert into review_counts values (${productId}, 5, false, 1)`,
  waiting_off: (sql) => sql`insert into waitlist_counts values (${skuId}, ${world.shopId}, 1, 0)`,
  payment_off: (sql) => sql`update payments set amount_minor = amount_minor + 1 where id = ${ids.held}`,
  order_unpaid: (sql) => sql`update payments set state = 'started' where id = ${ids.paid}`,
  money_kept: async (sql) => {
    const id = randomUUID();
    await sql`insert into payments (id, order_id, shop_id, provider, method, amount_minor, currency, state, started_at, changed_at, check_at)
      select ${id}, order_id, shop_id, provider, method, amount_minor, currency, state, now(), now(), now() from payments where id = ${ids.paid}`;
    await post(sql, { id, kind: 'sale_captured', orderId: ids.paid, account: 'provider_receivable', minor: 2_580 });
  },
};
/** What cannot be wrong alone: where this is, the other is too, for the same cause. */
const along: Record<string, readonly string[]> = {
  refund_unmade: ['provider_off'],
  sale_unpaid: ['provider_off'],
  order_unpaid: ['provider_off', 'sale_unpaid'],
};

/** A payout of 7, and what is written of it when it came back: its id. */
async function payOutAndBack(sql: TransactionSql, backMinor: number, written = true): Promise<string> {
  const [id, backId] = [randomUUID(), randomUUID()];
  await post(sql, { id, kind: 'payout', orderId: null, minor: 7 });
  await sql`insert into ledger_payouts values (${id}, ${world.shopId}, 'olu', now(), 7, 'EUR', 9, '')`;
  await post(sql, { id: backId, kind: 'payout_returned', orderId: null, minor: -backMinor });
  if (written) await sql`insert into ledger_payout_returns values (${id}, ${backId}, 'olu', now(), 'closed')`;
  return backId;
}

test('[L46] of a payout that came back all is in the book, and nothing came back that nobody wrote down', async () => {
  expect(await foundAfter((sql) => payOutAndBack(sql, 7))).toEqual([]);
  expect(await foundAfter((sql) => payOutAndBack(sql, 6))).toEqual(['payout_off']);
  expect(await foundAfter((sql) => payOutAndBack(sql, 7, false))).toEqual(['entry_without_cause']);
  const asPayout = async (sql: TransactionSql) => {
    const id = await payOutAndBack(sql, 7);
    await inBook(sql, `update ledger_entries set kind = 'payout' where id = '${id}'`);
  };
  expect(await foundAfter(asPayout)).toEqual(['payout_off']);
});

test('[L40] [L52] sound books have nothing wrong, and each thing that may be wrong has an invariant and a planted case', async () => {
  expect(await findWrongs(world.sql)).toEqual([]);
  expect(new Set(booksSource.invariants.flatMap(({ codes }) => codes))).toEqual(new Set(wrongCodes));
  expect(new Set(Object.keys(planted))).toEqual(new Set(wrongCodes));
});

test.each(Object.keys(planted))('[L40] %s is found where it is planted, and nothing else is', async (code) => {
  const found = await foundAfter(planted[code]!);
  expect([...new Set(found)].sort()).toEqual([code, ...(along[code] ?? [])].sort());
});
