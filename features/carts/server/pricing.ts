import { type Actor, isNamed } from '../../../platform/kit/actor.ts';
import { limitsOf } from '../../orders/purchase-limit.ts';
import { type CartNow, nobody, priceCart } from '../cart-prices.ts';
import type { Cart, CartWish } from '../protocol.ts';
import type { CartsNeeds } from './needs.ts';

/** Reads what a sale would read, without holding it: between the look and the sale anything may change. [Z5] */
export async function priced(needs: CartsNeeds, actor: Actor, kept: readonly CartWish[]): Promise<Cart> {
  if (kept.length === 0) return { groups: [], units: 0 };
  const accountId = isNamed(actor) ? actor.accountId : nobody;
  const now = needs.now();
  return priceCart(await readNow(needs, actor, kept, { accountId, now }), kept, accountId, now);
}

async function readNow(
  needs: CartsNeeds,
  actor: Actor,
  kept: readonly CartWish[],
  { accountId, now }: { readonly accountId: string; readonly now: number },
): Promise<CartNow> {
  const { sql } = needs;
  const skuIds = [...new Set(kept.map(({ skuId }) => skuId))].sort();
  const roomIds = [...new Set(kept.flatMap(({ roomId }) => roomId ?? []))].sort();
  const owners = accountId === nobody ? [] : [accountId];
  const [skus, left, rooms, liveBags, refused, running, taken, claims] = await Promise.all([
    needs.readSkus(sql, skuIds),
    needs.readLeft(sql, skuIds),
    readRooms(needs, roomIds),
    needs.liveBags(sql, roomIds),
    refusedIn(needs, actor, roomIds),
    needs.runningDeals(sql, roomIds, now),
    needs.takenOfDeals(sql, roomIds, owners),
    needs.claimsOf(sql, owners),
  ]);
  const bought = await needs.readBought(sql, owners, [...limitsOf(skus.values()).keys()]);
  return { skus, left, rooms, refused, liveBags, deals: { running, taken }, claims, bought };
}

async function readRooms({ sql, readRoom }: CartsNeeds, roomIds: readonly string[]): Promise<CartNow['rooms']> {
  const rooms = await Promise.all(roomIds.map((roomId) => readRoom(sql, roomId)));
  return new Map(
    rooms.flatMap((room, at) => (room ? [[roomIds[at]!, { title: room.title, state: room.state }] as const] : [])),
  );
}

async function refusedIn(
  { sql, expelled }: CartsNeeds,
  actor: Actor,
  roomIds: readonly string[],
): Promise<CartNow['refused']> {
  const found = await expelled(sql, new Map(roomIds.map((roomId) => [roomId, [actor]])));
  return new Map(
    [...found].flatMap(([roomId, ofRoom]) => {
      const refusal = ofRoom.get(actor);
      return refusal ? [[roomId, refusal.refused] as const] : [];
    }),
  );
}
