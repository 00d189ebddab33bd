import { type Refusal, refuse } from '../../../platform/kit/refusal.ts';

/** Uploads that are decoded at the same time: a decoded picture takes up to 200 MB. */
export const rendersAtOnceMax = 2;
/** Uploads that wait with their bytes in memory; beyond it they are refused `overloaded`. */
export const rendersWaitingMax = 16;

/** Runs at most so many at once, in order of arrival. */
export function createTurns() {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T | Refusal> => {
    if (running >= rendersAtOnceMax) {
      if (waiting.length >= rendersWaitingMax) return refuse('overloaded');
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      // The place is handed on, so that nobody slips in between.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
