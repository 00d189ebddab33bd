import type { Reader } from '../../../platform/db/connect.ts';
import type { ShopTerms } from '../terms.ts';

export async function readTerms(sql: Reader, shopId: string): Promise<ShopTerms | null> {
  const [row] = await sql<ShopTerms[]>`
    select currency, country, tax, delivery, sandbox, not demo as stripe from shops where id = ${shopId}`;
  return row ?? null;
}

/**
 * The terms of shops in which something is sold, in one order of ids. The lock is the one that every order's foreign key
 * takes anyway; with it a shop changes its currency either before a sale or after it. [H6]
 */
export async function holdTerms(sql: Reader, shopIds: readonly string[]): Promise<Map<string, ShopTerms>> {
  if (shopIds.length === 0) return new Map();
  const rows = await sql<(ShopTerms & { id: string })[]>`
    select id, currency, country, tax, delivery, sandbox, not demo as stripe from shops
    where id = any(${shopIds as string[]}::uuid[]) order by id for key share`;
  return new Map(rows.map(({ id, ...terms }) => [id, terms]));
}
