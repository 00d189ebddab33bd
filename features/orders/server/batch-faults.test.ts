import { expect, test } from 'vitest';
import { refuse } from '../../../platform/kit/refusal.ts';
import { commitOrSplit } from './batch-faults.ts';

const fault = (code: string) => Object.assign(new Error(code), { code, detail: 'Failing row contains (Main 1)' });

/** Commits a batch as a database would that answers with these errors first. */
function run(commands: string[], errors: string[], bad: string[] = []) {
  const batches: string[][] = [];
  const faults: unknown[] = [];
  const answers = commitOrSplit(
    commands,
    async (batch) => {
      batches.push([...batch]);
      const code = errors.shift() ?? (batch.some((command) => bad.includes(command)) ? '23503' : undefined);
      if (code) throw fault(code);
      return batch.map((command) => command.toUpperCase());
    },
    (error) => faults.push(error),
  );
  return { answers, batches, faults };
}

test('[O17] a conflict with another transaction is tried again with the whole batch', async () => {
  const { answers, batches, faults } = run(['a', 'b'], ['40P01', '23505']);
  expect(await answers).toEqual(['A', 'B']);
  expect(batches).toHaveLength(3);
  expect(faults).toEqual([]);
});

test('[O17] only the bad command of a batch is refused, and its fault is told', async () => {
  const { answers, faults } = run(['a', 'b', 'c'], [], ['b']);
  expect(await answers).toEqual(['A', refuse('fault'), 'C']);
  expect(faults).toHaveLength(2);
  for (const told of faults) expect(told).toMatchObject({ code: '23503', detail: undefined });
});

test('[O17] rows that stay locked refuse the batch as overloaded; a database that is down fails it', async () => {
  expect(await run(['a', 'b'], ['55P03']).answers).toEqual([refuse('overloaded'), refuse('overloaded')]);
  await expect(run(['a'], ['57P01']).answers).rejects.toThrow('57P01');
});
