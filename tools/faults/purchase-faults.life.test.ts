import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Fault, faultOf, Storm } from './storm.ts';

// A few of the faults that `npm run test:faults` draws from; a seed that found something is kept here.
let storm: Storm;

beforeAll(async () => {
  storm = await Storm.open({ proxied: true });
}, 120_000);

afterAll(() => storm.close());

test('[F1-F5] kill -9 before, in, and after the commit of a purchase', { timeout: 120_000 }, async () => {
  expect(await wrongsAfter('place told', 'commit held place')).toEqual([]);
});

test('[F1-F5] kill -9 between the money and the order, and before the answer', { timeout: 120_000 }, async () => {
  expect(await wrongsAfter('charge asked', 'settle committed', 'place answering')).toEqual([]);
});

test('[F1-F5] kill -9 before the provider is asked for a part, after it gave, and after that was written', {
  timeout: 180_000,
}, async () => {
  const faults = ['part refund asking', 'part refund asked', 'part answering'];
  expect(await wrongsAfter(...faults)).toEqual([]);
});

test('[F1-F5] a COMMIT that never arrives, and one whose answer is lost', { timeout: 120_000 }, async () => {
  const faults = ['commit lost place', 'commit unheard place', 'commit lost settle', 'commit unheard settle'];
  expect(await wrongsAfter(...faults)).toEqual([]);
});

async function wrongsAfter(...names: readonly string[]): Promise<object[]> {
  const faults = names.map((name): Fault => faultOf(name)!);
  return (await storm.blow(faults, 1)).wrongs;
}
