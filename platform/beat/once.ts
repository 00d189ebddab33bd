import { createHash } from 'node:crypto';
import type { Sql } from '../db/connect.ts';
import { isRefusal, type Refusal, refuse } from '../kit/refusal.ts';
import type { Tx } from './transact.ts';

/** Who asks for what, under which client-made id. */
export interface CommandKey {
  readonly id: string;
  readonly actor: string;
  readonly act: string;
  readonly body: unknown;
}

/**
 * Runs `work` once for an id. A repeat, now or a day later, from any node, gets the first answer; the same id with another
 * actor, act or body is refused `id_reused`. The row is inserted first, so a simultaneous twin waits for the first.
 * A refusal is not kept: nothing happened, and the same command may succeed later.
 */
export async function once<T>(tx: Tx, key: CommandKey, work: () => Promise<T | Refusal>): Promise<T | Refusal> {
  const sum = bodySum(key.body);
  const inserted = await tx.sql`
    insert into commands (id, actor, act, sum) values (${key.id}, ${key.actor}, ${key.act}, ${sum})
    on conflict (id) do nothing returning id`;
  if (inserted.length === 0) {
    const [row] = await tx.sql<CommandRow[]>`select id, actor, act, sum, answer from commands where id = ${key.id}`;
    return answerOf<T>(row!, { ...key, sum });
  }
  const answer = await work();
  if (isRefusal(answer)) await tx.sql`delete from commands where id = ${key.id}`;
  else await tx.sql`update commands set answer = ${tx.sql.json((answer ?? null) as never)} where id = ${key.id}`;
  return answer;
}

export interface CommandRow {
  readonly id: string;
  readonly actor: string;
  readonly act: string;
  readonly sum: string;
  readonly answer: unknown;
}

/** The remembered answer, or a refusal when the id belongs to something else. */
export function answerOf<T>(row: CommandRow, key: { actor: string; act: string; sum: string }): T | Refusal {
  if (row.actor !== key.actor || row.act !== key.act || row.sum !== key.sum) return refuse('id_reused');
  return row.answer as T;
}

/** For batches: read after the rows are locked, so that a twin on another node is seen. */
export async function readCommands(tx: Tx, ids: readonly string[]): Promise<Map<string, CommandRow>> {
  const rows = await tx.sql<CommandRow[]>`
    select id, actor, act, sum, answer from commands where id = any(${ids as string[]}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** For batches: one statement for all. */
export async function rememberCommands(tx: Tx, rows: readonly CommandRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.sql`
    insert into commands (id, actor, act, sum, answer)
    select * from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.actor)}::text[], ${rows.map((r) => r.act)}::text[],
      ${rows.map((r) => r.sum)}::text[], ${rows.map((r) => JSON.stringify(r.answer ?? null))}::text[]::jsonb[])`;
}

/** A client repeats within minutes, or when its phone is switched on again; nobody asks for the first answer after a month. */
export const commandsKeptMs = 30 * 24 * 3_600_000;
const forgottenAtOnce = 5_000;

/** Deletes the commands of more than a month ago, some at a time. Returns how many. */
export async function forgetCommands(sql: Sql, now: number): Promise<number> {
  for (let forgotten = 0; ; ) {
    const { count } = await sql`
      delete from commands where id in (
        select id from commands where at < to_timestamp(${now - commandsKeptMs}::float8 / 1000) order by at limit ${forgottenAtOnce})`;
    forgotten += count;
    if (count < forgottenAtOnce) return forgotten;
  }
}

/** The same for the same content, in whatever order a client wrote the keys. */
export function bodySum(body: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(body, sortKeys) ?? '')
    .digest('base64url')
    .slice(0, 22);
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
