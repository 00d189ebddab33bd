import { once } from '../../../platform/beat/once.ts';
import type { Tx } from '../../../platform/beat/transact.ts';
import type { Named } from '../../../platform/kit/actor.ts';
import { personStream, roomStream, staffStream } from '../../../platform/kit/fact.ts';
import { type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { may } from '../../accounts/access.ts';
import { checkClaim, isOver } from '../coupons.ts';
import { type Claim, type Coupon, couponsPerShopMax, fact, type MakeCoupon, type PinCoupon } from '../protocol.ts';
import type { CouponsNeeds } from './needs.ts';
import {
  type CouponRow,
  countClaims,
  countCoupons,
  endCoupon,
  insertClaim,
  insertCoupon,
  lockCoupon,
  readCoupon,
  roomsThatShow,
  writePin,
} from './store.ts';

type Answer<T> = Promise<T | Refusal>;

export type Acting = ReturnType<typeof createActing>;

export function createActing(needs: CouponsNeeds) {
  return {
    make: (actor: Named, shopId: string, wanted: MakeCoupon) => make(needs, actor, shopId, wanted),
    end: (actor: Named, couponId: string, id: string) => end(needs, actor, couponId, id),
    pin: (actor: Named, roomId: string, wanted: PinCoupon) => pin(needs, actor, roomId, wanted),
    claim: (actor: Named, couponId: string, id: string) => claim(needs, actor, couponId, id),
  };
}

async function make(needs: CouponsNeeds, actor: Named, shopId: string, wanted: MakeCoupon): Answer<Coupon> {
  if (!may(actor, 'coupon.run', shopId)) return refuse('not_allowed');
  if ((await needs.currencyOf(needs.sql, shopId)) === null) return refuse('not_found');
  const key = { id: wanted.id, actor: actor.accountId, act: `coupon.make ${shopId}`, body: wanted };
  return needs.transact((tx) =>
    once<Coupon>(tx, key, async () => {
      if (isOver(wanted, tx.now)) return refuse('coupon_over');
      if ((await countCoupons(tx, shopId)) >= couponsPerShopMax) return refuse('shop_coupons_full');
      if (!(await insertCoupon(tx, shopId, { ...wanted, accountId: null, roomId: null }))) return refuse('id_reused');
      return shownOf(needs, tx, wanted.id);
    }),
  );
}

async function end(needs: CouponsNeeds, actor: Named, couponId: string, id: string): Answer<Coupon> {
  const row = await readCoupon(needs.sql, couponId);
  if (!row) return refuse('coupon_unknown');
  if (!may(actor, 'coupon.run', row.shopId)) return refuse('not_allowed');
  return needs.transact((tx) =>
    once<Coupon>(tx, { id, actor: actor.accountId, act: `coupon.end ${couponId}`, body: {} }, async () => {
      await lockCoupon(tx, couponId);
      await endCoupon(tx, couponId);
      for (const roomId of await roomsThatShow(tx, couponId)) {
        await writePin(tx, roomId, null);
        tx.tell(roomStream(roomId), fact('coupon.unpinned', {}));
      }
      if (row.accountId !== null) tx.tell(personStream(row.accountId), fact('coupon.withdrawn', { couponId }));
      if (row.roomId !== null) tx.tell(staffStream(row.roomId), fact('coupon.offers_changed', { couponId }));
      return shownOf(needs, tx, couponId);
    }),
  );
}

async function pin(needs: CouponsNeeds, actor: Named, roomId: string, { id, couponId }: PinCoupon): Answer<object> {
  const room = await needs.readRoom(needs.sql, roomId);
  if (!room) return refuse('room_unknown');
  if (!may(actor, 'coupon.run', room.shopId)) return refuse('not_allowed');
  const key = { id, actor: actor.accountId, act: `coupon.pin ${roomId}`, body: { couponId } };
  return needs.transact((tx) =>
    once<object>(tx, key, async () => {
      if (couponId === null) {
        await writePin(tx, roomId, null);
        tx.tell(roomStream(roomId), fact('coupon.unpinned', {}));
        return {};
      }
      // Locked, so that no claim slips between what the room is shown and what it is told next.
      const coupon = await lockCoupon(tx, couponId);
      if (coupon?.shopId !== room.shopId || coupon.accountId !== null) return refuse('coupon_unknown');
      if (isOver(coupon, tx.now)) return refuse('coupon_over');
      await writePin(tx, roomId, couponId);
      tx.tell(roomStream(roomId), fact('coupon.pinned', { coupon: await shownOf(needs, tx, couponId) }));
      return {};
    }),
  );
}

/** The row is held, so that no two claims take the last one, however many servers are asked. [K3] */
async function claim(needs: CouponsNeeds, actor: Named, couponId: string, id: string): Answer<Claim> {
  const key = { id, actor: actor.accountId, act: `coupon.claim ${couponId}`, body: {} };
  return needs.transact((tx) =>
    once<Claim>(tx, key, async () => {
      const coupon = await lockCoupon(tx, couponId);
      if (!coupon || (coupon.accountId ?? actor.accountId) !== actor.accountId) return refuse('coupon_unknown');
      const wrong = checkClaim(coupon, await countClaims(tx, couponId, actor.accountId), tx.now);
      if (wrong) return wrong;
      await insertClaim(tx, id, couponId, actor.accountId);
      const shown = await shownOf(needs, tx, couponId);
      for (const roomId of await roomsThatShow(tx, couponId)) {
        tx.tell(roomStream(roomId), fact('coupon.claimed', { couponId, claimed: shown.claimed }));
      }
      return { id, coupon: shown };
    }),
  );
}

export async function shownOf(needs: CouponsNeeds, tx: Tx, couponId: string): Promise<Coupon> {
  const row = (await readCoupon(tx.sql, couponId))!;
  return shown(row, (await needs.currencyOf(tx.sql, row.shopId))!);
}

export function shown({ accountId, roomId: _, ...coupon }: CouponRow, currency: string): Coupon {
  return { ...coupon, currency, personal: accountId !== null };
}
