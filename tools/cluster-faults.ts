import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createChance } from '../platform/beat/simulation/chance.ts';
import { type ClusterFault, everyClusterFault } from './cluster/cluster-faults.ts';
import { ClusterStorm } from './cluster/cluster-storm.ts';
import { Problem, runTool } from './problem.ts';

const roundsDefault = 5;
const faultsPerRoundMax = 3;

/** `npm run test:cluster -- --rounds 20 [--nodes 3] [--seed S] [--faults "node killed,bus cut"]`: long, on real servers, by seed. */
await runTool(async () => {
  const options = {
    rounds: { type: 'string' },
    seed: { type: 'string' },
    nodes: { type: 'string' },
    faults: { type: 'string' },
  } as const;
  const { values } = parseArgs({ options });
  const rounds = numberOf('rounds', values.rounds, roundsDefault);
  const seed = numberOf('seed', values.seed, randomInt(2 ** 31));
  const among = values.faults?.split(',').map((name) => faultOf(name.trim())) ?? everyClusterFault;
  console.log(`seed ${seed}: \`npm run test:cluster -- --rounds ${rounds} --seed ${seed}\` plays the same draw`);
  const storm = await ClusterStorm.open(numberOf('nodes', values.nodes, 3));
  let failed = 0;
  try {
    for (let round = 0; round < rounds; round += 1) failed += await playRound(storm, seed + round, among);
  } finally {
    await storm.close();
  }
  console.log(JSON.stringify({ test: 'cluster', seed, rounds, failed }));
  return failed === 0 ? 0 : 1;
});

async function playRound(storm: ClusterStorm, seed: number, among: readonly ClusterFault[]): Promise<number> {
  const chance = createChance(seed);
  const faults = Array.from({ length: chance.between(1, faultsPerRoundMax) }, () => chance.oneOf(among));
  const { wrongs, notes } = await storm
    .blow(faults, seed)
    .catch((error: unknown) => ({ wrongs: [{ wrong: String(error) }], notes: [] }));
  console.log(`${wrongs.length === 0 ? 'ok  ' : 'FAIL'}  seed ${seed}  ${faults.join(', ')}`);
  for (const note of notes) console.log(`      ${note}`);
  for (const wrong of wrongs) console.log(JSON.stringify(wrong));
  return wrongs.length === 0 ? 0 : 1;
}

function faultOf(name: string): ClusterFault {
  const found = everyClusterFault.find((fault) => fault === name);
  if (!found) throw new Problem(`There is no fault ${name}; there are ${everyClusterFault.join(', ')}.`, 2);
  return found;
}

function numberOf(name: string, text: string | undefined, fallback: number): number {
  const value = text === undefined ? fallback : Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new Problem(`--${name} is a whole number, but it is ${text}.`, 2);
}
