import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sql } from '../../db/connect.ts';
import { migrate } from '../../db/migrate.ts';
import { createTestSchema } from '../../db/test-schema.ts';
import type { Fact } from '../../kit/fact.ts';
import { Gateway } from '../gateway.ts';
import { schedule } from '../limits.ts';
import { readFacts, readHeads } from '../read-facts.ts';
import { createTransact, type ToldRun, toldSubject } from '../transact.ts';
import { createChance } from './chance.ts';
import { seenFolds } from './folds.ts';
import { createLossyBuses, disturbBuses } from './lossy-bus.ts';
import { playStory } from './story.ts';

const firstSeed = Number(process.env.SEED ?? 1);
const rounds = Number(process.env.ROUNDS ?? 1);
const playMs = 5_000;

let schema: Awaited<ReturnType<typeof createTestSchema>>;
let sql: Sql;

beforeAll(async () => {
  schema = await createTestSchema();
  sql = schema.sql;
  await migrate(sql, [{ name: 'beat', folder: path.join(import.meta.dirname, '../migrations') }]);
});

afterAll(() => schema.drop());

/** The same stories as in memory, in real time, with the real transaction and the real tables. */
async function simulate(seed: number) {
  await sql`truncate facts, streams`;
  const chance = createChance(seed);
  const buses = createLossyBuses(2, chance, schedule, { lostPercent: 20, doubledPercent: 15, delayMsMax: 200 });
  disturbBuses(buses, chance, schedule, playMs);
  const store = {
    readHeads: (streams: readonly string[]) => readHeads(sql, streams),
    readFacts: (stream: string, after: number, limit: number) => readFacts(sql, stream, after, limit),
  };
  const faults: string[] = [];
  const log = { error: (_context: object, text: string) => void faults.push(text) };
  const limits = { ringFactsMax: 32, pageFactsMax: 20, bufferedBytesSoft: 2_000, bufferedBytesHard: 40_000 };
  const needs = { store, folds: seenFolds, now: Date.now, log, limits };
  const gateways = buses.map((bus) => new Gateway({ ...needs, bus }));
  const end = await playStory({
    chance,
    now: Date.now,
    schedule,
    pass: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    gateways,
    commit: (told, dies) => commit(told, dies ? () => {} : chance.oneOf(buses).publish),
    readAll: (stream) => readFacts(sql, stream, 0, 100_000),
    playMs,
    viewers: 6,
    latencyMsMax: 30,
    seenMsMax: 2_000,
  });
  for (const gateway of gateways) gateway.close();
  expect(faults).toEqual([]);
  return end;
}

async function commit(
  told: ReadonlyMap<string, readonly Fact[]>,
  publish: (subject: string, payload: unknown) => void,
) {
  let runs: ToldRun[] = [];
  const transact = createTransact({
    sql,
    now: Date.now,
    publish(subject, payload) {
      if (subject === toldSubject) runs = payload as ToldRun[];
      publish(subject, payload);
    },
  });
  await transact(async (tx) => {
    for (const [stream, facts] of told) tx.tell(stream, ...facts);
  });
  return runs;
}

test('[B1] [B2] [B3] [B4] [B12] two gateways on a bad day, on a real PostgreSQL', { timeout: 600_000 }, async () => {
  for (let seed = firstSeed; seed < firstSeed + rounds; seed += 1) {
    const end = await simulate(seed);
    expect(end.wrong, `SEED=${seed}`).toEqual([]);
    expect(end.facts).toBeGreaterThan(30);
  }
});
