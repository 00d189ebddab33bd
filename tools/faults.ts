import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { drawFaults, type Fault, faultOf, nameOf, Storm } from './faults/storm.ts';
import { Problem, runTool } from './problem.ts';

const roundsDefault = 10;
/** A supervisor waits longer each time a server dies soon again, so a house is not used for ever. */
const roundsPerHouse = 4;

/**
 * Rounds of faults drawn by chance: `npm run test:faults -- --rounds 20 [--seed S] [--houses 4] [--faults "place told,database
 * killed"]`. Several houses play at once: most of a round is waiting for a server to come back.
 */
await runTool(async () => {
  const { rounds, seed, houses, only } = readOptions();
  console.log(`seed ${seed}: \`npm run test:faults -- --rounds ${rounds} --seed ${seed}\` plays the same draw`);
  let [failed, struck, next] = [0, 0, 0];
  const lane = async () => {
    while (next < rounds) {
      const first = next;
      next += roundsPerHouse;
      const seeds = Array.from(
        { length: Math.min(roundsPerHouse, rounds - first) },
        (_, index) => seed + first + index,
      );
      const played = await playRounds(seeds, only);
      failed += played.failed;
      struck += played.struck;
    }
  };
  await Promise.all(Array.from({ length: houses }, lane));
  console.log(JSON.stringify({ test: 'faults', seed, rounds, struck, failed }));
  return failed === 0 ? 0 : 1;
});

interface Played {
  /** Faults that struck in rounds that ended well, and rounds that did not. */
  readonly struck: number;
  readonly failed: number;
}

/** Each round has a seed of its own, one after the other, so that a round alone can be played again. */
async function playRounds(seeds: readonly number[], only: Fault[] | undefined): Promise<Played> {
  const drawn = seeds.map((seed) => ({ seed, faults: drawFaults(seed, only) }));
  const storm = await Storm.open({ proxied: drawn.some(({ faults }) => faults.some(({ kind }) => kind === 'commit')) });
  let [failed, struck] = [0, 0];
  try {
    for (const { seed, faults } of drawn) {
      const wrongs = await playRound(storm, faults, seed);
      console.log(`${wrongs.length === 0 ? 'ok  ' : 'FAIL'}  seed ${seed}  ${faults.map(nameOf).join(', ')}`);
      for (const wrong of wrongs) console.log(JSON.stringify(wrong));
      if (wrongs.length > 0) failed += 1;
      else struck += faults.length;
    }
  } finally {
    await storm.close();
  }
  return { failed, struck };
}

async function playRound(storm: Storm, faults: readonly Fault[], seed: number): Promise<object[]> {
  try {
    return (await storm.blow(faults, seed)).wrongs;
  } catch (error) {
    return [{ wrong: String(error) }];
  }
}

function readOptions(): { rounds: number; seed: number; houses: number; only: Fault[] | undefined } {
  const text = { type: 'string' } as const;
  const options = { rounds: text, seed: text, houses: text, faults: text };
  const { values } = parseArgs({ options });
  const number = (text: string | undefined, fallback: number) => {
    const value = text === undefined ? fallback : Number(text);
    if (Number.isSafeInteger(value) && value >= 0) return value;
    throw new Problem(`--rounds, --seed and --houses are whole numbers, but one is ${text}.`, 2);
  };
  const only = values.faults?.split(',').map((name) => {
    const fault = faultOf(name);
    if (!fault) throw new Problem(`There is no fault ${name}: they are in tools/faults/.`, 2);
    return fault;
  });
  const [rounds, seed] = [number(values.rounds, roundsDefault), number(values.seed, randomInt(2 ** 31))];
  return { rounds, seed, houses: number(values.houses, 1), only };
}
