import { type Static, Type } from 'typebox';
import { factMaker } from '../../platform/kit/fact.ts';
import type { RefusalTable } from '../../platform/kit/refusal.ts';
import { AccountId, closed, Id, Text, TimeMs } from '../../platform/kit/schema.ts';
import { Product } from '../catalog/protocol.ts';

export const titleCharsMax = 80;
export const bagProductsMax = 200;
export const pinsMax = 3;

export const RoomState = Type.Union([Type.Literal('scheduled'), Type.Literal('live'), Type.Literal('ended')]);
export type RoomState = Static<typeof RoomState>;

export const Audience = Type.Enum(['everyone', 'followers', 'members']);
export type Audience = Static<typeof Audience>;

export const Room = Type.Object({
  id: Id,
  shopId: Id,
  title: Text(titleCharsMax),
  coverPictureId: Type.Union([Id, Type.Null()]),
  state: RoomState,
  audience: Audience,
  hostId: AccountId,
  hostName: Type.String(),
  demo: Type.Boolean({ description: "Of a demonstration's shop: nothing is really sold." }),
  createdAt: TimeMs,
  liveAt: Type.Union([TimeMs, Type.Null()]),
  endedAt: Type.Union([TimeMs, Type.Null()]),
});
export type Room = Static<typeof Room>;

/**
 * What stands at the door of a room for whoever may not see it: whom to follow, and whose shop it is. GET
 * /api/rooms/:roomId/door -> Door   everybody
 */
export const Door = Type.Object({
  audience: Audience,
  open: Type.Boolean({ description: 'Whether the one who asks may come in.' }),
  shopId: Id,
  hostId: AccountId,
  hostName: Type.String(),
});
export type Door = Static<typeof Door>;

/** A host as everybody sees one: the public name, the shows, and what was shown in them. Nothing else of the account. */
export const Host = Type.Object({
  id: AccountId,
  name: Type.String(),
  rooms: Type.Array(Room),
  products: Type.Array(Product, { description: 'What the bags of these shows hold, the newest show first.' }),
});
export type Host = Static<typeof Host>;

/**
 * GET /api/rooms?shopId=&productId= -> {rooms: Room[]}   everybody; live first, then scheduled, then ended, newest first
 * GET /api/rooms/:roomId -> Room                    whom the room is for
 * GET /api/hosts/:accountId -> Host                 everybody
 * Lists hold the rooms that are for whoever asks.
 * POST /api/rooms -> Room                           host
 */
export const CreateRoom = Type.Object(
  { id: Id, shopId: Id, title: Text(titleCharsMax), audience: Type.Optional(Audience) },
  closed,
);
export type CreateRoom = Static<typeof CreateRoom>;

/** PATCH /api/rooms/:roomId -> Room (host). `id` is the command's. */
export const ChangeRoom = Type.Object(
  {
    id: Id,
    title: Type.Optional(Text(titleCharsMax)),
    coverPictureId: Type.Optional(Type.Union([Id, Type.Null()])),
    audience: Type.Optional(Audience),
  },
  closed,
);
export type ChangeRoom = Static<typeof ChangeRoom>;

/** PUT /api/rooms/:roomId/bag -> Room (host): the products, in order. GET .../bag -> {products: Product[]} everybody. */
export const SetBag = Type.Object(
  { id: Id, productIds: Type.Array(Id, { maxItems: bagProductsMax, uniqueItems: true }) },
  closed,
);
export type SetBag = Static<typeof SetBag>;

/** POST /api/rooms/:roomId/live, /end -> Room (host). */
export const RoomAct = Type.Object({ id: Id }, closed);
export type RoomAct = Static<typeof RoomAct>;

/** POST /api/rooms/:roomId/pin -> {} (host, moderator): `explaining` moves the focus here. /unpin -> {}. */
export const Pin = Type.Object({ id: Id, productId: Id, explaining: Type.Boolean() }, closed);
export type Pin = Static<typeof Pin>;
export const Unpin = Type.Object({ id: Id, productId: Id }, closed);
export type Unpin = Static<typeof Unpin>;

/** GET /api/rooms/:roomId/watch -> WatchAddress; GET .../publish -> PublishAddress (host). See features/media/protocol.ts. */

export const facts = {
  'room.created': Type.Object({ roomId: Id, title: Type.String() }),
  'room.changed': Type.Object({ title: Type.String(), coverPictureId: Type.Union([Id, Type.Null()]) }),
  'room.live': Type.Object({}),
  'room.ended': Type.Object({}),
  'bag.changed': Type.Object({ productIds: Type.Array(Id) }),
  'product.pinned': Type.Object({ productId: Id, explaining: Type.Boolean() }),
  'product.unpinned': Type.Object({ productId: Id }),
};
export const fact = factMaker(facts);

/** Lane 2: latest wins. */
export const latest = {
  'room.watching': Type.Integer({ minimum: 0, description: 'Different viewers of this room.' }),
};

/** Lane 3: moments. `buying`: somebody opened the product; `came`: somebody came in. `count` when merged. */
export const moments = {
  buying: Type.Object({ kind: Type.Literal('buying'), productId: Id, count: Type.Integer() }),
  came: Type.Object({ kind: Type.Literal('came'), count: Type.Integer() }),
};

/** Socket commands. */
export const commands = {
  'product.open': {
    body: Type.Object({ productId: Id }, closed),
    answer: Type.Object({}),
    description: 'The viewer opened a product of the bag: the others see that somebody is on the way to buy.',
  },
};

export const refusals = {
  room_unknown: 404,
  room_followers_only: 403,
  room_members_only: 403,
  host_unknown: 404,
  room_exists: 409,
  room_ended: 409,
  room_not_live: 409,
  room_already_live: 409,
  bag_product_unknown: 409,
  not_in_bag: 409,
  too_many_pins: 409,
} as const satisfies RefusalTable;
