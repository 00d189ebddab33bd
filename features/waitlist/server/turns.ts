import type { Tx } from '../../../platform/beat/transact.ts';
import { personStream } from '../../../platform/kit/fact.ts';
import { type StockChange, toTurn } from '../../stock/stock.ts';
import { type EndedWhy, fact } from '../protocol.ts';
import { decideOffers } from '../waitlist.ts';
import { noteLetters } from './letter-store.ts';
import { letterAfterMs } from './letters.ts';
import type { WaitlistNeeds } from './needs.ts';
import { deletePlaces, readLines, writeTurns } from './store.ts';

/** Free units of locked SKUs become turns of those who wait; what is kept is for the stock to note. [W3] */
export async function offer(
  needs: Pick<WaitlistNeeds, 'readSkus' | 'turnMs'>,
  tx: Tx,
  free: ReadonlyMap<string, number>,
): Promise<StockChange[]> {
  const lines = Map.groupBy(await readLines(tx, free), ({ skuId }) => skuId);
  if (lines.size === 0) return [];
  const skus = await needs.readSkus(tx.sql, [...lines.keys()]);
  const offers = [...lines].flatMap(([skuId, line]) =>
    skus.get(skuId)?.forSale ? decideOffers(line, free.get(skuId)!) : [],
  );
  if (offers.length === 0) return [];
  const until = tx.now + needs.turnMs;
  await writeTurns(tx, offers, until);
  await noteLetters(
    tx,
    offers.map(({ id }) => id),
    letterAfterMs,
  );
  for (const { id: placeId, skuId, accountId, units } of offers) {
    const { productId } = skus.get(skuId)!;
    tx.tell(personStream(accountId), fact('waitlist.offered', { placeId, skuId, productId, units, until }));
  }
  return offers.map(({ skuId, units }) => toTurn(skuId, units));
}

/** Ends places of locked SKUs, and says what the stock is to give up of what it kept for them. */
export async function endPlaces(
  tx: Tx,
  ids: readonly string[],
  why: EndedWhy,
  overAt: number | null = null,
): Promise<StockChange[]> {
  if (ids.length === 0) return [];
  const ended = await deletePlaces(tx, ids, overAt);
  for (const { id: placeId, skuId, accountId } of ended) {
    tx.tell(personStream(accountId), fact('waitlist.ended', { placeId, skuId, why }));
  }
  return ended.flatMap(({ skuId, units }) => (units === null ? [] : [toTurn(skuId, -units)]));
}
