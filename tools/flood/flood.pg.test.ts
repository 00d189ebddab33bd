import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestInstallation, type TestInstallation } from '../../apps/server/test-installation.ts';
import { Crowd } from './crowd.ts';
import { Tally } from './tally.ts';
import { Watcher } from './watcher.ts';

let house: TestInstallation;
beforeAll(async () => {
  house = await startTestInstallation();
}, 120_000);
afterAll(() => house.close());

it('[B10] [B40] a crowd of named talkers comes in like anybody, keeps its pace, and is shown at the speed people read', async () => {
  const address = new URL(`/rooms/${house.roomId}`, house.origin);
  const tally = new Tally();
  const watcher = await Watcher.open(address, tally);
  const crowd = new Crowd({ address, rate: 20, tally, ownAddresses: false });
  await crowd.come();
  crowd.talk();
  await sleep(3_000);
  crowd.hush();
  await sleep(2_000);
  crowd.leave();
  watcher.leave();
  const { sent, taken, refused, shown, merged, leftOut } = tally.total();
  expect({ refused, taken }).toEqual({ refused: 0, taken: sent });
  expect(sent).toBeGreaterThan(30);
  expect(shown).toBeLessThanOrEqual(14 * 6);
  expect(shown).toBeGreaterThan(20);
  expect(merged).toBeGreaterThan(0);
  expect(leftOut).toBeGreaterThanOrEqual(0);
}, 30_000);
