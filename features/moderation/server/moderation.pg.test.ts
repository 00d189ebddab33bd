import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Line } from '../../barrage/protocol.ts';
import { createBarrage } from '../../barrage/server/index.ts';
import { mutesJudgedMax } from './index.ts';
import { otherShopId, shopId, startWorld, type TalkDouble } from './test-world.ts';

let world: Awaited<ReturnType<typeof startWorld>>;
let roomId: string;
/** A line of Vera's. */
let line: Line;

beforeAll(async () => {
  world = await startWorld((needs) => createBarrage(needs as never) as unknown as TalkDouble);
});
afterAll(() => world.stop());
beforeEach(async () => {
  world.clock.now += 60_000;
  roomId = world.room();
  line = (await world.say(world.cast.vera, roomId, 'buy at my shop')) as Line;
});

const audit = async (query = '') =>
  (await world.call(world.cast.mara, 'GET', `/api/shops/${shopId}/audit${query}`)).body.entries;
const talkOf = async (room: string) => (await world.talk.readTalk(room, null, 50)).map(({ text }) => text);

describe('who may', () => {
  test('[C2] only the room’s own host, moderators and merchant; nobody elsewhere, whatever they are there', async () => {
    const { cast, act } = world;
    for (const who of [cast.guest, cast.vera, cast.viktor, cast.stranger]) {
      expect(await act('remove', who, roomId, { lineId: line.id })).toBe('not_allowed');
      expect(await act('mute', who, roomId, { lineId: line.id, scope: 'room', minutes: 10 })).toBe('not_allowed');
      expect(await act('unmute', who, roomId, { muteId: randomUUID() })).toBe('not_allowed');
      expect(await act('slow', who, roomId, { seconds: 5 })).toBe('not_allowed');
      expect((await world.call(who, 'GET', `/api/rooms/${roomId}/mutes`)).status).toBeGreaterThanOrEqual(401);
    }
    for (const who of [cast.hana, cast.milo, cast.mara, cast.olu])
      expect(await act('mute', who, roomId, { lineId: line.id, scope: 'room', minutes: 1 })).toMatchObject({
        name: 'Vera',
      });
    // The line of another room is none here, and one's own room gives no power over it.
    const elsewhere = world.room(otherShopId);
    expect(await act('remove', cast.stranger, elsewhere, { lineId: line.id })).toBe('line_unknown');
    expect(await act('remove', cast.milo, world.room(), { lineId: line.id })).toBe('line_unknown');
    expect(await talkOf(roomId)).toEqual(['buy at my shop']);
  });

  test('[C1] a moderator mutes neither host, merchant, operator nor another moderator, and nobody mutes oneself', async () => {
    const { cast, act, say } = world;
    for (const who of [cast.hana, cast.milo, cast.mara, cast.olu]) {
      const said = (await say(who, roomId)) as Line;
      expect(await act('mute', cast.milo, roomId, { lineId: said.id, scope: 'shop', minutes: 10 })).toBe(
        'person_protected',
      );
      expect(await act('mute', who, roomId, { lineId: said.id, scope: 'room', minutes: null })).toBe(
        'person_protected',
      );
    }
  });
});

describe('removing a line', () => {
  test('[C3] it is told to the room, and its text is nowhere but in the audit', async () => {
    const { cast, act, say, sql } = world;
    await say(cast.viktor, roomId, 'a fair question');
    const id = randomUUID();
    expect(await act('remove', cast.milo, roomId, { lineId: line.id, reason: 'spam' }, id)).toEqual({});
    expect(await act('remove', cast.milo, roomId, { lineId: line.id, reason: 'spam' }, id)).toEqual({});
    expect(await act('remove', cast.hana, roomId, { lineId: line.id })).toBe('line_unknown');
    expect(await world.facts(roomId)).toEqual([{ kind: 'talk.removed', body: { lineId: line.id } }]);
    expect(await talkOf(roomId)).toEqual(['a fair question']);
    expect(await world.talk.readTalk(roomId, 0, 50)).toHaveLength(1);
    const places =
      await sql`select 1 from barrage_lines l where l::text like '%buy at my shop%' and l.room_id = ${roomId}`;
    expect(places).toHaveLength(0);
    expect(await sql`select 1 from facts f where f::text like '%buy at my shop%'`).toHaveLength(0);
    expect(await sql`select 1 from commands c where c::text like '%buy at my shop%'`).toHaveLength(0);
    const [entry, ...more] = await audit(`?roomId=${roomId}`);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      ...{ id, act: 'line_removed', byName: 'Milo Brandt', whomName: 'Vera', text: 'buy at my shop', reason: 'spam' },
      ...{ at: world.clock.now, roomId, roomTitle: 'Sunday at the workshop' },
    });
  });

  test('[C3] who said it learns that it is gone when it is sent again, and others get no line under its id', async () => {
    const { cast, act, say } = world;
    await act('remove', cast.milo, roomId, { lineId: line.id });
    expect(await say(cast.vera, roomId, 'buy at my shop', line.id)).toEqual({ refused: 'line_removed' });
    expect(await say(cast.viktor, roomId, 'buy at my shop', line.id)).toEqual({ refused: 'id_reused' });
    expect(await talkOf(roomId)).toEqual([]);
    expect(((await say(cast.vera, roomId, 'sorry')) as Line).number).toBe(2);
  });
});

describe('a mute', () => {
  test('[C4] its lines are refused with the wait, in this room only, and afterwards they are said', async () => {
    const { cast, act, say, clock } = world;
    await act('mute', cast.milo, roomId, { lineId: line.id, scope: 'room', minutes: 10 });
    expect(await say(cast.vera, roomId)).toEqual({ refused: 'muted', details: { minutes: 10 } });
    expect(await say(cast.viktor, roomId)).toMatchObject({ text: 'hello' });
    expect(await say(cast.vera, world.room())).toMatchObject({ text: 'hello' });
    clock.now += 9.5 * 60_000;
    expect(await say(cast.vera, roomId)).toEqual({ refused: 'muted', details: { minutes: 1 } });
    clock.now += 30_000;
    expect(await say(cast.vera, roomId)).toMatchObject({ text: 'hello' });
  });

  test('[C4] of a shop it holds in all of its rooms, for the show to its end; a later one replaces an earlier one', async () => {
    const { cast, act, say, clock } = world;
    await act('mute', cast.mara, roomId, { lineId: line.id, scope: 'shop', minutes: 60 });
    expect(await say(cast.vera, world.room())).toMatchObject({ refused: 'muted' });
    expect(await say(cast.vera, world.room(otherShopId))).toMatchObject({ text: 'hello' });
    await act('mute', cast.mara, roomId, { lineId: line.id, scope: 'room', minutes: null });
    clock.now += 3_600_000;
    expect(await say(cast.vera, roomId)).toEqual({ refused: 'muted_for_show' });
    const shorter = await act('mute', cast.mara, roomId, { lineId: line.id, scope: 'room', minutes: 1 });
    expect(await say(cast.vera, roomId)).toEqual({ refused: 'muted', details: { minutes: 1 } });
    const { body } = await world.call(cast.milo, 'GET', `/api/rooms/${roomId}/mutes`);
    expect(body.mutes).toEqual([shorter]);
    expect(await act('mute', cast.mara, roomId, { lineId: line.id, scope: 'shop', minutes: null })).toBe(
      'mute_needs_end',
    );
  });

  test('[C5] it can be undone by whoever could have made it, from its own room, and once', async () => {
    const { cast, act, say } = world;
    const made = (await act('mute', cast.milo, roomId, { lineId: line.id, scope: 'room', minutes: 60 })) as {
      id: string;
    };
    expect(await act('unmute', cast.vera, roomId, { muteId: made.id })).toBe('not_allowed');
    expect(await act('unmute', cast.milo, world.room(), { muteId: made.id })).toBe('mute_unknown');
    expect(await act('unmute', cast.stranger, world.room(otherShopId), { muteId: made.id })).toBe('mute_unknown');
    world.clock.now += 1_000;
    expect(await act('unmute', cast.milo, roomId, { muteId: made.id })).toEqual({});
    expect(await act('unmute', cast.milo, roomId, { muteId: made.id })).toBe('mute_unknown');
    expect(await say(cast.vera, roomId)).toMatchObject({ text: 'hello' });
    const said = (await say(cast.milo, roomId)) as Line;
    world.clock.now += 1_000;
    const of = (await act('mute', cast.hana, roomId, { lineId: said.id, scope: 'room', minutes: 60 })) as {
      id: string;
    };
    expect(await act('unmute', cast.milo, roomId, { muteId: of.id })).toBe('person_protected');
    expect((await audit(`?roomId=${roomId}`)).map((one: { act: string }) => one.act)).toEqual([
      'muted',
      'unmuted',
      'muted',
    ]);
  });

  test('[C4] it comes along when a guest signs in, also to an account that is muted already', async () => {
    const { cast, act, say, transact, moderation } = world;
    const other = (await say(cast.viktor, roomId)) as Line;
    await act('mute', cast.milo, roomId, { lineId: line.id, scope: 'room', minutes: 60 });
    await act('mute', cast.milo, roomId, { lineId: other.id, scope: 'room', minutes: 5 });
    await transact((tx) => moderation.moveOwned(tx, cast.vera.accountId!, cast.viktor.accountId!));
    expect(await say(cast.vera, roomId)).toMatchObject({ text: 'hello' });
    expect(await say(cast.viktor, roomId)).toEqual({ refused: 'muted', details: { minutes: 60 } });
  });

  test('[C4] while the database is silent, who was muted stays so', async () => {
    const { cast, act, say, sql, clock } = world;
    await act('mute', cast.milo, roomId, { lineId: line.id, scope: 'room', minutes: 10 });
    expect(await say(cast.vera, roomId)).toMatchObject({ refused: 'muted' });
    let held = () => {};
    const lock = sql.begin(async (tx) => {
      await tx`lock table barrage_lines`;
      held();
      await new Promise((resolve) => setTimeout(resolve, 1_300));
    });
    await new Promise<void>((resolve) => {
      held = resolve;
    });
    const [muted, free] = await Promise.all([say(cast.vera, roomId), say(cast.viktor, roomId)]);
    expect(muted).toMatchObject({ refused: 'muted' });
    expect(free).toMatchObject({ saved: false });
    await lock;
    // A line that was never stored can be removed where it was taken.
    clock.now += 5_000;
    const { id } = free as Line;
    expect(await act('remove', cast.milo, roomId, { lineId: id })).toEqual({});
    expect(await say(cast.viktor, roomId, 'hello', id)).toEqual({ refused: 'line_removed' });
    expect((await audit(`?roomId=${roomId}`))[0]).toMatchObject({ text: 'hello', whomName: 'Viktor' });
  });
});

describe('slow mode', () => {
  test('[C6] one line of each person in so many seconds, on every node; staff are exempt; everybody is told', async () => {
    const { cast, act, say, clock } = world;
    expect(await act('slow', cast.milo, roomId, { seconds: 30 })).toEqual({});
    expect(await act('slow', cast.milo, roomId, { seconds: 30 })).toEqual({});
    expect(await world.facts(roomId)).toEqual([{ kind: 'talk.slowed', body: { seconds: 30 } }]);
    expect(await say(cast.vera, roomId)).toEqual({ refused: 'talk_slow', details: { seconds: 30, every: 30 } });
    expect(await say(cast.viktor, roomId)).toMatchObject({ text: 'hello' });
    clock.now += 29_001;
    expect(await say(cast.viktor, roomId)).toEqual({ refused: 'talk_slow', details: { seconds: 1, every: 30 } });
    for (const who of [cast.hana, cast.milo, cast.mara, cast.olu])
      for (let count = 0; count < 3; count += 1) expect(await say(who, roomId)).toMatchObject({ text: 'hello' });
    clock.now += 1_000;
    expect(await say(cast.vera, roomId)).toMatchObject({ text: 'hello' });
    await act('slow', cast.hana, roomId, { seconds: 0 });
    expect(await say(cast.vera, roomId)).toMatchObject({ text: 'hello' });
    const entries = await audit(`?roomId=${roomId}`);
    expect(entries.map((one: { act: string; seconds: number }) => [one.act, one.seconds])).toEqual([
      ['slow_set', 0],
      ['slow_set', 30],
    ]);
  });
});

describe('the audit', () => {
  test('[C7] only merchants of the shop read it, the newest first, page by page', async () => {
    const { cast, act, call } = world;
    for (const who of [cast.guest, cast.vera, cast.milo, cast.hana, cast.stranger])
      expect((await call(who, 'GET', `/api/shops/${shopId}/audit`)).status).toBeGreaterThanOrEqual(401);
    for (let count = 0; count < 60; count += 1) {
      world.clock.now += count % 2;
      await act('slow', cast.milo, roomId, { seconds: count % 2 ? 0 : 5 });
    }
    const first = await audit(`?roomId=${roomId}`);
    const rest = await audit(`?roomId=${roomId}&before=${first.at(-1).id}`);
    const ids = [...first, ...rest].map(({ id }: { id: string }) => id);
    expect([first.length, rest.length, new Set(ids).size]).toEqual([50, 10, 60]);
    const times = [...first, ...rest].map(({ at }: { at: number }) => at);
    expect(times).toEqual([...times].sort((one, other) => other - one));
    const other = (await call(cast.stranger, 'GET', `/api/shops/${otherShopId}/audit`)).body.entries;
    expect(other).toEqual([]);
  });

  test('[C7] its rows are only added: nobody changes or deletes one, not even the tables’ owner', async () => {
    const { cast, act, sql } = world;
    await act('remove', cast.milo, roomId, { lineId: line.id });
    const before = await sql`select * from moderation_audit order by id`;
    for (const statement of [
      `update moderation_audit set reason = 'other'`,
      'delete from moderation_audit',
      'truncate moderation_audit',
    ])
      await expect(sql.unsafe(statement)).rejects.toMatchObject({ code: '42501' });
    expect(await sql`select * from moderation_audit order by id`).toEqual(before);
    await world.transact((tx) => world.moderation.forgetRoom(tx, roomId));
    expect(await sql`select 1 from moderation_audit where room_id = ${roomId}`).toHaveLength(1);
  });

  test('[C4] so many mutes are judged at most, those that last longest first', async () => {
    const { sql, moderation, clock } = world;
    await sql`
      insert into moderation_mutes (id, shop_id, account_id, by_id, until)
      select gen_random_uuid(), ${shopId}, 'account-' || n, 'milo', to_timestamp(${clock.now}::float8 / 1000) + n * interval '1 s'
      from generate_series(1, ${mutesJudgedMax + 100}) n`;
    const { mutedUntil } = await moderation.talkRules(sql, { roomId, shopId }, clock.now);
    expect(mutedUntil.size).toBeLessThanOrEqual(mutesJudgedMax);
    expect([mutedUntil.has('account-1'), mutedUntil.has(`account-${mutesJudgedMax + 100}`)]).toEqual([false, true]);
    await sql`delete from moderation_mutes`;
  });
});
