import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../../platform/kit/actor.ts';
import { isRefusal } from '../../../platform/kit/refusal.ts';
import type { Audience, Room } from '../protocol.ts';
import { closedWatchMs } from './routes.ts';
import { shopId, startWorld, ties, type World } from './test-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
beforeEach(() => {
  ties.length = 0;
});

async function room(audience?: Audience): Promise<Room> {
  const body = { id: randomUUID(), shopId, title: 'For few', ...(audience ? { audience } : {}) };
  const made = await world.call(world.cast.hana, 'POST', '/api/rooms', body);
  expect(made.status).toBe(200);
  return made.body as Room;
}
const change = (id: string, audience: Audience) =>
  world.call(world.cast.hana, 'PATCH', `/api/rooms/${id}`, { id: randomUUID(), audience });

/** What each edge answers: the code of its refusal, or `in`. */
async function edges(who: Actor, { id, hostId }: Room): Promise<Record<string, string>> {
  const { call, rooms, sql } = world;
  const code = async (url: string) => {
    const { status, body } = await call(who, 'GET', url);
    return status === 200 ? 'in' : (body.code as string);
  };
  const listed = async (url: string) =>
    (await call(who, 'GET', url)).body.rooms.some((one: Room) => one.id === id) ? 'in' : 'not listed';
  const entered = await rooms.enterRoom(sql, id, who);
  return {
    room: await code(`/api/rooms/${id}`),
    bag: await code(`/api/rooms/${id}/bag`),
    watch: await code(`/api/rooms/${id}/watch`),
    // What the socket's upgrade and the talk ask.
    enter: isRefusal(entered) ? entered.refused : 'in',
    list: await listed('/api/rooms'),
    ofShop: await listed(`/api/rooms?shopId=${shopId}`),
    ofHost: await listed(`/api/hosts/${hostId}`),
  };
}
const all = (answer: string, list = answer) => ({
  ...{ room: answer, bag: answer, watch: answer, enter: answer },
  ...{ list, ofShop: list, ofHost: list },
});

describe('[R30] for whom a room is', () => {
  test('a room is for everyone unless its host says otherwise, when it is made or later', async () => {
    const open = await room();
    expect(open.audience).toBe('everyone');
    expect(await edges(world.cast.guest, open)).toEqual(all('in'));
    expect((await room('members')).audience).toBe('members');
    expect((await change(open.id, 'followers')).body.audience).toBe('followers');
    expect(await edges(world.cast.guest, open)).toEqual(all('room_followers_only', 'not listed'));
    const { status } = await world.call(world.cast.milo, 'PATCH', `/api/rooms/${open.id}`, {
      id: randomUUID(),
      audience: 'everyone',
    });
    expect(status).toBe(403);
  });

  test('every edge refuses whom it is not for, with its code, and lets in those who are tied and those who run the shop', async () => {
    const { cast } = world;
    const [followers, members] = [await room('followers'), await room('members')];
    ties.push([cast.vera.accountId!, 'follows', shopId], [cast.viktor.accountId!, 'member', shopId]);
    for (const who of [cast.guest, cast.stranger]) {
      expect(await edges(who, followers)).toEqual(all('room_followers_only', 'not listed'));
      expect(await edges(who, members)).toEqual(all('room_members_only', 'not listed'));
    }
    expect(await edges(cast.vera, followers)).toEqual(all('in'));
    expect(await edges(cast.vera, members)).toEqual(all('room_members_only', 'not listed'));
    for (const one of [followers, members])
      for (const who of [cast.viktor, cast.hana, cast.milo, cast.mara, cast.olu])
        expect(await edges(who, one), who.name!).toEqual(all('in'));
  });

  test('who follows the host is in as who follows the shop, of another host not', async () => {
    const { cast } = world;
    const one = await room('followers');
    ties.push(
      [cast.vera.accountId!, 'follows', cast.hana.accountId!],
      [cast.viktor.accountId!, 'follows', cast.milo.accountId!],
    );
    expect((await edges(cast.vera, one)).enter).toBe('in');
    expect((await edges(cast.viktor, one)).enter).toBe('room_followers_only');
  });

  test('the door says for whom it is and whose, nothing of the show, to everybody', async () => {
    const { cast, call } = world;
    const one = await room('members');
    const door = { audience: 'members', shopId, hostId: cast.hana.accountId, hostName: 'Hana Seo' };
    expect((await call(cast.guest, 'GET', `/api/rooms/${one.id}/door`)).body).toEqual({ ...door, open: false });
    expect((await call(cast.milo, 'GET', `/api/rooms/${one.id}/door`)).body).toEqual({ ...door, open: true });
    expect((await call(cast.guest, 'GET', `/api/rooms/${randomUUID()}/door`)).status).toBe(404);
    const refused = await call(cast.guest, 'GET', `/api/rooms/${one.id}`);
    expect([refused.status, JSON.stringify(refused.body).includes('For few')]).toEqual([403, false]);
  });

  test('the picture’s address of a closed room is a short one', async () => {
    const { cast, call } = world;
    const one = await room('members');
    expect((await call(cast.hana, 'GET', `/api/rooms/${one.id}/watch`)).body.expiresAt).toBe(closedWatchMs);
    expect((await call(cast.guest, 'GET', `/api/rooms/${(await room()).id}/watch`)).body.expiresAt).toBe(1);
  });
});

describe('[R31] who may be there no more', () => {
  test('is found among those who are in closed rooms; open rooms and others are left alone', async () => {
    const { cast, rooms, sql } = world;
    const [open, members] = [await room(), await room('members')];
    ties.push([cast.viktor.accountId!, 'member', shopId]);
    const everybody = [cast.guest, cast.vera, cast.viktor, cast.hana];
    const inRooms = new Map([open, members].map(({ id }) => [id, everybody] as const));
    const out = await rooms.expelled(sql, inRooms);
    const refusal = { refused: 'room_members_only' };
    expect([...out.keys()]).toEqual([members.id]);
    expect([...out.get(members.id)!]).toEqual([
      [cast.guest, refusal],
      [cast.vera, refusal],
    ]);
  });

  test('a change of whom it is for lets the gateways look at once; another change does not', async () => {
    const one = await room();
    const hints = () => world.published.filter(({ subject }) => subject === 'admission').length;
    const before = hints();
    await change(one.id, 'members');
    expect(hints()).toBe(before + 1);
    await world.call(world.cast.hana, 'PATCH', `/api/rooms/${one.id}`, { id: randomUUID(), title: 'Another' });
    await change(one.id, 'members');
    expect(hints()).toBe(before + 1);
  });
});
