import { orderWords } from '../order-words.ts';
import { lockUnsaid, readToSay, writeSaid } from './list-store.ts';
import type { OrdersNeeds } from './needs.ts';

const saidAtOnce = 250;
/** Of one sweep, so that deadlines do not wait for it; after a rush, or an update of an old shop, it takes some more. */
export const saidPerSweepMax = 1_000;

/** Writes by what new orders are found. [O83] Nobody who buys waits for it, and any server does it. */
export async function sweepWords({ transact, codesOf = async () => new Map() }: OrdersNeeds): Promise<void> {
  for (let said = 0; said < saidPerSweepMax; said += saidAtOnce) {
    const count = await transact(async (tx) => {
      const ids = await lockUnsaid(tx.sql, saidAtOnce);
      if (ids.length === 0) return 0;
      const orders = await readToSay(tx.sql, ids);
      const codes = await codesOf(tx.sql, [...new Set(orders.flatMap(({ lines }) => lines.map(({ skuId }) => skuId)))]);
      await writeSaid(
        tx.sql,
        orders.map((order) => ({ id: order.id, said: orderWords(order, codes) })),
      );
      return ids.length;
    });
    if (count < saidAtOnce) return;
  }
}
