import type { Tx } from './transact.ts';

/**
 * Takes numbers of a stream whose entries are kept by a feature itself, such as a room's talk. The head is locked until
 * the transaction ends, so number order is commit order; the epoch is made with the first number.
 */
export async function takeNumbers(tx: Tx, stream: string, count: number): Promise<{ epoch: number; first: number }> {
  const [row] = await tx.sql<{ epoch: number; head: number }[]>`
    insert into streams as s (stream, epoch, head) values (${stream}, ${tx.now}, ${count})
    on conflict (stream) do update set head = s.head + excluded.head
    returning epoch, head`;
  return { epoch: row!.epoch, first: row!.head - count + 1 };
}
