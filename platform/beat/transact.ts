import type { Sql, TransactionSql } from '../db/connect.ts';
import type { Fact, NumberedFact } from '../kit/fact.ts';
import { type Passing, unheard } from '../kit/passing.ts';

/** A transaction that may tell facts. They get their numbers at its end, when the heads of the streams are locked. */
export interface Tx {
  readonly sql: TransactionSql;
  /** The server's time for everything in this transaction, ms. */
  readonly now: number;
  tell(stream: string, ...facts: readonly Fact[]): void;
  /** Something of the moment for the gateways, sent after the commit only. */
  signal(subject: string, payload: unknown): void;
}

/** A run of facts as it was committed: what the hint to the gateways carries. */
export interface ToldRun {
  readonly stream: string;
  readonly epoch: number;
  readonly facts: readonly NumberedFact[];
}

/** A name lets the places around the commit be heard of; it changes nothing. */
export type Transact = <T>(work: (tx: Tx) => Promise<T>, name?: string) => Promise<T>;

export interface TransactNeeds {
  readonly sql: Sql;
  readonly now: () => number;
  /** The bus: a hint after the commit. It may be lost; the gateways look at the heads themselves. Must not throw. */
  readonly publish: (subject: string, payload: unknown) => void;
  readonly passing?: Passing | undefined;
}

/** The bus's subject for hints; the payload is `ToldRun[]`. */
export const toldSubject = 'told';

/**
 * Makes the one way to write. Rows are locked by the work in a fixed order (SKUs by id, coupons, wallets, order); the
 * stream heads come last, here, sorted by name, in one statement.
 */
export function createTransact({ sql, now, publish, passing = unheard }: TransactNeeds): Transact {
  return async (work, name) => {
    const pass = (place: string) => name && passing(`${name} ${place}`);
    let told: ToldRun[] = [];
    let signals: { subject: string; payload: unknown }[] = [];
    const result = await sql.begin(async (transactionSql) => {
      const at = now();
      const pending = new Map<string, Fact[]>();
      signals = [];
      pass('begun');
      const value = await work({
        sql: transactionSql,
        now: at,
        tell(stream, ...facts) {
          const held = pending.get(stream);
          if (held) held.push(...facts);
          else pending.set(stream, [...facts]);
        },
        signal(subject, payload) {
          signals.push({ subject, payload });
        },
      });
      pass('written');
      told = await appendFacts(transactionSql, pending, at);
      pass('told');
      return value;
    });
    pass('committed');
    if (told.length > 0) publish(toldSubject, told);
    for (const { subject, payload } of signals) publish(subject, payload);
    pass('published');
    return result as Awaited<ReturnType<typeof work>>;
  };
}

/** Takes the heads (sorted, so that two transactions cannot wait for each other in a ring) and writes the facts, at once. */
export async function appendFacts(
  sql: TransactionSql,
  pending: ReadonlyMap<string, readonly Fact[]>,
  at: number,
): Promise<ToldRun[]> {
  const streams = [...pending.keys()].filter((stream) => pending.get(stream)!.length > 0).sort();
  if (streams.length === 0) return [];
  const counts = streams.map((stream) => pending.get(stream)!.length);
  const facts = streams.flatMap((stream) =>
    pending.get(stream)!.map(({ kind, body }, place) => ({ stream, place, kind, body: JSON.stringify(body) })),
  );
  // One statement, because the heads are held until the commit: whatever comes between makes every other writer wait.
  const heads = await sql<{ stream: string; epoch: number; head: number }[]>`
    with heads as (
      insert into streams as s (stream, epoch, head)
      select stream, ${at}, count from unnest(${streams}::text[], ${counts}::bigint[]) as t (stream, count) order by stream
      on conflict (stream) do update set head = s.head + excluded.head
      returning stream, epoch, head
    ), written as (
      insert into facts (stream, number, at, kind, body)
      select stream, h.head - c.count + 1 + f.place, to_timestamp(${at}::float8 / 1000), f.kind, f.body
      from unnest(${facts.map((f) => f.stream)}::text[], ${facts.map((f) => f.place)}::bigint[],
                  ${facts.map((f) => f.kind)}::text[], ${facts.map((f) => f.body)}::text[]::jsonb[])
        as f (stream, place, kind, body)
      join unnest(${streams}::text[], ${counts}::bigint[]) as c (stream, count) using (stream)
      join heads h using (stream)
    )
    select stream, epoch, head from heads`;
  const byStream = new Map(heads.map((row) => [row.stream, row]));
  return streams.map((stream): ToldRun => {
    const told = pending.get(stream)!;
    const { epoch, head } = byStream.get(stream)!;
    return {
      stream,
      epoch,
      facts: told.map((fact, place) => ({ ...fact, number: head - told.length + 1 + place, at })),
    };
  });
}
