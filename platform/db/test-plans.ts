import { connect, type Sql } from './connect.ts';
import type { createTestSchema } from './test-schema.ts';

/** A step of a plan, as `explain (analyze, format json)` tells it, with those below it. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly PlanNode[];
}

type Place = Pick<Awaited<ReturnType<typeof createTestSchema>>, 'url' | 'schema'>;

/**
 * For tests: runs a reading function of the product and asks PostgreSQL how it does each of the very statements that came
 * out of it, with the values that went along. Every step of every plan is returned.
 */
export async function plansOf(place: Place, read: (sql: Sql) => Promise<unknown>): Promise<PlanNode[]> {
  const said: { text: string; values: readonly unknown[] }[] = [];
  let listening = false;
  const onQuery = (text: string, values: readonly unknown[]) => {
    if (listening) said.push({ text, values: [...values] });
  };
  const sql = connect(place.url, { max: 1, schema: place.schema, onQuery });
  try {
    // Without the help that a server's connections have: an index is to win by itself, and one that is missing to be seen.
    await sql`set enable_seqscan = on`;
    listening = true;
    await read(sql);
    listening = false;
    const nodes: PlanNode[] = [];
    for (const { text, values } of said) {
      const [row] = await sql.unsafe(`explain (analyze, format json) ${text}`, values as never[]);
      nodes.push(...stepsOf((row!['QUERY PLAN'] as [{ Plan: PlanNode }])[0].Plan));
    }
    return nodes;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function stepsOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(stepsOf)];
}

/** What a plan must not do where tables grow: read one whole, or sort more rows than it may. */
export function wrongsOf(nodes: readonly PlanNode[], sortedMax: number): string[] {
  return nodes.flatMap((node) => {
    if (node['Node Type'] === 'Seq Scan') return [`reads all of ${node['Relation Name']}`];
    // What goes into the sort is what its source gave.
    const source = node.Plans?.[0]?.['Actual Rows'] ?? 0;
    return /Sort/.test(node['Node Type']) && source > sortedMax ? [`sorts ${source} rows`] : [];
  });
}

export function indexesOf(nodes: readonly PlanNode[]): Set<string> {
  return new Set(nodes.flatMap((node) => node['Index Name'] ?? []));
}

/** How many rows of tables and indexes a plan reads, those too that its filters leave out. */
export function rowsReadOf(nodes: readonly PlanNode[]): number {
  const rows = nodes
    .filter((node) => node['Relation Name'] !== undefined || node['Index Name'] !== undefined)
    .map((node) => {
      const leftOut = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
      return (node['Actual Rows'] + leftOut) * node['Actual Loops'];
    });
  return rows.reduce((sum, one) => sum + one, 0);
}
