import type { Reader } from '../../../platform/db/connect.ts';
import type { Actor } from '../../../platform/kit/actor.ts';
import { type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { may } from '../../accounts/access.ts';
import { noTies, turnedAway } from '../audience.ts';
import type { Audience, Room } from '../protocol.ts';
import type { RoomsNeeds } from './needs.ts';
import { readClosedRooms } from './store.ts';

/** What of a room says whom it is for. */
export interface Guarded {
  readonly shopId: string;
  readonly hostId: string;
  readonly audience: Audience;
}

export interface Admission {
  /** Null when the actor may be in the room; a room for everyone costs no question. */
  refused(sql: Reader, room: Guarded, actor: Actor): Promise<Refusal | null>;
  /** Those of a list that the actor may know of. */
  among<R extends Guarded>(sql: Reader, rooms: readonly R[], actor: Actor): Promise<R[]>;
  /** Of the people in each of these rooms those who may not be there, or no more, and why. Rooms for everyone cost one question. */
  expelled(sql: Reader, inRooms: ReadonlyMap<string, readonly Actor[]>): Promise<Map<string, Map<Actor, Refusal>>>;
}

/** The room for whom it is for, or why not. */
export type EnterRoom = (sql: Reader, roomId: string, actor: Actor) => Promise<Room | Refusal>;

export function createEnterRoom(
  { refused }: Pick<Admission, 'refused'>,
  readRoom: (sql: Reader, roomId: string) => Promise<Room | null>,
): EnterRoom {
  return async (sql, roomId, actor) => {
    const room = await readRoom(sql, roomId);
    return room ? ((await refused(sql, room, actor)) ?? room) : refuse('room_unknown');
  };
}

type Needs = Pick<RoomsNeeds, 'tiesTo' | 'ownTies'>;

export function createAdmission({ tiesTo, ownTies }: Needs): Admission {
  return {
    async refused(sql, room, actor) {
      if (room.audience === 'everyone') return null;
      return (await judged(sql, room, [actor])).get(actor)!;
    },
    async among(sql, rooms, actor) {
      if (rooms.every(({ audience }) => audience === 'everyone')) return [...rooms];
      const { accountId } = actor;
      const own = accountId === null ? null : await ownTies(sql, accountId);
      return rooms.filter(({ audience, shopId, hostId }) => {
        const follows = own !== null && (own.follows.has(shopId) || own.follows.has(hostId));
        const member = own?.memberOf.has(shopId) ?? false;
        return turnedAway(audience, { staff: may(actor, 'room.enter', shopId), follows, member }) === null;
      });
    },
    async expelled(sql, inRooms) {
      const found = new Map<string, Map<Actor, Refusal>>();
      for (const room of await readClosedRooms(sql, [...inRooms.keys()])) {
        const judgement = await judged(sql, room, inRooms.get(room.id)!);
        found.set(room.id, new Map([...judgement].flatMap(([actor, refusal]) => (refusal ? [[actor, refusal]] : []))));
      }
      return found;
    },
  };

  async function judged(sql: Reader, room: Guarded, actors: readonly Actor[]): Promise<Map<Actor, Refusal | null>> {
    const accountIds = new Set(actors.flatMap(({ accountId }) => accountId ?? []));
    const ties = await tiesTo(sql, room, [...accountIds]);
    return new Map(
      actors.map((actor) => {
        const own = (actor.accountId !== null && ties.get(actor.accountId)) || noTies;
        return [actor, turnedAway(room.audience, { ...own, staff: may(actor, 'room.enter', room.shopId) })];
      }),
    );
  }
}
