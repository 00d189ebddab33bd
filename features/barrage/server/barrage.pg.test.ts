import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readHeads } from '../../../platform/beat/read-facts.ts';
import { createTransact, type Transact } from '../../../platform/beat/transact.ts';
import type { Sql } from '../../../platform/db/connect.ts';
import { migrate } from '../../../platform/db/migrate.ts';
import { createTestSchema } from '../../../platform/db/test-schema.ts';
import { castOf, createTestApp, type TestApp } from '../../../platform/http/test-app.ts';
import type { Actor } from '../../../platform/kit/actor.ts';
import { roomStream, talkStream } from '../../../platform/kit/fact.ts';
import { isRefusal } from '../../../platform/kit/refusal.ts';
import { refusals as accountRefusals } from '../../accounts/protocol.ts';
import { refusals as roomRefusals } from '../../rooms/protocol.ts';
import { type Line, refusals } from '../protocol.ts';
import { type Barrage, createBarrage } from './index.ts';
import type { BarrageNeeds } from './needs.ts';

const shopId = '11111111-1111-4111-8111-111111111111';
const cast = castOf(shopId, '22222222-2222-4222-8222-222222222222');
const folder = (relative: string) => path.join(import.meta.dirname, relative);

let schema: { sql: Sql; drop(): Promise<void> };
let sql: Sql;
let transact: Transact;
const clock = { now: Date.now() };
const states = new Map<string, string>();
const names = new Map(Object.values(cast).map((one) => [one.viewerId, one.name ?? '']));
let published: { roomId: string; lines: Line[] }[] = [];
let roomId: string;

beforeAll(async () => {
  schema = await createTestSchema();
  sql = schema.sql;
  transact = createTransact({ sql, now: () => clock.now, publish: () => {} });
  const { migrations } = create();
  await migrate(sql, [{ name: 'beat', folder: folder('../../../platform/beat/migrations') }, migrations]);
});
afterAll(() => schema.drop());
beforeEach(() => {
  roomId = randomUUID();
  states.set(roomId, 'live');
  published = [];
  clock.now += 60_000;
});

function create(over: Partial<BarrageNeeds> = {}): Barrage {
  return createBarrage({
    sql,
    transact,
    now: () => clock.now,
    publish: (subject, payload) => void (subject === 'talk' && published.push(payload as (typeof published)[number])),
    readRoom: async (_sql, id) => (states.has(id) ? { state: states.get(id)! } : null),
    namesOf: async (_sql, ids) => new Map([...names].filter(([id]) => ids.includes(id))),
    ...over,
  });
}
function send(barrage: Barrage, who: Actor, text: string, id: string = randomUUID(), room = roomId): Promise<unknown> {
  return barrage.commands[0]!.run({ actor: who, roomId: room, shopId }, id, { text } as never);
}
async function say(barrage: Barrage, who: Actor, text: string, id?: string): Promise<Line> {
  const answer = await send(barrage, who, text, id);
  if (isRefusal(answer)) throw new Error(answer.refused);
  return answer as Line;
}
const viewer = (n: number): Actor => ({
  ...cast.vera,
  viewerId: `viewer-${n}`,
  accountId: `viewer-${n}`,
  name: `V${n}`,
});
const shown = () => published.flatMap((one) => one.lines);

describe('saying a line', () => {
  it('[T1] a line is stored before it is shown, with a number of the talk; the head of the room is not touched', async () => {
    let storedWhenShown = -1;
    const counting = create({
      transact: async (work) => {
        const result = await transact(work);
        storedWhenShown = published.length;
        return result;
      },
    });
    const line = await say(counting, cast.vera, ' Is it  lined? ');
    expect(line).toEqual({
      id: line.id,
      number: 1,
      at: clock.now,
      name: 'Vera',
      badge: null,
      text: 'Is it lined?',
      saved: true,
    });
    expect(storedWhenShown).toBe(0);
    expect(published).toEqual([{ roomId, lines: [line], voices: [cast.vera.accountId] }]);
    const heads = await readHeads(sql, [talkStream(roomId), roomStream(roomId)]);
    expect([heads.get(talkStream(roomId))?.head, heads.get(roomStream(roomId))]).toEqual([1, undefined]);
  });

  it('[T2] needs a name, something to read, and a room that is not over', async () => {
    const barrage = create();
    const code = async (who: Actor, text: string, room?: string) =>
      ((await send(barrage, who, text, undefined, room)) as { refused?: string }).refused;
    expect(await code(cast.guest, 'hello')).toBe('name_needed');
    expect(await code(cast.vera, ' \u200b ')).toBe('talk_empty');
    states.set(roomId, 'scheduled');
    expect(await code(cast.vera, 'early')).toBeUndefined();
    states.set(roomId, 'ended');
    expect(await code(cast.vera, 'late')).toBe('talk_closed');
    expect(await code(cast.vera, 'nowhere', randomUUID())).toBe('talk_closed');
    expect(shown().map((line) => line.text)).toEqual(['early']);
  });

  it('[T3] the same id gets the same answer and is shown once, on two nodes at once too, after the end too', async () => {
    const [nodeA, nodeB] = [create(), create()];
    const id = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => say(i % 2 ? nodeA : nodeB, cast.vera, 'hello', id)),
    );
    const first = await say(nodeA, cast.vera, 'hello', id);
    for (const answer of answers) expect(answer).toEqual(first);
    states.set(roomId, 'ended');
    expect(await say(nodeB, cast.vera, 'hello', id)).toEqual(first);
    expect(shown().filter((line) => line.id === id)).toHaveLength(1);
    expect(await sql`select 1 from barrage_lines where id = ${id}`).toHaveLength(1);
    expect(await send(nodeA, cast.vera, 'other', id)).toEqual({ refused: 'id_reused' });
    expect(await send(nodeA, cast.viktor, 'hello', id)).toEqual({ refused: 'id_reused' });
  });

  it('[T4] too fast a talker is refused with the wait; a repeat does not count', async () => {
    const barrage = create();
    const id = randomUUID();
    for (let i = 0; i < 8; i += 1) await say(barrage, cast.vera, 'first', id);
    for (let i = 0; i < 4; i += 1) await say(barrage, cast.vera, `line ${i}`);
    expect(await send(barrage, cast.vera, 'sixth')).toEqual({ refused: 'talk_too_fast', details: { seconds: 10 } });
    expect((await say(barrage, cast.viktor, 'mine')).saved).toBe(true);
    clock.now += 10_000;
    expect((await say(barrage, cast.vera, 'sixth')).saved).toBe(true);
  });

  it('[T7] host and moderator by role, buyer by what was bought; asked once, and never waited for long', async () => {
    let asked = 0;
    const bought = new Set([cast.vera.accountId]);
    const barrage = create({
      hasBought: async (_sql, accountId) => {
        asked += 1;
        return bought.has(accountId);
      },
    });
    expect((await say(barrage, cast.hana, 'welcome')).badge).toBe('host');
    expect((await say(barrage, cast.milo, 'hello')).badge).toBe('moderator');
    expect((await say(barrage, cast.stranger, 'hello')).badge).toBe(null);
    const before = asked;
    for (let i = 0; i < 3; i += 1) expect((await say(barrage, cast.vera, 'mine fits')).badge).toBe('buyer');
    expect(asked).toBe(before + 1);
    const stuck = create({ hasBought: () => new Promise(() => {}) });
    expect((await say(stuck, cast.vera, 'hello')).badge).toBe(null);
  });

  it('[T8] a burst goes in few transactions, and number order is the order in which it is shown', async () => {
    let transactions = 0;
    const counting: Transact = (work) => {
      transactions += 1;
      return transact(work);
    };
    const [nodeA, nodeB] = [create({ transact: counting }), create({ transact: counting })];
    await Promise.all(Array.from({ length: 600 }, (_, i) => say(i % 2 ? nodeA : nodeB, viewer(i), `line ${i}`)));
    expect(transactions).toBeLessThan(30);
    const numbers = shown().map((line) => line.number!);
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 600 }, (_, i) => i + 1));
    for (const { lines } of published) {
      const of = lines.map((line) => line.number!);
      expect(of).toEqual(of.map((_, i) => of[0]! + i));
    }
  });
});

describe('when the database does not answer', () => {
  const down: Transact = async () => {
    throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  };

  it('[T12] lines are shown as unsaved, at the same pace and once per id', async () => {
    const barrage = create({ transact: down });
    const id = randomUUID();
    const line = await say(barrage, cast.vera, 'still here', id);
    expect(line).toMatchObject({ number: null, saved: false, name: 'Vera', text: 'still here' });
    expect(await say(barrage, cast.vera, 'still here', id)).toEqual(line);
    expect(await send(barrage, cast.vera, 'another', id)).toEqual({ refused: 'id_reused' });
    expect(shown()).toEqual([line]);
    for (let i = 0; i < 4; i += 1) await say(barrage, cast.vera, `line ${i}`);
    expect(await send(barrage, cast.vera, 'sixth')).toMatchObject({ refused: 'talk_too_fast' });
    expect(await sql`select 1 from barrage_lines where room_id = ${roomId}`).toHaveLength(0);
  });

  it('[T12] it is tried again after a while, saves from then on, and a repeat of an unsaved line stays what it was', async () => {
    let [tries, isDown] = [0, true];
    const barrage = create({
      saveAgainAfterMs: 3_000,
      transact: (work) => {
        tries += 1;
        return isDown ? down(work) : transact(work);
      },
    });
    const id = randomUUID();
    const unsaved = await say(barrage, cast.vera, 'one', id);
    await say(barrage, cast.viktor, 'two');
    expect(tries).toBe(1);
    isDown = false;
    clock.now += 3_000;
    expect(await say(barrage, cast.viktor, 'three')).toMatchObject({ saved: true, number: 1 });
    expect(await say(barrage, cast.vera, 'one', id)).toEqual(unsaved);
    expect(shown().map((line) => line.text)).toEqual(['one', 'two', 'three']);
  });

  it('[T13] a frozen database holds the talk up once, for a bounded time', async () => {
    let tries = 0;
    const counting: Transact = (work) => {
      tries += 1;
      return transact(work);
    };
    const barrage = create({ saveWithinMs: 150, transact: counting });
    await say(barrage, viewer(0), 'before');
    const held = await sql.reserve();
    await held`begin`;
    await held`select 1 from streams where stream = ${talkStream(roomId)} for update`;
    try {
      const from = performance.now();
      expect((await say(barrage, viewer(1), 'during')).saved).toBe(false);
      // Without the limit it would wait for the lock's own time-out, three seconds.
      expect(performance.now() - from).toBeLessThan(2_500);
      expect((await say(barrage, viewer(2), 'at once')).saved).toBe(false);
      expect(tries).toBe(2);
    } finally {
      await held`rollback`;
      held.release();
    }
    await vi.waitFor(async () => {
      clock.now += 3_000;
      expect(await say(barrage, viewer(3), 'after')).toMatchObject({ saved: true });
    });
    const kept = await barrage.readTalk(roomId, null, 10);
    expect(kept.map((line) => line.text)).not.toContain('at once');
    expect(kept.map((line) => line.number)).toEqual(kept.map((_line, index) => index + 1));
  });

  it('[T12] what is over stays over, and a mistake in the code is still a fault', async () => {
    let works = true;
    const barrage = create({ transact: (work) => (works ? transact(work) : down(work)) });
    await say(barrage, cast.hana, 'goodbye');
    states.set(roomId, 'ended');
    await send(barrage, cast.vera, 'late');
    works = false;
    expect(await send(barrage, cast.vera, 'later')).toEqual({ refused: 'talk_closed' });
    const broken = create({ transact: () => Promise.reject(new TypeError('x is not a function')) });
    await expect(send(broken, cast.vera, 'hello')).rejects.toThrow(TypeError);
  });
});

describe('reading the talk', () => {
  let http: TestApp;
  let barrage: Barrage;
  beforeAll(async () => {
    barrage = create({ pace: { linesMax: 100, windowMs: 1000 } });
    http = await createTestApp({
      features: [barrage],
      cast,
      refusals: { ...refusals, ...roomRefusals, ...accountRefusals },
      texts: { platform: folder('../../../platform/http/messages'), barrage: folder('../messages') },
    });
  });
  afterAll(() => http.app.close());

  it('[T14] oldest first, after a number or the newest, for everybody; names are read, not stored', async () => {
    const said: Line[] = [];
    for (let i = 1; i <= 7; i += 1) said.push(await say(barrage, cast.vera, `line ${i}`));
    const get = async (query: string) => (await http.call(cast.guest, 'GET', `/api/rooms/${roomId}/talk${query}`)).body;
    expect((await get('')).lines).toEqual(said);
    expect((await get('?limit=2')).lines).toEqual(said.slice(5));
    expect((await get('?after=3&limit=2')).lines).toEqual(said.slice(3, 5));
    expect((await get('?after=7')).lines).toEqual([]);
    expect((await get('?limit=201')).code).toBe('bad_request');
    names.set(cast.vera.viewerId, 'Vera L.');
    expect((await barrage.readTalk(roomId, null, 1))[0]!.name).toBe('Vera L.');
    names.set(cast.vera.viewerId, 'Vera');
    expect((await http.call(cast.guest, 'GET', `/api/rooms/${randomUUID()}/talk`)).body.code).toBe('room_unknown');
    expect(JSON.stringify(await get(''))).not.toContain(cast.vera.accountId);
  });

  it('[T15] what a guest said becomes the account’s at sign-in', async () => {
    await say(barrage, cast.vera, 'from my phone');
    await transact((tx) => barrage.moveOwned(tx, cast.vera.accountId!, cast.viktor.accountId!));
    expect((await barrage.readTalk(roomId, null, 1))[0]!.name).toBe('Viktor');
  });
});
