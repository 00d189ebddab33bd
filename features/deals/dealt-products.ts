import type { Product, Sku } from '../catalog/protocol.ts';
import { dealPriceMinor } from './deals.ts';
import { type DealsView, type DealView, shownPhase } from './deals-view.ts';

/** Products as the room sells them now: where a deal runs, at its price. [D4] */
export function dealtProducts(products: readonly Product[], deals: DealsView, now: number): readonly Product[] {
  if (!products.some(({ id }) => isRunning(deals[id], now))) return products;
  return products.map((product) => {
    const deal = deals[product.id];
    return isRunning(deal, now) ? { ...product, skus: product.skus.map((sku) => dealtSku(sku, deal!)) } : product;
  });
}

/** When the next deal starts or ends, after `now`; null when nothing is to come. */
export function nextTurn(deals: DealsView, now: number): number | null {
  const times = Object.values(deals).flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]);
  const coming = times.filter((time) => time > now);
  return coming.length === 0 ? null : Math.min(...coming);
}

function isRunning(deal: DealView | undefined, now: number): boolean {
  return deal !== undefined && shownPhase(deal, now) === 'running';
}

function dealtSku(sku: Sku, deal: DealView): Sku {
  return { ...sku, priceMinor: dealPriceMinor(deal.off, sku.priceMinor) };
}
