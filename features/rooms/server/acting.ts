import { once } from '../../../platform/beat/once.ts';
import type { Tx } from '../../../platform/beat/transact.ts';
import type { Named } from '../../../platform/kit/actor.ts';
import { roomStream } from '../../../platform/kit/fact.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { type Act as AccessAct, may } from '../../accounts/access.ts';
import { type ChangeRoom, type CreateRoom, fact, type Pin, type Room, type SetBag, type Unpin } from '../protocol.ts';
import { change, type Decision, pin, type RoomNow, type RoomStep, setBag, step, unpin } from '../rooms.ts';
import type { RoomsNeeds } from './needs.ts';
import type { Reading } from './reading.ts';
import { insertRoom, lockRoom, type NewRoom, readRoomRow, writeRoom } from './store.ts';

type Answer<T> = Promise<T | Refusal>;

export interface Acting {
  createRoom(actor: Named, wanted: CreateRoom): Answer<Room>;
  changeRoom(actor: Named, roomId: string, wanted: ChangeRoom): Answer<Room>;
  setBag(actor: Named, roomId: string, wanted: SetBag): Answer<Room>;
  step(actor: Named, roomId: string, id: string, what: RoomStep): Answer<Room>;
  pin(actor: Named, roomId: string, wanted: Pin): Answer<object>;
  unpin(actor: Named, roomId: string, wanted: Unpin): Answer<object>;
  makeRoom(tx: Tx, room: NewRoom): Promise<boolean>;
  fillBag(tx: Tx, roomId: string, productIds: readonly string[]): Promise<void>;
}

export function createActing(needs: RoomsNeeds, reading: Reading): Acting {
  const parts: Parts = { ...needs, readRoom: reading.readRoom };
  return {
    createRoom: (actor, wanted) => createRoom(parts, actor, wanted),
    changeRoom: (actor, roomId, { id, ...body }) =>
      act(parts, { actor, roomId, id, name: 'change', body, may: 'room.change' }, (tx, room, shopId) =>
        changed(parts, tx, room, shopId, body),
      ),
    setBag: (actor, roomId, { id, productIds }) =>
      act(parts, { actor, roomId, id, name: 'bag', body: { productIds }, may: 'room.set_bag' }, (tx, room, shopId) =>
        bagged(parts, tx, room, shopId, productIds),
      ),
    step: (actor, roomId, id, what) =>
      act(
        parts,
        { actor, roomId, id, name: what, body: {}, may: what === 'end' ? 'room.end' : 'room.go_live' },
        async (_tx, room) => step(room, what),
      ),
    pin: (actor, roomId, { id, productId, explaining }) =>
      act(
        parts,
        { actor, roomId, id, name: 'pin', body: { productId, explaining }, may: 'room.pin' },
        async (_tx, room) => pin(room, productId, explaining),
      ).then(nothingToSay),
    unpin: (actor, roomId, { id, productId }) =>
      act(parts, { actor, roomId, id, name: 'unpin', body: { productId }, may: 'room.pin' }, async (_tx, room) =>
        unpin(room, productId),
      ).then(nothingToSay),
    makeRoom,
    fillBag: (tx, roomId, productIds) => fillBag(parts, tx, roomId, productIds),
  };
}

interface Parts extends RoomsNeeds {
  readonly readRoom: Reading['readRoom'];
}

async function createRoom(parts: Parts, actor: Named, wanted: CreateRoom): Answer<Room> {
  const { id, shopId, title, audience } = wanted;
  const body = { shopId, title, ...(audience === undefined ? {} : { audience }) };
  if (!may(actor, 'room.create', shopId) || !(await parts.shopExists(parts.sql, shopId))) return refuse('not_allowed');
  return parts.transact((tx) =>
    once<Room>(tx, { id, actor: actor.accountId, act: 'room.create', body }, async () => {
      const made = await makeRoom(tx, { id, hostId: actor.accountId, ...body });
      return made ? (await parts.readRoom(tx.sql, id))! : refuse('room_exists');
    }),
  );
}

async function makeRoom(tx: Tx, room: NewRoom): Promise<boolean> {
  if (!(await insertRoom(tx, room))) return false;
  const { id: roomId, title, coverPictureId } = room;
  tx.tell(roomStream(roomId), fact('room.created', { roomId, title }));
  if (coverPictureId) tx.tell(roomStream(roomId), fact('room.changed', { title, coverPictureId }));
  return true;
}

async function fillBag(parts: Parts, tx: Tx, roomId: string, productIds: readonly string[]): Promise<void> {
  const row = (await readRoomRow(tx.sql, roomId))!;
  const room = await lockRoom(tx, roomId);
  const decision = await bagged(parts, tx, room, row.shopId, productIds);
  if (isRefusal(decision)) throw new Error(`The bag was refused: ${decision.refused}`);
  await writeRoom(tx, roomId, row.shopId, room, decision.next);
  tx.tell(roomStream(roomId), ...decision.facts);
}

interface Act {
  readonly actor: Named;
  readonly roomId: string;
  readonly id: string;
  readonly name: string;
  readonly body: object;
  readonly may: AccessAct;
}

type Decide = (tx: Tx, room: RoomNow, shopId: string) => Promise<Decision | Refusal>;

/** Every act on a room: who may, once per id, lock, decide, write what differs, tell. */
async function act(parts: Parts, { actor, roomId, id, name, body, may: what }: Act, decide: Decide): Answer<Room> {
  const row = await readRoomRow(parts.sql, roomId);
  if (!row) return refuse('room_unknown');
  const { shopId } = row;
  if (!may(actor, what, shopId)) return refuse('not_allowed');
  return parts.transact((tx) =>
    once<Room>(tx, { id, actor: actor.accountId, act: `room.${name} ${roomId}`, body }, async () => {
      const room = await lockRoom(tx, roomId);
      const decision = await decide(tx, room, shopId);
      if (isRefusal(decision)) return decision;
      await writeRoom(tx, roomId, shopId, room, decision.next);
      // Who is in it may not be whom it is for any more.
      if (room.audience !== decision.next.audience) tx.signal('admission', {});
      tx.tell(roomStream(roomId), ...decision.facts);
      return (await parts.readRoom(tx.sql, roomId))!;
    }),
  );
}

async function changed(parts: Parts, tx: Tx, room: RoomNow, shopId: string, wanted: Omit<ChangeRoom, 'id'>) {
  const cover = wanted.coverPictureId;
  if (cover && !(await parts.pictureIn(tx.sql, shopId, cover))) return refuse('picture_unknown');
  return change(room, wanted);
}

async function bagged(parts: Parts, tx: Tx, room: RoomNow, shopId: string, productIds: readonly string[]) {
  const decision = setBag(room, productIds, await parts.productsForSale(tx.sql, shopId, productIds));
  if (isRefusal(decision)) return decision;
  // Newcomers are described after the bag names them; the lock lets no change slip between.
  return { ...decision, facts: [...decision.facts, ...(await parts.describeProducts(tx, decision.added))] };
}

function nothingToSay(answer: Room | Refusal): object | Refusal {
  return isRefusal(answer) ? answer : {};
}
