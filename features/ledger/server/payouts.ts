import { once } from '../../../platform/beat/once.ts';
import type { Transact, Tx } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { Named } from '../../../platform/kit/actor.ts';
import { derivedId } from '../../../platform/kit/derived-id.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { payout } from '../ledger.ts';
import type { PayOut, Payouts, ShopDue, ShopPayout } from '../protocol.ts';
import { post } from './store.ts';
import { readSums } from './sums-store.ts';

/** Payouts of a shop that an operator reads: what comes back from a bank does so within days. */
export const payoutsReadMax = 20;

export interface PayoutsNeeds {
  readonly sql: Sql;
  readonly transact: Transact;
  readonly readShops: (
    sql: Reader,
  ) => Promise<
    readonly { readonly id: string; readonly name: string; readonly currency: string; readonly demo: boolean }[]
  >;
}

/** What each shop has at the provider. Where there is one shop, the provider's own payouts are that shop's. [L44] */
export async function readPayouts({ sql, readShops }: PayoutsNeeds): Promise<Payouts> {
  const shops = (await readShops(sql)).filter(({ demo }) => !demo);
  if (shops.length < 2) return { shops: [] };
  const due = await readDue(
    sql,
    shops.map(({ id }) => id),
  );
  const made = await readMade(
    sql,
    shops.map(({ id }) => id),
  );
  return {
    shops: shops.map(({ id, name, currency }): ShopDue => {
      const all = due.filter(({ shopId, currency: of }) => shopId === id && of === currency);
      const payouts = made.filter(({ shopId }) => shopId === id).map(({ shopId: _, ...shown }) => shown);
      return { shopId: id, name, currency, dueMinor: all[0]?.amountMinor ?? 0, payouts };
    }),
  };
}

/**
 * An operator pays out what one of several shops has, or some of it: never more, however many do so at once. Written down once
 * the money went, under the command's id. [L45]
 */
export async function payOut(
  needs: PayoutsNeeds,
  actor: Named,
  shopId: string,
  { id, ...wanted }: PayOut,
): Promise<Payouts | Refusal> {
  const key = { id, actor: actor.accountId, act: `ledger.pay_out ${shopId}`, body: wanted };
  const done = await needs.transact((tx) =>
    once<object>(tx, key, async () => {
      const shops = (await needs.readShops(tx.sql)).filter(({ demo }) => !demo);
      const shop = shops.find((one) => one.id === shopId);
      if (!shop) return refuse('shop_unknown');
      if (shops.length < 2) return refuse('payout_by_provider');
      return take(tx, actor, { ...wanted, id, shopId, currency: shop.currency });
    }),
  );
  return isRefusal(done) ? done : readPayouts(needs);
}

interface Taken extends PayOut {
  readonly shopId: string;
  readonly currency: string;
}

/** Payouts of a shop go one after the other. A refund that comes meanwhile may leave it owing: refunds always go. */
async function take(
  tx: Tx,
  actor: Named,
  { id, shopId, currency, amountMinor, note }: Taken,
): Promise<object | Refusal> {
  await lockPayouts(tx, shopId);
  const [due] = (await readDue(tx.sql, [shopId])).filter((one) => one.currency === currency);
  const dueMinor = due?.amountMinor ?? 0;
  if (amountMinor > dueMinor) return refuse('payout_too_large', { left: Math.max(0, dueMinor) });
  const entry = payout({
    id: derivedId('payout of a shop', id),
    shopId,
    at: tx.now,
    orderId: null,
    amountMinor,
    currency,
  });
  await post(tx, [entry]);
  await tx.sql`
    insert into ledger_payouts (entry_id, shop_id, by_id, at, amount_minor, currency, due_minor, note)
    values (${entry.id}, ${shopId}, ${actor.accountId}, to_timestamp(${tx.now}::float8 / 1000), ${amountMinor}, ${currency},
      ${dueMinor}, ${note})`;
  return {};
}

/** Until the transaction is over, nobody else pays this shop out or writes down what came back. */
export async function lockPayouts(tx: Tx, shopId: string): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(hashtextextended('payouts of ' || ${shopId}, 0))`;
}

/** What each shop has at the provider, by currency. */
async function readDue(sql: Reader, shopIds: readonly string[]) {
  const sums = await readSums(sql, shopIds);
  return sums.filter(({ account }) => account === 'provider_receivable');
}

async function readMade(sql: Reader, shopIds: readonly string[]): Promise<(ShopPayout & { shopId: string })[]> {
  const rows = await sql<(Omit<ShopPayout, 'returned'> & { shopId: string; backAt: number; reason: string | null })[]>`
    select s.id as "shopId", p.entry_id as id, (extract(epoch from p.at) * 1000)::bigint as at,
      p.amount_minor as "amountMinor", p.note, (extract(epoch from r.at) * 1000)::bigint as "backAt", r.reason
    from unnest(${shopIds as string[]}::uuid[]) as s (id) cross join lateral (
      select * from ledger_payouts where shop_id = s.id order by at desc, entry_id limit ${payoutsReadMax}) p
    left join ledger_payout_returns r on r.payout_id = p.entry_id
    order by p.at desc, p.entry_id`;
  return rows.map(({ backAt, reason, ...made }) => ({
    ...made,
    returned: reason === null ? null : { at: backAt, reason },
  }));
}
