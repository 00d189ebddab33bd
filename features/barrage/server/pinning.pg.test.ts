import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readFacts } from '../../../platform/beat/read-facts.ts';
import { createTransact, type Transact } from '../../../platform/beat/transact.ts';
import type { Sql } from '../../../platform/db/connect.ts';
import { migrate } from '../../../platform/db/migrate.ts';
import { createTestSchema } from '../../../platform/db/test-schema.ts';
import { castOf, createTestApp } from '../../../platform/http/test-app.ts';
import type { Actor } from '../../../platform/kit/actor.ts';
import { roomStream } from '../../../platform/kit/fact.ts';
import { refuse } from '../../../platform/kit/refusal.ts';
import { type Line, refusals } from '../protocol.ts';
import { type Barrage, createBarrage } from './index.ts';

const shopId = '11111111-1111-4111-8111-111111111111';
const cast = castOf(shopId, '22222222-2222-4222-8222-222222222222');
const names = new Map(Object.values(cast).map((one) => [one.viewerId, one.name ?? '']));
let schema: { sql: Sql; drop(): Promise<void> };
let sql: Sql;
let transact: Transact;
let barrage: Barrage;
let state: string;
let roomId: string;

beforeAll(async () => {
  schema = await createTestSchema();
  sql = schema.sql;
  transact = createTransact({ sql, now: Date.now, publish: () => {} });
  barrage = createBarrage({
    ...{ sql, transact, now: Date.now, publish: () => {} },
    readRoom: async () => ({ state }),
    namesOf: async (_sql, ids) => new Map([...names].filter(([id]) => ids.includes(id))),
  });
  const beat = { name: 'beat', folder: path.join(import.meta.dirname, '../../../platform/beat/migrations') };
  await migrate(sql, [beat, barrage.migrations]);
});
afterAll(() => schema.drop());
beforeEach(() => {
  roomId = randomUUID();
  state = 'live';
});

function run(who: Actor, name: string, body: object, id: string = randomUUID(), room = roomId): Promise<unknown> {
  const command = barrage.commands.find((one) => one.name === name)!;
  return command.run({ actor: who, roomId: room, shopId }, id, body as never);
}
const say = async (who: Actor, text: string, more: object = {}) =>
  (await run(who, 'barrage.send', { text, ...more })) as Line;
const facts = async () =>
  (await readFacts(sql, roomStream(roomId), 0, 100)).map(({ kind, body }) => [kind, body.lineId]);

describe('[T33] the pinned line', () => {
  it('is put up, replaced and taken down by those who run the room, once per id, and the rows say who did', async () => {
    const [first, second] = [await say(cast.vera, 'Is it oak?'), await say(cast.hana, 'We ship on Monday')];
    const id = randomUUID();
    expect(await run(cast.hana, 'barrage.pin', { lineId: first.id }, id)).toEqual({});
    expect(await run(cast.hana, 'barrage.pin', { lineId: first.id }, id)).toEqual({});
    expect(await run(cast.milo, 'barrage.pin', { lineId: first.id })).toEqual({});
    expect(await run(cast.milo, 'barrage.pin', { lineId: second.id })).toEqual({});
    expect(await run(cast.hana, 'barrage.unpin', {})).toEqual({});
    expect(await run(cast.hana, 'barrage.unpin', {})).toEqual({});
    expect(await facts()).toEqual([
      ['talk.pinned', first.id],
      ['talk.pinned', second.id],
      ['talk.unpinned', undefined],
    ]);
    const rows = await sql`
      select line_id, pinned_by, unpinned_by from barrage_pins where room_id = ${roomId} order by pinned_at, unpinned_at`;
    expect(rows.map((row) => ({ ...row }))).toEqual([
      { line_id: first.id, pinned_by: cast.hana.accountId, unpinned_by: cast.milo.accountId },
      { line_id: second.id, pinned_by: cast.milo.accountId, unpinned_by: cast.hana.accountId },
    ]);
  });

  it('is refused to others, for a line of another room or a removed one, and after the end', async () => {
    const line = await say(cast.vera, 'Is it oak?');
    for (const who of [cast.vera, cast.guest, cast.stranger])
      expect(await run(who, 'barrage.pin', { lineId: line.id })).toEqual({ refused: 'not_allowed' });
    expect(await run(cast.vera, 'barrage.unpin', {})).toEqual({ refused: 'not_allowed' });
    const elsewhere = await run(cast.hana, 'barrage.pin', { lineId: line.id }, randomUUID(), randomUUID());
    expect(elsewhere).toEqual({ refused: 'line_not_here' });
    await transact((tx) => barrage.removeLine(tx, roomId, line.id));
    expect(await run(cast.hana, 'barrage.pin', { lineId: line.id })).toEqual({ refused: 'line_not_here' });
    const late = await say(cast.vera, 'Goodbye');
    state = 'ended';
    expect(await run(cast.hana, 'barrage.pin', { lineId: late.id })).toEqual({ refused: 'talk_closed' });
    expect(await facts()).toEqual([]);
  });

  it('two who pin at once leave one line pinned', async () => {
    const lines = await Promise.all([say(cast.vera, 'one'), say(cast.viktor, 'two')]);
    await Promise.all(lines.map(({ id }, at) => run(at ? cast.milo : cast.hana, 'barrage.pin', { lineId: id })));
    expect(await sql`select 1 from barrage_pins where room_id = ${roomId} and unpinned_at is null`).toHaveLength(1);
    await transact((tx) => barrage.forgetRoom(tx, roomId));
    expect(await sql`select 1 from barrage_pins where room_id = ${roomId}`).toHaveLength(0);
  });
});

describe('[T25] an answer', () => {
  it('says whom it answers, live and later, and no account; a removed line’s speaker is not named any more', async () => {
    const asked = await say(cast.vera, 'Is it oak?');
    const answer = await say(cast.hana, 'Yes', { replyTo: asked.id });
    expect(answer.reply).toEqual({ id: asked.id, name: 'Vera' });
    expect((await barrage.readTalk(roomId, null, 10)).at(-1)).toEqual(answer);
    expect(JSON.stringify(await barrage.readTalk(roomId, null, 10))).not.toContain(cast.vera.accountId);
    await transact((tx) => barrage.removeLine(tx, roomId, asked.id));
    expect((await barrage.readTalk(roomId, null, 10)).at(-1)!.reply).toBeUndefined();
    expect(await run(cast.hana, 'barrage.send', { text: 'Yes', replyTo: asked.id })).toEqual({
      refused: 'line_not_here',
    });
    const elsewhere = await run(
      cast.hana,
      'barrage.send',
      { text: 'Yes', replyTo: answer.id },
      randomUUID(),
      randomUUID(),
    );
    expect(elsewhere).toEqual({ refused: 'line_not_here' });
  });
});

it('[T33] the pinned line is read by whom the room is for, and by nobody else', async () => {
  const room = randomUUID();
  const doors = createBarrage({
    ...{ sql, transact, now: Date.now, publish: () => {} },
    readRoom: async () => ({ state }),
    enterRoom: async (_sql, _id, actor) => (actor.accountId === cast.vera.accountId ? {} : refuse('not_allowed')),
    namesOf: async () => new Map([[cast.vera.accountId!, 'Vera']]),
  });
  const folder = (feature: string) => path.join(import.meta.dirname, `../../../${feature}/messages`);
  const http = await createTestApp({
    features: [doors],
    cast,
    refusals: { ...refusals, not_allowed: 403 },
    texts: { platform: folder('platform/http'), barrage: folder('features/barrage') },
  });
  const line = (await run(cast.vera, 'barrage.send', { text: 'Among us' }, randomUUID(), room)) as Line;
  const read = async (who: Actor, id = line.id) =>
    (await http.call(who, 'GET', `/api/rooms/${room}/talk/${id}`)).body as Record<string, unknown>;
  expect((await read(cast.vera)).text).toBe('Among us');
  expect(await read(cast.vera)).not.toHaveProperty('accountId');
  expect((await read(cast.vera, randomUUID())).code).toBe('line_not_here');
  for (const who of [cast.guest, cast.viktor]) expect((await read(who)).code).toBe('not_allowed');
  await http.app.close();
});

it('[T27] who does not run the room cannot say an address, judged for each line; [T26] many emotes are stored', async () => {
  for (const who of [cast.vera, cast.stranger])
    expect(await run(who, 'barrage.send', { text: 'see shop.com/x' })).toEqual({ refused: 'talk_link' });
  expect((await say(cast.hana, 'see shop.com/x')).text).toBe('see shop.com/x');
  expect((await say(cast.milo, 'see https://shop.com')).badge).toBe('moderator');
  const emotes = ':party:'.repeat(57);
  expect((await say(cast.vera, emotes)).text).toBe(emotes);
});
