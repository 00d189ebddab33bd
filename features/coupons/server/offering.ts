import { once } from '../../../platform/beat/once.ts';
import type { Tx } from '../../../platform/beat/transact.ts';
import type { Actor, Named } from '../../../platform/kit/actor.ts';
import { personStream, staffStream } from '../../../platform/kit/fact.ts';
import { type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { may } from '../../accounts/access.ts';
import { namesOnePerson, offerState } from '../coupons.ts';
import { fact, type MakeOffer, type Offer, offersReadMax } from '../protocol.ts';
import { shownOf } from './acting.ts';
import type { CouponsNeeds } from './needs.ts';
import { insertClaim, insertCoupon, listOffers, type OfferRow } from './store.ts';

export type Offering = ReturnType<typeof createOffering>;

/** What a host offers to one person of the room. */
export function createOffering(needs: CouponsNeeds) {
  return {
    offer: (actor: Named, roomId: string, wanted: MakeOffer) => offer(needs, actor, roomId, wanted),
    list: (actor: Actor, roomId: string) => list(needs, actor, roomId),
  };
}

/** From the host to one person, who holds it at once and is told alone. [K8] */
async function offer(needs: CouponsNeeds, actor: Named, roomId: string, wanted: MakeOffer): Promise<Offer | Refusal> {
  const room = await needs.readRoom(needs.sql, roomId);
  if (!room) return refuse('room_unknown');
  const { shopId } = room;
  if (!may(actor, 'coupon.offer', shopId)) return refuse('not_allowed');
  const { id, off, productIds, minutes } = wanted;
  const key = { id, actor: actor.accountId, act: `coupon.offer ${roomId}`, body: wanted };
  return needs.transact((tx) =>
    once<Offer>(tx, key, async () => {
      const accountId = await personOf(needs, tx, roomId, wanted);
      if (accountId === null) return refuse('coupon_person_unknown');
      const terms = { minimumMinor: 0, quota: 1, perPerson: 1, liveOnly: true, stacks: false };
      const endsAt = tx.now + minutes * 60_000;
      const made = { id, title: actor.name.slice(0, 60), off, productIds, ...terms, endsAt, accountId, roomId };
      if (!(await insertCoupon(tx, shopId, made))) return refuse('id_reused');
      const claimId = needs.newId();
      await insertClaim(tx, claimId, id, accountId);
      const coupon = await shownOf(needs, tx, id);
      tx.tell(personStream(accountId), fact('coupon.offered', { claimId, coupon }));
      tx.tell(staffStream(roomId), fact('coupon.offers_changed', { couponId: id }));
      const names = await needs.namesOf(tx.sql, [accountId]);
      return toOffer({ ...made, shopId, claimed: 1, used: false }, coupon.currency, names, tx.now);
    }),
  );
}

/** Null for a line that nobody said here, and for an account that is not there or may not act. [K40] */
async function personOf(needs: CouponsNeeds, tx: Tx, roomId: string, wanted: MakeOffer): Promise<string | null> {
  if (!namesOnePerson(wanted)) return null;
  const { lineId } = wanted;
  const line = lineId === undefined ? null : await needs.holdLine(tx, roomId, lineId);
  const accountId = wanted.accountId ?? line?.accountId;
  if (accountId === undefined) return null;
  return (await needs.holdAccounts(tx.sql, [accountId])).has(accountId) ? accountId : null;
}

async function list(needs: CouponsNeeds, actor: Actor, roomId: string): Promise<{ offers: Offer[] } | Refusal> {
  const room = await needs.readRoom(needs.sql, roomId);
  if (!room) return refuse('room_unknown');
  if (!may(actor, 'coupon.read', room.shopId)) return refuse('not_allowed');
  const rows = await listOffers(needs.sql, roomId, offersReadMax);
  const currency = (await needs.currencyOf(needs.sql, room.shopId))!;
  const names = await needs.namesOf(needs.sql, [...new Set(rows.map(({ accountId }) => accountId))]);
  return { offers: rows.map((row) => toOffer(row, currency, names, needs.now())) };
}

function toOffer(row: OfferRow, currency: string, names: ReadonlyMap<string, string>, now: number): Offer {
  const { id, title: by, off, productIds, accountId } = row;
  const name = names.get(accountId) ?? '';
  return { id, by, name, off, currency, productIds, endsAt: row.endsAt!, state: offerState(row, now) };
}
