import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader } from '../../../platform/db/connect.ts';
import type { Audience, RoomState } from '../protocol.ts';
import type { RoomNow } from '../rooms.ts';
import type { PinView } from '../rooms-view.ts';

export interface RoomRow {
  readonly id: string;
  readonly shopId: string;
  readonly hostId: string;
  readonly title: string;
  readonly coverPictureId: string | null;
  readonly state: RoomState;
  readonly audience: Audience;
  readonly createdAt: number;
  readonly liveAt: number | null;
  readonly endedAt: number | null;
}

export interface NewRoom {
  readonly id: string;
  readonly shopId: string;
  readonly hostId: string;
  readonly title: string;
  readonly coverPictureId?: string | null;
  readonly audience?: Audience;
}

const columns = (sql: Reader) => sql`
  id, shop_id as "shopId", host_id as "hostId", title, cover_picture_id as "coverPictureId", state, audience,
  (extract(epoch from created_at) * 1000)::bigint as "createdAt",
  (extract(epoch from live_at) * 1000)::bigint as "liveAt",
  (extract(epoch from ended_at) * 1000)::bigint as "endedAt"`;

export async function readRoomRow(sql: Reader, roomId: string): Promise<RoomRow | null> {
  const [row] = await sql<RoomRow[]>`select ${columns(sql)} from rooms where id = ${roomId}`;
  return row ?? null;
}

/** Which rooms: those of a shop, those of a host, those with a product in the bag. What is absent does not matter. */
export interface RoomFilter {
  readonly shopId?: string | undefined;
  readonly hostId?: string | undefined;
  readonly productId?: string | undefined;
}

/**
 * Live first, then scheduled, then ended; the newest first in each. Demonstrations come after everything, and those that
 * are over only when a filter asks for them.
 */
export function readRoomRows(
  sql: Reader,
  filter: RoomFilter,
  demoShops: ReadonlySet<string>,
  limit: number,
): Promise<RoomRow[]> {
  const { shopId = null, hostId = null, productId = null } = filter;
  const demo = sql`shop_id = any(${[...demoShops]}::uuid[])`;
  return sql<RoomRow[]>`
    select ${columns(sql)} from rooms
    where (${shopId}::uuid is null or shop_id = ${shopId})
      and (${hostId}::text is null or host_id = ${hostId})
      and (state <> 'ended' or not ${demo} or ${shopId ?? hostId ?? productId}::text is not null)
      and (${productId}::uuid is null
        or id in (select room_id from room_bag where product_id = ${productId}))
    order by ${demo}, array_position(array['live', 'scheduled', 'ended'], state),
      coalesce(ended_at, live_at, created_at) desc, id
    limit ${limit}`;
}

/**
 * The room with its bag and pins, locked: everything in a room happens one after the other. Not its key: an order that
 * points to the room holds stock already, which a change of the bag waits for while it holds the room.
 */
export async function lockRoom(tx: Tx, roomId: string): Promise<RoomNow> {
  const [room] = await tx.sql<Omit<RoomNow, 'productIds' | 'pins'>[]>`
    select state, title, cover_picture_id as "coverPictureId", audience from rooms where id = ${roomId} for no key update`;
  const pins = await tx.sql<PinView[]>`
    select product_id as "productId", explaining from room_pins where room_id = ${roomId} order by place`;
  return { ...room!, productIds: await readBag(tx.sql, roomId), pins: [...pins] };
}

export async function readBag(sql: Reader, roomId: string): Promise<string[]> {
  const rows = await sql<{ productId: string }[]>`
    select product_id as "productId" from room_bag where room_id = ${roomId} order by place`;
  return rows.map((row) => row.productId);
}

/** The bags of those among these rooms that are live. */
export async function readLiveBags(sql: Reader, roomIds: readonly string[]): Promise<Map<string, Set<string>>> {
  if (roomIds.length === 0) return new Map();
  const rows = await sql<{ roomId: string; productId: string }[]>`
    select b.room_id as "roomId", b.product_id as "productId" from room_bag b join rooms r on r.id = b.room_id
    where r.id = any(${roomIds as string[]}::uuid[]) and r.state = 'live'`;
  const bags = Map.groupBy(rows, (row) => row.roomId);
  return new Map([...bags].map(([roomId, bag]) => [roomId, new Set(bag.map((row) => row.productId))]));
}

/** What the bags of these rooms hold, each product once: those of the newest show first, in its order. */
export async function readProductsOfRooms(sql: Reader, roomIds: readonly string[], limit: number): Promise<string[]> {
  const rows = await sql<{ productId: string }[]>`
    select product_id as "productId" from (
      select distinct on (b.product_id) b.product_id, r.created_at, b.place
      from room_bag b join rooms r on r.id = b.room_id where r.id = any(${roomIds as string[]}::uuid[])
      order by b.product_id, r.created_at desc
    ) shown order by created_at desc, place limit ${limit}`;
  return rows.map((row) => row.productId);
}

/** False when there is a room of that id already. */
export async function insertRoom(tx: Tx, room: NewRoom): Promise<boolean> {
  const rows = await tx.sql`
    insert into rooms (id, shop_id, host_id, title, cover_picture_id, state, audience, created_at)
    values (${room.id}, ${room.shopId}, ${room.hostId}, ${room.title}, ${room.coverPictureId ?? null}, 'scheduled',
      ${room.audience ?? 'everyone'},
      to_timestamp(${tx.now}::float8 / 1000))
    on conflict (id) do nothing returning id`;
  return rows.length === 1;
}

/** Writes what differs between the two. */
export async function writeRoom(tx: Tx, roomId: string, shopId: string, before: RoomNow, next: RoomNow): Promise<void> {
  const at = tx.sql`to_timestamp(${tx.now}::float8 / 1000)`;
  const { state, title, coverPictureId, audience } = before;
  const differs = state !== next.state || title !== next.title || coverPictureId !== next.coverPictureId;
  if (differs || audience !== next.audience) {
    await tx.sql`
      update rooms set title = ${next.title}, audience = ${next.audience}, cover_picture_id = ${next.coverPictureId}, state = ${next.state},
        live_at = case when state = 'scheduled' and ${next.state} = 'live' then greatest(${at}, created_at) else live_at end,
        ended_at = case when state = 'live' and ${next.state} = 'ended' then greatest(${at}, live_at) else ended_at end
      where id = ${roomId}`;
  }
  // Pins go before the bag that they point into, and come after it.
  if (before.pins !== next.pins) await tx.sql`delete from room_pins where room_id = ${roomId}`;
  if (before.productIds !== next.productIds) await writeBag(tx, roomId, shopId, next.productIds);
  if (before.pins !== next.pins) await insertPins(tx, roomId, next.pins);
}

async function writeBag(tx: Tx, roomId: string, shopId: string, productIds: readonly string[]): Promise<void> {
  const ids = productIds as string[];
  await tx.sql`delete from room_bag where room_id = ${roomId} and product_id <> all(${ids}::uuid[])`;
  await tx.sql`
    insert into room_bag (room_id, shop_id, product_id, place)
    select ${roomId}, ${shopId}, id, place from unnest(${ids}::uuid[]) with ordinality as t (id, place)
    on conflict (room_id, product_id) do update set place = excluded.place`;
}

async function insertPins(tx: Tx, roomId: string, pins: readonly PinView[]): Promise<void> {
  const focus = pins.find((pin) => pin.explaining)?.productId ?? null;
  await tx.sql`
    insert into room_pins (room_id, product_id, place, explaining)
    select ${roomId}, id, place, id = ${focus}::uuid
    from unnest(${pins.map((pin) => pin.productId)}::uuid[]) with ordinality as t (id, place)`;
}

/** Rooms whose stream must hear of a product: those that are not over for longer than `endedAfter`. */
export async function readRoomsOfProducts(
  sql: Reader,
  productIds: readonly string[],
  endedAfter: number,
): Promise<Map<string, string[]>> {
  const rows = await sql<{ productId: string; roomId: string }[]>`
    select b.product_id as "productId", b.room_id as "roomId" from room_bag b join rooms r on r.id = b.room_id
    where b.product_id = any(${productIds as string[]}::uuid[])
      and (r.ended_at is null or r.ended_at > to_timestamp(${endedAfter}::float8 / 1000))
    order by b.room_id`;
  const rooms = new Map<string, string[]>();
  for (const { productId, roomId } of rows) rooms.set(productId, [...(rooms.get(productId) ?? []), roomId]);
  return rooms;
}

/** Those of these rooms that are not for everyone. */
export function readClosedRooms(
  sql: Reader,
  roomIds: readonly string[],
): Promise<Pick<RoomRow, 'id' | 'shopId' | 'hostId' | 'audience'>[]> {
  return sql<RoomRow[]>`
    select id, shop_id as "shopId", host_id as "hostId", audience from rooms
    where id = any(${roomIds as string[]}::uuid[]) and audience <> 'everyone'`;
}

export async function readEndedBefore(
  sql: Reader,
  shopIds: ReadonlySet<string>,
  before: number,
  limit: number,
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from rooms where shop_id = any(${[...shopIds]}::uuid[]) and state = 'ended'
      and ended_at < to_timestamp(${before}::float8 / 1000)
    order by ended_at limit ${limit}`;
  return rows.map(({ id }) => id);
}

export async function deleteRoom(tx: Tx, roomId: string): Promise<void> {
  await tx.sql`delete from room_pins where room_id = ${roomId}`;
  await tx.sql`delete from room_bag where room_id = ${roomId}`;
  await tx.sql`delete from rooms where id = ${roomId}`;
}

export async function readRoomsOfHost(sql: Reader, hostId: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`select id from rooms where host_id = ${hostId}`;
  return rows.map(({ id }) => id);
}
