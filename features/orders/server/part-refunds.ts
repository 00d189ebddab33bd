import type { Tx } from '../../../platform/beat/transact.ts';
import { isRefusal, type Refusal } from '../../../platform/kit/refusal.ts';
import type { PartNow } from '../part-now.ts';
import { type Queues, settle } from './buying.ts';
import { walk } from './courses.ts';
import type { OrdersNeeds } from './needs.ts';
import { claimParts, readPart } from './refund-store.ts';

export const partsPerSweepMax = 100;

/**
 * Writes down that a part of an order goes back, in the transaction of whoever decides so. The provider is asked when that is
 * over (`followPart`), by the sweeper if by nobody else. [O42]
 */
export async function beginPart(
  needs: OrdersNeeds,
  tx: Tx,
  wanted: Pick<PartNow, 'orderId' | 'lines' | 'delivery' | 'restock' | 'reason' | 'byId' | 'againOf'> & {
    readonly refundId: string;
  },
): Promise<Refusal | undefined> {
  const { answers } = await walk(needs, tx, [{ kind: 'ask_part', ...wanted }]);
  return answers.find(isRefusal);
}

/** Asks the provider for a refund that was begun. Without an answer it stays as it is, and is asked for again. */
export async function followPart(needs: OrdersNeeds, queues: Queues, refundId: string): Promise<PartNow | null> {
  const part = await readPart(needs.sql, refundId);
  const payment = part?.state === 'asked' ? await needs.payments.read(part.paymentId) : null;
  if (!part || !payment) return part;
  needs.passing?.('part refund asking');
  const heard = await needs.payments.refundPart(payment, { refundId, amountMinor: part.amountMinor });
  needs.passing?.('part refund asked');
  if (!heard) return part;
  await settle(needs, queues, { payment, heard });
  return readPart(needs.sql, refundId);
}

export async function sweepParts(needs: OrdersNeeds, queues: Queues, now: number): Promise<void> {
  const overdue = await claimParts(needs.sql, now, partsPerSweepMax);
  await Promise.all(overdue.map(({ id }) => followPart(needs, queues, id).catch(needs.onFault)));
}
