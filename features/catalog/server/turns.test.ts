import { expect, it } from 'vitest';
import { createTurns, rendersAtOnceMax, rendersWaitingMax } from './turns.ts';

it('[C18] so many run at once, so many wait in order, and one more is refused', async () => {
  const turn = createTurns();
  const [started, ends] = [[] as number[], [] as (() => void)[]];
  const all = Array.from({ length: rendersAtOnceMax + rendersWaitingMax + 1 }, (_, index) =>
    turn(() => {
      started.push(index);
      return new Promise<number>((resolve) => ends.push(() => resolve(index)));
    }),
  );
  expect(await all.at(-1)).toEqual({ refused: 'overloaded' });
  expect(started).toHaveLength(rendersAtOnceMax);
  for (let done = 0; done < all.length - 1; done += 1) {
    ends[done]!();
    expect(await all[done]).toBe(done);
    await Promise.resolve();
    expect(started.length - done - 1).toBeLessThanOrEqual(rendersAtOnceMax);
  }
  expect(started).toEqual(started.toSorted((a, b) => a - b));
});

it('[C18] work that fails gives its place on', async () => {
  const turn = createTurns();
  for (let i = 0; i < 10; i += 1) await expect(turn(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await turn(async () => 1)).toBe(1);
});
