import { once } from '../../../platform/beat/once.ts';
import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader } from '../../../platform/db/connect.ts';
import type { Named } from '../../../platform/kit/actor.ts';
import { personStream } from '../../../platform/kit/fact.ts';
import { type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { fact, type JoinWaitlist, type OwnPlace } from '../protocol.ts';
import { checkJoin, isTurn } from '../waitlist.ts';
import type { WaitedSku, WaitlistNeeds } from './needs.ts';
import { countPlaces, insertPlace, type PlaceRow, readPlaces } from './store.ts';
import { endPlaces } from './turns.ts';

type Answer<T> = Promise<T | Refusal>;

/** A tap: a place at the end of the line. [W1] */
export async function join(
  needs: WaitlistNeeds,
  actor: Named,
  skuId: string,
  { id, quantity }: JoinWaitlist,
): Answer<OwnPlace> {
  const { accountId } = actor;
  const key = { id, actor: accountId, act: `waitlist.join ${skuId}`, body: { quantity } };
  return needs.transact((tx) =>
    once<OwnPlace>(tx, key, async () => {
      const left = (await needs.stock.lock(tx, [skuId])).get(skuId);
      const sku = (await needs.readSkus(tx.sql, [skuId])).get(skuId);
      if (!sku || left === undefined) return refuse('sku_unknown');
      if (!(await needs.holdAccounts(tx.sql, [accountId])).has(accountId)) return refuse('not_signed_in');
      const counts = await countPlaces(tx, skuId, accountId);
      const limit = await limitOf(needs, tx, sku, accountId);
      const wrong = checkJoin({ ...counts, left, forSale: sku.forSale, limit }, quantity);
      if (wrong) return wrong;
      const { shopId } = sku;
      if (!(await insertPlace(tx, { id, skuId, shopId, accountId, quantity }))) return refuse('id_reused');
      tx.tell(personStream(accountId), fact('waitlist.joined', { placeId: id, skuId, quantity }));
      const [place] = await readPlaces(tx.sql, accountId, skuId);
      return shown(place!, sku, tx.now);
    }),
  );
}

/** Gives a place up; with a turn, its units go to the next. [W2] */
export async function leave(needs: WaitlistNeeds, actor: Named, skuId: string, id: string): Answer<object> {
  const { accountId } = actor;
  return needs.transact((tx) =>
    once<object>(tx, { id, actor: accountId, act: `waitlist.leave ${skuId}`, body: {} }, async () => {
      await needs.stock.lock(tx, [skuId]);
      const [place] = await readPlaces(tx.sql, accountId, skuId);
      if (!place) return refuse('waitlist_not_joined');
      await needs.stock.apply(tx, await endPlaces(tx, [place.id], 'left'));
      return {};
    }),
  );
}

/** The account's places; a turn that is over is none, before the sweeper came by. [W4] */
export async function ownPlaces(needs: WaitlistNeeds, sql: Reader, accountId: string): Promise<OwnPlace[]> {
  const now = needs.now();
  const places = (await readPlaces(sql, accountId)).filter((place) => place.units === null || isTurn(place, now));
  const skus = await needs.readSkus(
    sql,
    places.map(({ skuId }) => skuId),
  );
  return places.map((place) => shown(place, skus.get(place.skuId)!, now));
}

async function limitOf(needs: WaitlistNeeds, tx: Tx, { productId, limitPerBuyer: max }: WaitedSku, accountId: string) {
  if (max === null) return null;
  const bought = await needs.boughtOf(tx.sql, accountId, productId);
  return { max, left: Math.max(0, max - bought) };
}

function shown(place: PlaceRow, sku: WaitedSku, now: number): OwnPlace {
  const { id, skuId, quantity, ahead } = place;
  const { productId, title, skuName, priceMinor, currency } = sku;
  const turn = isTurn(place, now) ? { units: place.units, until: place.until } : null;
  const what = { id, skuId, productId, title, skuName, priceMinor, currency, quantity };
  return { ...what, place: turn ? 1 : ahead + 1, turn };
}
