import { type DealTerms, phaseOf } from '../../features/deals/deals.ts';
import type { NewOrder, Purchase, PurchaseDecision } from '../../features/orders/purchase.ts';
import { isRefusal } from '../../platform/kit/refusal.ts';
import type { MemoryShop, SkuRow } from './memory-shop.ts';

/**
 * What a batch must decide, said plainly a second time, command after command: nobody is turned away while units are left,
 * nobody pays another total than was confirmed, and each unit has the lowest price that is due to it.
 */
export function saleWrongs(
  shop: MemoryShop,
  purchases: readonly Purchase[],
  decisions: readonly PurchaseDecision[],
  now: number,
): string[] {
  const left = new Map([...shop.skus.values()].map(({ skuId, onHand, held }) => [skuId, onHand - held]));
  const taken = new Map<string, number>();
  const wrongs: string[] = [];
  for (const [index, decision] of decisions.entries()) {
    const purchase = purchases[index]!;
    if (isRefusal(decision)) {
      if (decision.refused === 'sold_out' && !wants(purchase, (skuId) => left.get(skuId)! <= 0)) {
        wrongs.push(`[Z2] undersold: ${purchase.id} was told sold_out while units were left`);
      }
      if (decision.refused === 'not_enough_left' && !wants(purchase, (skuId, units) => left.get(skuId)! < units)) {
        wrongs.push(`[Z2] undersold: ${purchase.id} was told not_enough_left while there were enough`);
      }
    } else if ('placed' in decision) {
      const { placed } = decision;
      for (const { skuId, quantity } of placed.lines) {
        left.set(skuId, left.get(skuId)! - quantity);
        if (left.get(skuId)! < 0) wrongs.push(`[Z2] oversold: ${skuId} by the order ${placed.id}`);
      }
      if ((purchase.expectedTotalMinor ?? placed.totalMinor) !== placed.totalMinor) {
        wrongs.push(`[Z4] ${placed.id} costs ${placed.totalMinor}, and ${purchase.expectedTotalMinor} was confirmed`);
      }
      wrongs.push(...priceWrongs(shop, placed, taken, now), ...wayWrongs(shop, purchase, placed));
    }
  }
  return wrongs;
}

function wants({ lines }: Purchase, is: (skuId: string, units: number) => boolean): boolean {
  const units = new Map<string, number>();
  for (const { skuId, quantity } of lines) units.set(skuId, (units.get(skuId) ?? 0) + quantity);
  return [...units].some(([skuId, quantity]) => is(skuId, quantity));
}

/** `taken` counts along what the orders before it in the batch took of each deal, altogether and by buyer. */
function priceWrongs(shop: MemoryShop, placed: NewOrder, taken: Map<string, number>, now: number): string[] {
  const wrongs: string[] = [];
  for (const [productId, lines] of Map.groupBy(placed.lines, (line) => line.productId)) {
    const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
    const deal = shop.deals.find(
      (one) => one.productId === productId && one.roomId === placed.roomId && phaseOf(one, now) === 'running',
    );
    const inDeal = deal !== undefined && fits(shop, placed, deal, units, taken) ? deal : null;
    let took = 0;
    for (const { skuId, quantity, priceMinor } of lines) {
      const without = withoutDeal(shop.skus.get(skuId)!, placed.roomId !== null && shop.roomLive);
      const within = inDeal === null ? without : Math.min(without, dealt(inDeal, without));
      if (within < without) took += quantity;
      if (priceMinor !== within) wrongs.push(`[Z4] ${skuId} is sold at ${priceMinor}, not ${within}: ${placed.id}`);
    }
    const said = placed.takings.find(({ dealId }) => dealId === deal?.id)?.units ?? 0;
    if (said !== took) wrongs.push(`[Z5] ${placed.id} takes ${said} of a deal, not ${took}`);
    if (deal)
      for (const key of [deal.id, `${deal.id} ${placed.accountId}`]) taken.set(key, (taken.get(key) ?? 0) + said);
  }
  return wrongs;
}

/** It goes as was asked; and where nothing was, in no dearer way than another that leads there. */
function wayWrongs({ terms }: MemoryShop, { deliveryId, address }: Purchase, placed: NewOrder): string[] {
  const goods = placed.lines.reduce((sum, line) => sum + line.priceMinor * line.quantity, 0) - placed.discountMinor;
  const costs = terms.delivery.methods
    .filter(({ countries }) => countries === null || countries.includes(address?.country ?? ''))
    .filter(({ id }) => deliveryId === undefined || id === deliveryId)
    .map(({ costMinor, freeFromMinor }) => (freeFromMinor !== null && goods >= freeFromMinor ? 0 : costMinor));
  if (placed.deliveryMinor === Math.min(...costs) && (deliveryId ?? placed.delivery?.id) === placed.delivery?.id)
    return [];
  return [
    `[Z4] ${placed.id} goes by ${placed.delivery?.id} for ${placed.deliveryMinor}, not for ${Math.min(...costs)}`,
  ];
}

function fits(
  { takings }: MemoryShop,
  { accountId }: NewOrder,
  deal: DealTerms,
  units: number,
  taken: ReadonlyMap<string, number>,
): boolean {
  const before = takings
    .filter((one) => one.dealId === deal.id && one.accountId === accountId)
    .reduce((sum, one) => sum + one.units, 0);
  const ofBuyer = before + (taken.get(`${deal.id} ${accountId}`) ?? 0);
  return ofBuyer + units <= deal.perBuyer && deal.taken + (taken.get(deal.id) ?? 0) + units <= deal.units;
}

function withoutDeal({ priceMinor, livePriceMinor }: SkuRow, live: boolean): number {
  return live && livePriceMinor !== null ? Math.min(priceMinor, livePriceMinor) : priceMinor;
}

function dealt({ off }: DealTerms, priceMinor: number): number {
  return 'priceMinor' in off ? off.priceMinor : Math.round((priceMinor * (100 - off.percentOff)) / 100);
}
