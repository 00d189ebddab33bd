import type { Reader, Sql } from './connect.ts';

/** A transaction ends before: each wait in it has a limit of seconds. See connect.ts. */
export const settledAfterSeconds = 20;

/**
 * A moment of the database's clock, as text: what was written before it is there for whoever reads from now on. It is a while ago,
 * and before anything began that is still writing, should that take longer than it may.
 */
export async function readSettled(sql: Reader, afterSeconds = settledAfterSeconds): Promise<string> {
  const [row] = await (sql as Sql)<{ settled: string }[]>`
    select least(now() - ${afterSeconds}::float8 * interval '1 second',
      (select min(xact_start) from pg_stat_activity where datname = current_database() and backend_xid is not null))::text as settled`;
  return row!.settled;
}
