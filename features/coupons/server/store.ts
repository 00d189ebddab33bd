import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { CouponOff, MakeCoupon } from '../protocol.ts';

export interface CouponRow {
  readonly id: string;
  readonly shopId: string;
  readonly title: string;
  readonly off: CouponOff;
  readonly minimumMinor: number;
  readonly productIds: string[];
  readonly quota: number;
  readonly perPerson: number;
  readonly liveOnly: boolean;
  readonly stacks: boolean;
  readonly accountId: string | null;
  /** Of an offer: where it was made. */
  readonly roomId: string | null;
  readonly endsAt: number | null;
  readonly claimed: number;
}

export interface ClaimRow {
  readonly id: string;
  readonly accountId: string;
  readonly coupon: CouponRow;
}

export interface OfferRow extends CouponRow {
  readonly accountId: string;
  readonly used: boolean;
}

interface Row extends Omit<CouponRow, 'off'> {
  readonly percentOff: number | null;
  readonly amountMinor: number | null;
}

const columns = `c.id, c.shop_id as "shopId", c.title, c.percent_off as "percentOff", c.amount_minor as "amountMinor",
  c.minimum_minor as "minimumMinor", c.product_ids as "productIds", c.quota, c.per_person as "perPerson",
  c.live_only as "liveOnly", c.stacks, c.account_id as "accountId", c.room_id as "roomId",
  (extract(epoch from c.ends_at) * 1000)::bigint as "endsAt", c.claimed`;

/** False when another coupon has that id already. */
export async function insertCoupon(
  tx: Tx,
  shopId: string,
  coupon: MakeCoupon & Pick<CouponRow, 'accountId' | 'roomId'>,
): Promise<boolean> {
  const { id, title, off, minimumMinor, productIds, quota, perPerson, liveOnly, stacks, endsAt } = coupon;
  const [percentOff, amountMinor] = 'percentOff' in off ? [off.percentOff, null] : [null, off.amountMinor];
  const rows = await tx.sql`
    insert into coupons (id, shop_id, title, percent_off, amount_minor, minimum_minor, product_ids, quota, per_person, live_only,
      stacks, account_id, room_id, made_at, ends_at)
    values (${id}, ${shopId}, ${title}, ${percentOff}, ${amountMinor}, ${minimumMinor}, ${productIds}::uuid[], ${quota},
      ${perPerson}, ${liveOnly}, ${stacks}, ${coupon.accountId}, ${coupon.roomId}, to_timestamp(${tx.now}::float8 / 1000),
      to_timestamp(${endsAt}::float8 / 1000))
    on conflict (id) do nothing returning id`;
  return rows.length === 1;
}

export async function readCoupon(sql: Reader, id: string): Promise<CouponRow | null> {
  const rows = await sql<Row[]>`select ${(sql as Sql).unsafe(columns)} from coupons c where id = ${id}`;
  return rows[0] ? toCoupon(rows[0]) : null;
}

/** Held until the transaction ends: one claim of it at a time. */
export async function lockCoupon(tx: Tx, id: string): Promise<CouponRow | null> {
  const rows = await tx.sql<Row[]>`select ${tx.sql.unsafe(columns)} from coupons c where id = ${id} for update`;
  return rows[0] ? toCoupon(rows[0]) : null;
}

/** Newest first; offers to one person are not among them. */
export async function listCoupons(sql: Reader, shopId: string, limit: number): Promise<CouponRow[]> {
  const rows = await sql<Row[]>`
    select ${(sql as Sql).unsafe(columns)} from coupons c where shop_id = ${shopId} and account_id is null
    order by made_at desc, id limit ${limit}`;
  return rows.map(toCoupon);
}

/** How many claims of each are used by orders that stand; absent for those that none uses. */
export async function countUses(sql: Reader, couponIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await sql<{ couponId: string; count: number }[]>`
    select coupon_id as "couponId", count(*)::int as count from coupon_claims
    where coupon_id = any(${couponIds as string[]}::uuid[]) and order_id is not null group by coupon_id`;
  return new Map(rows.map(({ couponId, count }) => [couponId, count]));
}

/** The offers that were made in a room, newest first. */
export async function listOffers(sql: Reader, roomId: string, limit: number): Promise<OfferRow[]> {
  const rows = await sql<(Row & { used: boolean })[]>`
    select ${(sql as Sql).unsafe(columns)}, exists (
      select 1 from coupon_claims k where k.coupon_id = c.id and k.order_id is not null) as used
    from coupons c where room_id = ${roomId} and account_id is not null
    order by made_at desc, id limit ${limit}`;
  return rows.map(({ used, ...row }) => ({ ...toCoupon(row), accountId: row.accountId!, used }));
}

export async function countCoupons(tx: Tx, shopId: string): Promise<number> {
  const [row] = await tx.sql<{ count: number }[]>`
    select count(*)::int as count from coupons where shop_id = ${shopId} and account_id is null`;
  return row!.count;
}

export async function endCoupon(tx: Tx, id: string): Promise<void> {
  await tx.sql`
    update coupons set ends_at = least(coalesce(ends_at, 'infinity'), to_timestamp(${tx.now}::float8 / 1000)) where id = ${id}`;
}

export async function countClaims(tx: Tx, couponId: string, accountId: string): Promise<number> {
  const [row] = await tx.sql<{ count: number }[]>`
    select count(*)::int as count from coupon_claims where coupon_id = ${couponId} and account_id = ${accountId}`;
  return row!.count;
}

export async function insertClaim(tx: Tx, id: string, couponId: string, accountId: string): Promise<void> {
  await tx.sql`
    insert into coupon_claims (id, coupon_id, account_id, claimed_at)
    values (${id}, ${couponId}, ${accountId}, to_timestamp(${tx.now}::float8 / 1000))`;
  await tx.sql`update coupons set claimed = claimed + 1 where id = ${couponId}`;
}

interface Which {
  readonly shopId?: string | null;
  readonly hold?: boolean;
  readonly endsAfter?: number | null;
}

/** What these accounts hold and have not used, of one shop or of all; in the order of ids. `hold` keeps them for this transaction. */
export async function readClaims(
  sql: Reader,
  accountIds: readonly string[],
  { shopId = null, hold = false, endsAfter = null }: Which = {},
): Promise<ClaimRow[]> {
  const query = sql as Sql;
  const rows = await query<(Row & { claimId: string; holder: string })[]>`
    select k.id as "claimId", k.account_id as holder, ${query.unsafe(columns)}
    from coupon_claims k join coupons c on c.id = k.coupon_id
    where k.account_id = any(${accountIds as string[]}) and k.order_id is null and c.shop_id = coalesce(${shopId}::uuid, c.shop_id)
      and (${endsAfter}::float8 is null or c.ends_at is null or c.ends_at > to_timestamp(${endsAfter}::float8 / 1000))
    order by k.id ${hold ? query`for update of k` : query``}`;
  return rows.map(({ claimId, holder, ...row }) => ({ id: claimId, accountId: holder, coupon: toCoupon(row) }));
}

export async function spendClaims(
  tx: Tx,
  uses: readonly { readonly claimId: string; readonly orderId: string; readonly offMinor: number }[],
): Promise<void> {
  await tx.sql`
    update coupon_claims k set order_id = u.order_id, off_minor = u.off_minor
    from unnest(${uses.map((u) => u.claimId)}::uuid[], ${uses.map((u) => u.orderId)}::uuid[], ${uses.map((u) => u.offMinor)}::bigint[])
      as u (claim_id, order_id, off_minor)
    where k.id = u.claim_id and k.order_id is null`;
}

/** A second time there is nothing to give back. */
export async function releaseClaims(tx: Tx, orderIds: readonly string[]): Promise<void> {
  await tx.sql`
    update coupon_claims set order_id = null, off_minor = null where order_id = any(${orderIds as string[]}::uuid[])`;
}

export async function writePin(tx: Tx, roomId: string, couponId: string | null): Promise<void> {
  if (couponId === null) await tx.sql`delete from coupon_pins where room_id = ${roomId}`;
  else {
    await tx.sql`
      insert into coupon_pins (room_id, coupon_id) values (${roomId}, ${couponId})
      on conflict (room_id) do update set coupon_id = excluded.coupon_id`;
  }
}

export async function roomsThatShow(tx: Tx, couponId: string): Promise<string[]> {
  const rows = await tx.sql<{ roomId: string }[]>`
    select room_id as "roomId" from coupon_pins where coupon_id = ${couponId} order by room_id`;
  return rows.map(({ roomId }) => roomId);
}

/** Where both held some of the same coupon, the new account has those of both: they were claimed fairly. */
export async function moveClaims(tx: Tx, from: string, to: string): Promise<void> {
  await tx.sql`update coupon_claims set account_id = ${to} where account_id = ${from}`;
  await tx.sql`update coupons set account_id = ${to} where account_id = ${from}`;
}

export async function forgetRoom(tx: Tx, roomId: string): Promise<void> {
  await tx.sql`delete from coupon_pins where room_id = ${roomId}`;
  await tx.sql`update coupons set room_id = null where room_id = ${roomId}`;
}

function toCoupon({ percentOff, amountMinor, ...row }: Row): CouponRow {
  return { ...row, off: percentOff === null ? { amountMinor: amountMinor! } : { percentOff } };
}
