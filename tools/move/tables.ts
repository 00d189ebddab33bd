import type { Reader, Sql } from '../../platform/db/connect.ts';

/** A table of ours or of the jobs, with what an export carries of it. */
export interface MovedTable {
  /** Empty for our own tables, whose schema is the database's choice. */
  readonly schema: string;
  readonly name: string;
  /** In their order; what the database computes by itself is left out. */
  readonly columns: readonly string[];
}

interface Reference {
  readonly from: string;
  readonly to: string;
}

/** Where the library that keeps durable jobs has its tables. */
export const jobsSchema = 'jobs';

/** What the importing code fills by itself: which code made the database, what it counts, and the job library's own bookkeeping. */
const madeByCode = [
  'migrations',
  ...['follow_counts', 'review_counts', 'host_rating_counts', 'waitlist_counts'],
  ...['version', 'bam', 'warning', 'queue_stats'].map((name) => `${jobsSchema}.${name}`),
];

/** All tables whose rows move, each after the tables it refers to. */
export async function readTables(sql: Reader): Promise<MovedTable[]> {
  const tables = await sql<MovedTable[]>`
    select case when n.nspname = current_schema() then '' else n.nspname end as schema, c.relname as name,
      array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname in (current_schema(), ${jobsSchema})
    group by 1, 2 order by 1, 2`;
  const references = await sql<Reference[]>`
    select distinct f.oid::regclass::text as "from", t.oid::regclass::text as "to"
    from pg_constraint c join pg_class f on f.oid = c.conrelid join pg_class t on t.oid = c.confrelid
    where c.contype = 'f' and f.oid <> t.oid`;
  const moved = tables.filter((table) => !madeByCode.includes(nameOf(table)));
  return inOrder(moved, references).map(({ schema, name, columns }) => ({ schema, name, columns }));
}

/** Each table after those it refers to; a circle of references is a fault of a migration. */
export function inOrder<T extends { schema: string; name: string }>(
  tables: readonly T[],
  references: readonly Reference[],
): T[] {
  const left = new Map(tables.map((table) => [nameOf(table), table]));
  const ordered: T[] = [];
  while (left.size > 0) {
    const free = [...left].find(
      ([name]) => !references.some(({ from, to }) => from === name && to !== name && left.has(to)),
    );
    if (!free) throw new Error(`These tables refer to each other in a circle: ${[...left.keys()].join(', ')}.`);
    ordered.push(free[1]);
    left.delete(free[0]);
  }
  return ordered;
}

export function nameOf({ schema, name }: { schema: string; name: string }): string {
  return schema ? `${schema}.${name}` : name;
}

/** The table's name as SQL text. */
export function quoted({ schema, name }: { schema: string; name: string }): string {
  return schema ? `${quote(schema)}.${quote(name)}` : quote(name);
}

export function quotedColumns(table: MovedTable): string {
  return table.columns.map(quote).join(', ');
}

export async function hasRows(sql: Reader, table: MovedTable): Promise<boolean> {
  return (await sql.unsafe(`select 1 from ${quoted(table)} limit 1`)).length > 0;
}

/** The migrations that made this database; none when no Livestall used it yet. */
export async function readMigrations(sql: Sql): Promise<string[]> {
  const [there] = await sql<{ migrations: string | null }[]>`select to_regclass('migrations')::text as migrations`;
  if (!there?.migrations) return [];
  return (await sql<{ name: string }[]>`select name from migrations order by name`).map(({ name }) => name);
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
