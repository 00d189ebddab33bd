import type { Queues } from './buying.ts';
import type { OrdersNeeds } from './needs.ts';
import { sweepParts } from './part-refunds.ts';
import { sweepWords } from './saying.ts';
import { sweepSold } from './sold-counting.ts';
import { readOverdue } from './store.ts';

export const sweepEveryMs = 1_000;
export const expiredPerSweepMax = 500;

/**
 * Releases what is overdue. It reads the orders without locks and then goes the way of every step (SKUs first, then the
 * orders, whose state is looked at again), so two nodes may sweep at once and a payment that is faster wins.
 */
export async function sweep(needs: OrdersNeeds, queues: Queues, now: number): Promise<void> {
  const overdue = await readOverdue(needs.sql, now, expiredPerSweepMax);
  if (overdue.length > 0) needs.passing?.('sweep found');
  await Promise.all(
    overdue.map(({ id, shopId }) => queues.steps.submit({ shopId, step: { kind: 'expire', orderId: id } })),
  );
  if (overdue.length > 0) needs.passing?.('sweep released');
  await needs.payments.sweep(now);
  await sweepParts(needs, queues, now);
  await sweepWords(needs);
  await sweepSold(needs);
}

/** Sweeps at once and then each second; a sweep that fails is followed by the next. Returns the way to stop. */
export function startSweeping(sweepNow: () => Promise<void>, onFault: (error: unknown) => void): () => Promise<void> {
  let stopped = false;
  let wake = () => {};
  const done = (async () => {
    while (!stopped) {
      await sweepNow().catch(onFault);
      if (stopped) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, sweepEveryMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  return () => {
    stopped = true;
    wake();
    return done;
  };
}
