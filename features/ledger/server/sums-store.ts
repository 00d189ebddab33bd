import type { Reader, Sql } from '../../../platform/db/connect.ts';
import { readSettled } from '../../../platform/db/settled.ts';
import type { LedgerLine } from '../protocol.ts';

/**
 * What the accounts of these shops hold: what is summed up, and what was written since then, as of one moment. It reads their lines
 * of some minutes at most, however long the books are. [L50]
 */
export async function readSums(sql: Reader, shopIds: readonly string[]): Promise<(LedgerLine & { shopId: string })[]> {
  const ids = shopIds as string[];
  const rows = await sql<(LedgerLine & { shopId: string })[]>`
    select shop_id as "shopId", account, sum(amount_minor)::bigint as "amountMinor", currency from (
      select shop_id, account, currency, amount_minor from ledger_sums where shop_id = any(${ids}::uuid[])
      union all
      select shop_id, account, currency, amount_minor from ledger_lines
      where written_at >= coalesce((select before from ledger_summed), '-infinity') and shop_id = any(${ids}::uuid[])
    ) held group by shop_id, account, currency order by shop_id, account, currency`;
  return [...rows];
}

/** Adds what is settled to the sums. A server that finds another at it leaves it to that one. */
export async function sumUp(sql: Sql, afterSeconds?: number): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`insert into ledger_summed (before) values ('-infinity') on conflict do nothing`;
    const [summed] = await tx<{ after: string }[]>`
      select before::text as after from ledger_summed for update skip locked`;
    if (!summed) return;
    const before = await readSettled(tx, afterSeconds);
    // Shop by shop, each found by the one before: the index begins with them.
    await tx`
      with recursive shop as (
        (select shop_id as id from ledger_lines order by shop_id limit 1)
        union all
        select (select shop_id from ledger_lines where shop_id > shop.id order by shop_id limit 1) from shop where id is not null
      )
      insert into ledger_sums as s (shop_id, account, currency, amount_minor, lines)
      select l.* from shop cross join lateral (
        select shop_id, account, currency, sum(amount_minor), count(*) from ledger_lines
        where shop_id = shop.id and written_at >= ${summed.after}::text::timestamptz and written_at < ${before}::text::timestamptz
        group by shop_id, account, currency) l
      on conflict (shop_id, account, currency) do update
        set amount_minor = s.amount_minor + excluded.amount_minor, lines = s.lines + excluded.lines`;
    await tx`update ledger_summed set before = greatest(before, ${before}::text::timestamptz)`;
  });
}
