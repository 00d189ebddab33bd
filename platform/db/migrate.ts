import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Sql, TransactionSql } from './connect.ts';
import { whenFree } from './when-free.ts';

/** A step of code among the SQL files, for a library that makes its own tables. */
export type Migration =
  | { readonly name: string; readonly folder: string }
  | { readonly name: string; run(): Promise<void> };

/** Any number that nobody else in this database uses: two starting servers migrate one after the other. */
const migrationLock = 7_305_421;
/** A server that starts beside one that migrates waits for it this long. */
const migrationWaitMs = 120_000;
const triesMax = 60;
const tryAgainMs = 500;

/**
 * Applies what is new, in the given order of features and then by file name; each file once, in a transaction of its own.
 * A file that was changed after it was applied is a fault: migrations are only added. `wanted` leaves out files by name, for
 * a database that is to be like an older one.
 */
export async function migrate(
  sql: Sql,
  migrations: readonly Migration[],
  wanted: (name: string) => boolean = () => true,
): Promise<string[]> {
  const applied: string[] = [];
  const held = await sql.reserve();
  try {
    // As long as another server's migrations take: the usual time-outs are for a room's transactions.
    await held`select set_config('lock_timeout', ${String(migrationWaitMs)}, false),
      set_config('statement_timeout', ${String(migrationWaitMs)}, false)`;
    await held`select pg_advisory_lock(${migrationLock})`;
    await held`reset lock_timeout`;
    await held`reset statement_timeout`;
    await held`create table if not exists migrations (
      name text primary key, sum text not null, at timestamptz not null default now())`;
    for (const migration of migrations) {
      if ('run' in migration) await migration.run();
      else applied.push(...(await applyFolder(sql, migration, wanted)));
    }
  } finally {
    await held`select pg_advisory_unlock(${migrationLock})`.catch(() => {});
    held.release();
  }
  return applied;
}

async function applyFolder(
  sql: Sql,
  migration: { name: string; folder: string },
  wanted: (name: string) => boolean,
): Promise<string[]> {
  const applied: string[] = [];
  const files = (await readdir(migration.folder)).filter((file) => file.endsWith('.sql')).sort();
  for (const file of files) {
    const name = `${migration.name}/${file}`;
    if (!wanted(name)) continue;
    const text = await readFile(path.join(migration.folder, file), 'utf8');
    const sum = createHash('sha256').update(text).digest('hex');
    const [before] = await sql<{ sum: string }[]>`select sum from migrations where name = ${name}`;
    if (before && before.sum !== sum) throw new Error(`The migration ${name} was changed after it was applied.`);
    if (before) continue;
    const apply = async (tx: TransactionSql) => {
      // It may have to go over all of a table, which is done in one go.
      await tx`set local enable_seqscan = on`;
      await tx.unsafe(text);
      await tx`insert into migrations (name, sum) values (${name}, ${sum})`;
    };
    // Servers of before go on selling meanwhile.
    await whenFree(() => sql.begin(apply), { max: triesMax, pauseMs: tryAgainMs });
    applied.push(name);
  }
  return applied;
}
