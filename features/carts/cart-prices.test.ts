import { expect, test } from 'vitest';
import type { SkuForSale } from '../orders/purchase.ts';
import { boughtKey } from '../orders/purchase-limit.ts';
import { type CartNow, priceCart } from './cart-prices.ts';
import type { CartWish } from './protocol.ts';

const sku = (skuId: string, more: Partial<SkuForSale> = {}): SkuForSale => ({
  ...{ skuId, productId: `p-${skuId}`, shopId: 'shop', title: skuId, skuName: '', currency: 'EUR' },
  ...{
    priceMinor: 1_000,
    livePriceMinor: null,
    forSale: true,
    limitPerBuyer: null,
    taxClass: 'standard' as const,
    ...more,
  },
});
const wish = (skuId: string, more: Partial<CartWish> = {}): CartWish => ({
  ...{ skuId, roomId: 'room', quantity: 1, shownMinor: 1_000, shownInDeal: false, ...more },
});
function at(skus: readonly SkuForSale[], more: Partial<CartNow> = {}): CartNow {
  return {
    skus: new Map(skus.map((one) => [one.skuId, one])),
    left: new Map(skus.map(({ skuId }) => [skuId, 5])),
    rooms: new Map([['room', { title: 'Scarves', state: 'live' as const }]]),
    ...{ refused: new Map(), liveBags: new Map(), deals: { running: [], taken: [] }, claims: [], bought: new Map() },
    ...more,
  };
}
const linesOf = (now: CartNow, wishes: readonly CartWish[]) =>
  priceCart(now, wishes, 'vera', 50).groups.flatMap(({ lines }) =>
    lines.map(({ skuId, priceMinor, says, most, buys }) => ({ skuId, priceMinor, says, most, buys })),
  );

test('[Z5] [Z7] the live price counts in its room only, and a price that is another is said', () => {
  const now = at([sku('a', { livePriceMinor: 800 })], { liveBags: new Map([['room', new Set(['p-a'])]]) });
  const lines = linesOf(now, [wish('a'), wish('a', { roomId: 'other', shownMinor: 1_000 })]);
  expect(lines).toEqual([
    { skuId: 'a', priceMinor: 800, says: ['price_changed'], most: 5, buys: true },
    { skuId: 'a', priceMinor: 1_000, says: [], most: 4, buys: true },
  ]);
});

test('[Z7] what cannot be bought as it is says why, and is not in the sum', () => {
  const skus = [
    sku('gone'),
    sku('few'),
    sku('off', { forSale: false }),
    sku('limited', { limitPerBuyer: 3 }),
    sku('ok'),
  ];
  const left = new Map([...skus.map(({ skuId }) => [skuId, 5] as const), ['gone', 0], ['few', 2]] as [
    string,
    number,
  ][]);
  const now = at(skus, { left, bought: new Map([[boughtKey('vera', 'p-limited'), 2]]) });
  const wishes = [
    wish('gone'),
    wish('few', { quantity: 3 }),
    wish('off'),
    wish('limited', { quantity: 2 }),
    wish('ok'),
  ];
  expect(linesOf(now, wishes).map(({ says, most, buys }) => [says, most, buys])).toEqual([
    [['sold_out'], 0, false],
    [['fewer_left'], 2, false],
    [['not_for_sale'], 0, false],
    [['buyer_limit'], 1, false],
    [[], 5, true],
  ]);
  expect(priceCart(now, wishes, 'vera', 50).groups[0]).toMatchObject({ goodsMinor: 1_000, discountMinor: 0 });
});

const deal = {
  ...{ id: 'd', roomId: 'room', productId: 'p-a', off: { percentOff: 50 }, units: 3, perBuyer: 2 },
  ...{ startsAt: 0, endsAt: 100, taken: 0 },
};

test('[Z5] [Z7] a deal lowers the price while it runs; over, taken or not for so many is said', () => {
  const inDeal = wish('a', { shownMinor: 500, shownInDeal: true });
  const now = (more: object) => at([sku('a')], { deals: { running: [{ ...deal, ...more }], taken: [] } });
  const one = (state: CartNow, line = inDeal) =>
    linesOf(state, [line]).map(({ priceMinor, says }) => [priceMinor, says]);
  expect(one(now({}))).toEqual([[500, []]]);
  expect(one(at([sku('a')]))).toEqual([[1_000, ['deal_over']]]);
  expect(one(now({ taken: 3 }))).toEqual([[1_000, ['deal_all_taken']]]);
  expect(one(now({}), { ...inDeal, quantity: 3 })).toEqual([[1_000, ['deal_limit']]]);
});

test('[Z6] each group is reckoned from what the ones before it would leave: stock, limit and coupon', () => {
  const coupon = {
    ...{ id: 'c', shopId: 'shop', off: { amountMinor: 300 }, minimumMinor: 0, productIds: [], quota: 9, perPerson: 1 },
    ...{ liveOnly: false, stacks: false, endsAt: null, title: 'Three off', accountId: null },
  };
  const now = at([sku('a', { limitPerBuyer: 4 })], { claims: [{ id: 'k', accountId: 'vera', coupon }] });
  const wishes = [wish('a', { quantity: 3 }), wish('a', { roomId: 'other', quantity: 2 }), wish('a', { roomId: null })];
  const { groups, units } = priceCart(now, wishes, 'vera', 50);
  expect(groups.map(({ discountMinor, goodsMinor }) => [goodsMinor, discountMinor])).toEqual([
    [3_000, 300],
    [0, 0],
    [1_000, 0],
  ]);
  expect(groups[1]!.lines[0]).toMatchObject({ says: ['buyer_limit'], most: 1 });
  expect(units).toBe(6);
});

test('[Z40] a group says which coupons take how much off, and whose offer it is', () => {
  const terms = {
    shopId: 'shop',
    minimumMinor: 0,
    productIds: [],
    quota: 9,
    perPerson: 1,
    liveOnly: false,
    endsAt: null,
  };
  const claims = [
    { title: 'Three off', off: { amountMinor: 300 }, accountId: null },
    { title: 'Hana Seo', off: { percentOff: 10 }, accountId: 'vera' },
  ].map((more, index) => ({
    ...{ id: `k${index}`, accountId: 'vera' },
    coupon: { ...terms, id: `c${index}`, stacks: true, ...more },
  }));
  const [group] = priceCart(at([sku('a')], { claims }), [wish('a')], 'vera', 50).groups;
  expect(group).toMatchObject({
    discountMinor: 370,
    discounts: [
      { title: 'Three off', personal: false, offMinor: 300 },
      { title: 'Hana Seo', personal: true, offMinor: 70 },
    ],
  });
});

test('[Z2] a room that is not for this person sells nothing, and takes nothing from the other groups', () => {
  const now = at([sku('a')], { refused: new Map([['room', 'room_members_only']]) });
  const wishes = [wish('a', { quantity: 5 }), wish('a', { roomId: null, quantity: 5 })];
  const groups = priceCart(now, wishes, 'vera', 50).groups;
  expect(groups.map(({ refused, room, lines }) => [refused, room, lines[0]!.buys])).toEqual([
    ['room_members_only', null, true],
    [null, null, true],
  ]);
});

test('[Z2] of what is not for sale somebody without an account is told nothing', () => {
  const now = at([sku('a', { forSale: false, title: 'Secret' })]);
  const shown = (accountId: string) =>
    priceCart(now, [wish('a', { shownMinor: 5 })], accountId, 50).groups[0]!.lines[0];
  expect(shown('')).toMatchObject({ title: '', priceMinor: 5, says: ['not_for_sale'] });
  expect(shown('vera')).toMatchObject({ title: 'Secret', priceMinor: 1_000, says: ['not_for_sale'] });
});
