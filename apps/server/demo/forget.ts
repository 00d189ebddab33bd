import { forgetStreams } from '../../../platform/beat/forget-streams.ts';
import type { Transact, Tx } from '../../../platform/beat/transact.ts';
import type { Sql } from '../../../platform/db/connect.ts';
import { whenFree } from '../../../platform/db/when-free.ts';
import { roomStream, staffStream, talkStream } from '../../../platform/kit/fact.ts';
import type { Features } from '../app.ts';

/** So long an ended demo show can still be opened and bought from. */
export const keepMs = 24 * 3_600_000;
const showsAtOnceMax = 50;
/** Who sells, and who sums up what was sold, comes first. */
const tries = { max: 10, pauseMs: 500 };

interface Needs {
  readonly sql: Sql;
  readonly transact: Transact;
  readonly now: () => number;
  readonly features: Pick<
    Features,
    'shops' | 'rooms' | 'barrage' | 'moderation' | 'deals' | 'coupons' | 'carts' | 'orders'
  >;
}

/** Deletes demo shows that are long over, with their facts and talk. Orders stay, without a room. Returns how many went. */
export async function forgetOldDemos({ sql, transact, now, features }: Needs): Promise<number> {
  const { shops, rooms, barrage, moderation, deals, coupons, carts, orders } = features;
  const roomIds = await rooms.endedBefore(sql, await shops.demoShops(sql), now() - keepMs, showsAtOnceMax);
  for (const roomId of roomIds) {
    const forget = async (tx: Tx) => {
      await orders.leaveRoom(tx, roomId);
      await carts.leaveRoom(tx, roomId);
      await barrage.forgetRoom(tx, roomId);
      await moderation.forgetRoom(tx, roomId);
      await deals.deleteOfRoom(tx, roomId);
      await coupons.forgetRoom(tx, roomId);
      await rooms.forgetRoom(tx, roomId);
      await forgetStreams(tx, [roomStream(roomId), staffStream(roomId), talkStream(roomId)]);
    };
    await whenFree(() => transact(forget), tries);
  }
  return roomIds.length;
}
