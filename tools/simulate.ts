import { parseArgs } from 'node:util';
import { Problem, runTool } from './problem.ts';
import { Events } from './simulate/events.ts';
import { playStory } from './simulate/story.ts';

const seedsDefault = 100_000;
const progressEvery = 10_000;

/** `npm run test:simulate` plays 100,000 stories (`-- --seeds N [--from S]`); `-- --seed S` plays one and tells it. */
await runTool(async () => {
  const { seed, seeds, from } = readOptions();
  return seed === null ? playMany(seeds, from) : playOne(seed);
});

function playOne(seed: number): number {
  const { wrongs, orders } = playStory(seed, { say: (line) => console.log(line) });
  console.log(JSON.stringify({ test: 'simulate', seed, orders, wrongs: wrongs.length }));
  return wrongs.length === 0 ? 0 : 1;
}

function playMany(seeds: number, from: number): number {
  const seen = new Events();
  const begun = performance.now();
  let [failed, orders] = [0, 0];
  for (let seed = from; seed < from + seeds; seed += 1) {
    const end = playStory(seed);
    seen.add(end.events);
    orders += end.orders;
    if (end.wrongs.length > 0) {
      failed += 1;
      console.log(`FAIL  npm run test:simulate -- --seed ${seed}   ${end.wrongs[0]}`);
    }
    const done = seed - from + 1;
    if (done % progressEvery === 0) console.log(`${done} of ${seeds} stories, ${failed} failed`);
  }
  for (const [name, count] of [...seen.counts].sort()) console.log(`${String(count).padStart(9)}  ${name}`);
  const seconds = Math.round((performance.now() - begun) / 1_000);
  console.log(JSON.stringify({ test: 'simulate', from, seeds, orders, seconds, failed }));
  return failed === 0 ? 0 : 1;
}

function readOptions(): { seed: number | null; seeds: number; from: number } {
  const options = { seed: { type: 'string' }, seeds: { type: 'string' }, from: { type: 'string' } } as const;
  const { values } = parseArgs({ options });
  const number = (name: keyof typeof options, fallback: number) => {
    const value = Number(values[name] ?? fallback);
    if (Number.isSafeInteger(value) && value >= 0) return value;
    throw new Problem(`--${name} is a whole number, not ${values[name]}.`, 2);
  };
  const seed = values.seed === undefined ? null : number('seed', 0);
  return { seed, seeds: number('seeds', seedsDefault), from: number('from', 1) };
}
