import type { Tx } from './transact.ts';

/**
 * Deletes streams with all their facts. Only for what nobody can open any more. The heads go first: whoever is just telling something
 * holds one of them, and what they tell is seen after that.
 */
export async function forgetStreams(tx: Tx, streams: readonly string[]): Promise<void> {
  await tx.sql`delete from streams where stream = any(${streams as string[]}::text[])`;
  await tx.sql`delete from facts where stream = any(${streams as string[]}::text[])`;
}
