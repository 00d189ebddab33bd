import { setTimeout as sleep } from 'node:timers/promises';
import { isUndoneByOthers } from './connect.ts';

interface Tries {
  readonly max: number;
  readonly pauseMs: number;
}

/**
 * A whole transaction that had to make way for others, by a wait or a ring of waits, is tried again: PostgreSQL has undone all of it.
 * For what nobody repeats who asks for it, or what nobody asks for.
 */
export async function whenFree<T>(work: () => Promise<T>, { max, pauseMs }: Tries): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === max || !isUndoneByOthers(error)) throw error;
      await sleep(pauseMs);
    }
  }
}
