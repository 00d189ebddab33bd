import type { Tx } from '../../../platform/beat/transact.ts';
import type { OrdersNeeds } from './needs.ts';
import { countSold, forgetSold, lockUncounted } from './sold-store.ts';
import * as store from './store.ts';

const countedAtOnce = 1_000;
/** Of one sweep, so that deadlines do not wait for it: after a rush the next ones go on. */
export const countedPerSweepMax = 4_000;

/** Sums up what rooms have sold. [O96] Nobody who buys waits for it, and any server does it. */
export async function sweepSold({ transact }: Pick<OrdersNeeds, 'transact'>): Promise<void> {
  for (let counted = 0; counted < countedPerSweepMax; counted += countedAtOnce) {
    const count = await transact(async (tx) => {
      const orders = await lockUncounted(tx, countedAtOnce);
      if (orders.length > 0) await countSold(tx, orders);
      return orders.length;
    });
    if (count < countedAtOnce) return;
  }
}

/** The room of these orders is deleted, and what it has sold is forgotten; the orders stay. */
export async function leaveRoom(tx: Tx, roomId: string): Promise<void> {
  await forgetSold(tx, roomId);
  await store.leaveRoom(tx, roomId);
}
