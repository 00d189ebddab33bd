import path from 'node:path';
import { bucketMark, gramQuery } from '../kit/search-text.ts';
import type { Sql } from './connect.ts';
import type { Migration } from './migrate.ts';

export const migrations: Migration = { name: 'search', folder: path.join(import.meta.dirname, 'migrations') };

/** Rows that were made one after the other, by their numbers: see the migration. */
const bucketRows = 4_096;

/** The buckets of these numbers, the newest first, as a source of rows named `bucket`. */
export function bucketsOf(sql: Sql, { oldest, newest }: { readonly oldest: number; readonly newest: number }) {
  const [from, to] = [Math.floor(newest / bucketRows), Math.floor(oldest / bucketRows)];
  return sql`generate_series(${from}::bigint, ${to}::bigint, -1) bucket`;
}

/** What an index on `search_grams` answers for the bucket. */
export function gramsAsked(sql: Sql, words: readonly string[]) {
  return sql`replace(${gramQuery(words)}, ${bucketMark}, to_hex(bucket))::tsquery`;
}

/** Every word is in the text, letter by letter: nothing in it is a wildcard. */
export function holdsAll(sql: Sql, column: string, words: readonly string[]) {
  return words.reduce((all, word) => sql`${all} and strpos(${sql.unsafe(column)}, ${word}) > 0`, sql`true`);
}
