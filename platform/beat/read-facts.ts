import type { Sql } from '../db/connect.ts';
import type { NumberedFact } from '../kit/fact.ts';

export interface Head {
  readonly epoch: number;
  readonly head: number;
}

/** The heads of these streams in one query; a stream nobody wrote to yet is absent. */
export async function readHeads(sql: Sql, streams: readonly string[]): Promise<Map<string, Head>> {
  const rows = await sql<{ stream: string; epoch: number; head: number }[]>`
    select stream, epoch, head from streams where stream = any(${streams as string[]})`;
  return new Map(rows.map(({ stream, epoch, head }) => [stream, { epoch, head }]));
}

/** Facts with number > `after`, in order, at most `limit`. */
export async function readFacts(sql: Sql, stream: string, after: number, limit: number): Promise<NumberedFact[]> {
  const rows = await sql<NumberedFact[]>`
    select number, (extract(epoch from at) * 1000)::bigint as at, kind, body from facts
    where stream = ${stream} and number > ${after} order by number limit ${limit}`;
  return rows.map(({ number, at, kind, body }) => ({ number, at, kind, body }));
}
