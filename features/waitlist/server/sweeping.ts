import { sendDue } from './letters.ts';
import type { WaitlistNeeds } from './needs.ts';
import { readOver, readWaitedSkus } from './store.ts';
import { endPlaces } from './turns.ts';

export const sweepEveryMs = 1_000;
export const turnsPerSweepMax = 500;
export const skusPerSweepMax = 1_000;

/**
 * Ends turns that are over, whose units go to the next in the same transaction, and gives away what is free while somebody
 * waits for it: a product that is for sale again. What was read without locks is looked at again under them, so any number
 * of servers may sweep at once.
 */
export async function sweep(needs: WaitlistNeeds, now: number): Promise<void> {
  const over = await readOver(needs.sql, now, turnsPerSweepMax);
  const free = await freeAndWaited(needs);
  if (over.length + free.length === 0) return;
  const skuIds = [...new Set([...over.map(({ skuId }) => skuId), ...free])].sort();
  await needs.transact(async (tx) => {
    await needs.stock.lock(tx, skuIds);
    const ids = over.map(({ id }) => id);
    await needs.stock.apply(tx, await endPlaces(tx, ids, 'passed', tx.now));
    if (free.length > 0) await needs.stock.giveFree(tx, free);
  }, 'waitlist sweep');
}

async function freeAndWaited({ sql, stock, readSkus }: WaitlistNeeds): Promise<string[]> {
  const waited = await readWaitedSkus(sql, skusPerSweepMax);
  if (waited.length === 0) return [];
  const left = await stock.readLeft(sql, waited);
  const free = waited.filter((skuId) => (left.get(skuId) ?? 0) > 0);
  if (free.length === 0) return [];
  const skus = await readSkus(sql, free);
  return free.filter((skuId) => skus.get(skuId)?.forSale).sort();
}

/** Sweeps each second, and writes letters beside that: a slow post keeps no turn. Returns the way to stop, which waits for both. */
export function startSweeping(needs: WaitlistNeeds): () => Promise<void> {
  let running = Promise.resolve();
  let writing: Promise<unknown> | null = null;
  const timer = setInterval(() => {
    running = running.then(() => sweep(needs, needs.now())).catch(needs.onFault);
    writing ??= sendDue(needs, needs.now())
      .catch(needs.onFault)
      .finally(() => {
        writing = null;
      });
  }, sweepEveryMs);
  return async () => {
    clearInterval(timer);
    await running;
    await writing;
  };
}
