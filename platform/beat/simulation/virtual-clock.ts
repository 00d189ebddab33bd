import type { Schedule } from '../limits.ts';

/** Time that passes as fast as the work allows, and in the same order each time. */
export interface VirtualClock {
  now(): number;
  readonly schedule: Schedule;
  /** Runs everything that is due within so many ms. */
  pass(ms: number): Promise<void>;
}

interface Due {
  readonly at: number;
  readonly order: number;
  readonly work: () => void;
}

export function createVirtualClock(start = 1_000_000): VirtualClock {
  let now = start;
  let orders = 0;
  const due = new Set<Due>();

  return { now: () => now, schedule, pass };

  function schedule(work: () => void, delayMs: number): () => void {
    const entry = { at: now + Math.max(0, delayMs), order: orders++, work };
    due.add(entry);
    return () => due.delete(entry);
  }

  async function pass(ms: number): Promise<void> {
    const end = now + ms;
    await settle();
    for (let next = earliest(end); next; next = earliest(end)) {
      due.delete(next);
      now = next.at;
      next.work();
      await settle();
    }
    now = end;
  }

  function earliest(end: number): Due | undefined {
    let found: Due | undefined;
    for (const entry of due) {
      if (entry.at > end) continue;
      if (!found || entry.at < found.at || (entry.at === found.at && entry.order < found.order)) found = entry;
    }
    return found;
  }
}

/** Lets every promise that can go on go on. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
