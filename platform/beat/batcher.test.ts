import { describe, expect, test } from 'vitest';
import { refuse } from '../kit/refusal.ts';
import { createBatcher } from './batcher.ts';

interface Command {
  readonly sku: string;
  readonly buyer: number;
}

/** A batcher whose commits end when the test says so. */
function heldBatcher(limits: { batchMax?: number; waitingMax?: number } = {}) {
  const batches: { key: string; buyers: number[]; end: (error?: Error) => void }[] = [];
  const batcher = createBatcher<Command, string>({
    keyOf: (command) => command.sku,
    commit: (key, commands) =>
      new Promise((resolve, reject) => {
        const end = (error?: Error) => {
          if (error) reject(error);
          else resolve(commands.map(({ buyer }) => `order of ${buyer}`));
        };
        batches.push({ key, buyers: commands.map(({ buyer }) => buyer), end });
      }),
    ...limits,
  });
  return { batcher, batches };
}

const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

describe('the batcher', () => {
  test('[B18] commands gather while the batch before them commits, in order of arrival', async () => {
    const { batcher, batches } = heldBatcher();
    const answers = [1, 2].map((buyer) => batcher.submit({ sku: 'scarf', buyer }));
    await turn();
    for (const buyer of [3, 4, 5]) answers.push(batcher.submit({ sku: 'scarf', buyer }));
    await turn();
    expect(batches.map(({ buyers }) => buyers)).toEqual([[1, 2]]);
    batches[0]!.end();
    await turn();
    expect(batches.map(({ buyers }) => buyers)).toEqual([
      [1, 2],
      [3, 4, 5],
    ]);
    batches[1]!.end();
    expect(await Promise.all(answers)).toEqual([1, 2, 3, 4, 5].map((buyer) => `order of ${buyer}`));
    expect(batcher.waiting()).toBe(0);
  });

  test('[B18] a noun whose batch hangs does not hold up another', async () => {
    const { batcher, batches } = heldBatcher();
    void batcher.submit({ sku: 'scarf', buyer: 1 });
    await turn();
    const quick = batcher.submit({ sku: 'shawl', buyer: 2 });
    await turn();
    batches.find(({ key }) => key === 'shawl')!.end();
    expect(await quick).toBe('order of 2');
    expect(batcher.waiting()).toBe(1);
  });

  test('[B18] a batch has a limit, and the rest keeps its order', async () => {
    const { batcher, batches } = heldBatcher({ batchMax: 2 });
    for (const buyer of [1, 2, 3, 4, 5]) void batcher.submit({ sku: 'scarf', buyer });
    for (let index = 0; index < 3; index += 1) {
      await turn();
      batches[index]!.end();
    }
    expect(batches.map(({ buyers }) => buyers)).toEqual([[1, 2], [3, 4], [5]]);
  });

  test('[B18] beyond the limit of waiting commands they are refused overloaded at once', async () => {
    const { batcher, batches } = heldBatcher({ waitingMax: 2 });
    const first = batcher.submit({ sku: 'scarf', buyer: 1 });
    await turn();
    const waiting = [2, 3].map((buyer) => batcher.submit({ sku: 'scarf', buyer }));
    expect(await batcher.submit({ sku: 'scarf', buyer: 4 })).toEqual(refuse('overloaded'));
    expect(batcher.waiting()).toBe(3);
    batches[0]!.end();
    await turn();
    batches[1]!.end();
    expect(await Promise.all([first, ...waiting])).toEqual(['order of 1', 'order of 2', 'order of 3']);
  });

  test('[B18] a batch that fails fails each of its commands, and the next one goes on', async () => {
    const { batcher, batches } = heldBatcher();
    const lost = [1, 2].map((buyer) => batcher.submit({ sku: 'scarf', buyer }).catch((error: Error) => error.message));
    await turn();
    const kept = batcher.submit({ sku: 'scarf', buyer: 3 });
    batches[0]!.end(new Error('lock timeout'));
    expect(await Promise.all(lost)).toEqual(['lock timeout', 'lock timeout']);
    await turn();
    batches[1]!.end();
    expect(await kept).toBe('order of 3');
  });

  test('[B18] an answer too few is a fault of all, not an answer of the wrong command', async () => {
    const batcher = createBatcher<number, string>({ keyOf: () => 'scarf', commit: async () => ['one'] });
    const answers = await Promise.allSettled([batcher.submit(1), batcher.submit(2)]);
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  test('[B18] closing lets what waits commit, and refuses what comes', async () => {
    const { batcher, batches } = heldBatcher();
    const first = batcher.submit({ sku: 'scarf', buyer: 1 });
    await turn();
    const closing = batcher.close();
    expect(await batcher.submit({ sku: 'scarf', buyer: 2 })).toEqual(refuse('overloaded'));
    batches[0]!.end();
    await closing;
    expect(await first).toBe('order of 1');
  });
});
