import { taxClasses } from '../../features/shops/tax-class.ts';
import { type DeliveryTerms, firstMethod, firstTax, type ShopTerms } from '../../features/shops/terms.ts';
import type { Chance } from '../../platform/beat/simulation/chance.ts';
import { type DealRow, MemoryShop, type SkuRow, shopId } from './memory-shop.ts';

export const roomId = 'room';
export const buyers = ['vera', 'viktor', 'wen', 'guest-1', 'guest-2'] as const;
const currency = 'EUR';

/** A small shop in which everything is scarce, so that everybody stands in everybody's way. */
export function openShop(chance: Chance): MemoryShop {
  const shop = new MemoryShop({
    ...{ roomId, buyers: new Set([...buyers, 'probe']), terms: drawTerms(chance) },
    ...{ heldMax: chance.between(1, 4), holdMs: chance.between(8, 40) * 1_000 },
  });
  const product = (productId: string, skuIds: readonly string[]) => {
    const limitPerBuyer = chance.percent(40) ? chance.between(1, 4) : null;
    if (limitPerBuyer !== null) shop.limits.set(productId, limitPerBuyer);
    for (const skuId of skuIds) shop.skus.set(skuId, drawSku(chance, { skuId, productId, limitPerBuyer }));
  };
  product('mug', ['mug-red', 'mug-blue']);
  product('bowl', ['bowl']);
  product('scarf', ['scarf']);
  shop.deals = ['mug', 'bowl'].map((productId, index) => drawDeal(chance, `deal-${index}`, productId));
  shop.coupons = ['ten', 'three', 'half'].map((id, index) => ({
    ...{
      id,
      shopId,
      off: index === 1 ? { amountMinor: chance.between(50, 400) } : { percentOff: [10, 0, 50][index]! },
    },
    ...{ minimumMinor: chance.percent(30) ? chance.between(1, 1_500) : 0, productIds: index === 2 ? ['mug'] : [] },
    ...{ quota: chance.between(1, 5), perPerson: chance.between(1, 2), liveOnly: chance.percent(30) },
    ...{ stacks: index !== 2, endsAt: null, claimed: 0 },
  }));
  return shop;
}

/** As shops are: rates in the prices or on top, and ways of delivery that are free, cost, or are free from an amount on. */
export function drawTerms(chance: Chance): ShopTerms {
  const rateBp = chance.oneOf([0, 700, 1_900]);
  return {
    ...{ currency, country: 'DE', sandbox: true, stripe: false },
    tax: { ...firstTax, rateBp, reducedBp: chance.oneOf([700, 1_000]), pricesInclude: chance.percent(60) },
    delivery: drawDelivery(chance),
  };
}

function drawDelivery(chance: Chance): DeliveryTerms {
  const way = (id: string, costs: readonly number[], country: string) => ({
    ...{ ...firstMethod, id, name: id, countries: chance.oneOf([null, [country]]) },
    ...{ costMinor: chance.oneOf(costs), freeFromMinor: chance.oneOf([null, 2_000]) },
  });
  return { methods: [way('post', [0, 390], 'DE'), way('van', [200, 900], 'AT')], pickup: false, pickupNote: '' };
}

function drawSku(chance: Chance, of: Pick<SkuRow, 'skuId' | 'productId' | 'limitPerBuyer'>): SkuRow {
  const priceMinor = chance.between(100, 1_500);
  const onHand = chance.between(1, 7);
  return {
    ...of,
    ...{
      shopId,
      title: of.productId,
      skuName: of.skuId,
      currency,
      forSale: true,
      priceMinor,
      taxClass: chance.oneOf(taxClasses),
    },
    livePriceMinor: chance.percent(40) ? Math.ceil(priceMinor * 0.9) : null,
    ...{ onHand, noted: onHand, held: 0, sold: 0 },
  };
}

function drawDeal(chance: Chance, id: string, productId: string): DealRow {
  return {
    ...{ id, roomId, productId, off: { percentOff: chance.between(10, 60) }, taken: 0, startsAt: null, endsAt: null },
    ...{ units: chance.between(1, 4), perBuyer: chance.between(1, 2) },
    ...{ countdownSeconds: chance.between(1, 5), runSeconds: chance.between(10, 50) },
  };
}
