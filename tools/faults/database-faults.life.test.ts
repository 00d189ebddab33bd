import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from './client.ts';
import type { Stall } from './stall.ts';
import { faultOf, Storm } from './storm.ts';
import { type Watcher, watch } from './watcher.ts';

let storm: Storm;

beforeAll(async () => {
  storm = await Storm.open({ proxied: false });
}, 120_000);

afterAll(() => storm.close());

test('[F6] kill -9 of PostgreSQL under load: 503 with a code, talk goes on, it recovers alone, the sums hold', {
  timeout: 120_000,
}, async () => {
  const pid = storm.house.house.childPid('server');
  const seen: unknown[] = [];
  const { wrongs, stall } = await storm.blow([faultOf('database killed')!], 1, async (there) => {
    const talker = await openTalker(there);
    return async () => {
      seen.push(...(await Promise.all([talkUntilUnsaved(talker), askUntilDown(there)])));
    };
  });
  expect(wrongs).toEqual([]);
  expect(seen).toEqual(['shown as unsaved', { code: 'database_down', retryAfter: '2', korean: true }]);
  const codes = new Set(stall.buyers.flatMap((buyer) => buyer.turnedAway.map(({ body }) => body.code)));
  expect([...codes].filter((code) => code !== 'database_down' && code !== 'overloaded')).toEqual([]);
  // The same process, and nobody was cut off.
  expect(storm.house.house.childPid('server')).toBe(pid);
  expect(stall.buyers.map((buyer) => buyer.cutOff)).toEqual(stall.buyers.map(() => 0));
  expect(stall.watcher.closes).toEqual([]);
});

test('[F1-F6] frozen for three seconds, read-only, out of connections', { timeout: 120_000 }, async () => {
  const faults = ['database frozen', 'database readOnly', 'database full'].map((name) => faultOf(name)!);
  const { wrongs, stall } = await storm.blow(faults, 2);
  expect(wrongs).toEqual([]);
  const codes = new Set(stall.buyers.flatMap((buyer) => buyer.turnedAway.map(({ body }) => body.code)));
  expect([...codes].filter((code) => code !== 'database_down' && code !== 'overloaded')).toEqual([]);
  expect(stall.watcher.closes).toEqual([]);
});

async function openTalker({ house, roomId }: Stall): Promise<Watcher> {
  const talker = new Client(house.url, '10.3.0.1');
  await talker.takeName('Viktor');
  return watch(house.url, roomId, talker.headers);
}

async function talkUntilUnsaved({ say, leave }: Watcher): Promise<string> {
  for (let tries = 0; tries < 40; tries += 1) {
    const reply = (await say(`Still there? ${tries}`)) as { ok: boolean; body?: { saved: boolean } };
    if (reply.ok && reply.body?.saved === false) {
      leave();
      return 'shown as unsaved';
    }
    await sleep(100);
  }
  return 'never unsaved';
}

async function askUntilDown(stall: Stall): Promise<unknown> {
  const asker = new Client(stall.house.url, '10.3.0.2');
  for (let tries = 0; tries < 200; tries += 1) {
    const answer = await asker.ask('GET', `/api/rooms/${stall.roomId}`, undefined, { 'accept-language': 'ko' });
    if (answer.status === 503) {
      const korean = /\p{Script=Hangul}/u.test(String(answer.body.text));
      return { code: answer.body.code, retryAfter: answer.headers.get('retry-after'), korean };
    }
    await sleep(20);
  }
  return 'never down';
}
