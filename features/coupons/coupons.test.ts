import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  applyCoupons,
  type CouponTerms,
  checkClaim,
  type Goods,
  type HeldClaim,
  namesOnePerson,
  offerState,
} from './coupons.ts';
import { couponFold } from './coupons-view.ts';
import { ownOffers } from './own-offers.ts';
import type { Claim } from './protocol.ts';

const coupon = (id: string, more: Partial<CouponTerms> = {}): CouponTerms => ({
  ...{ id, shopId: 'shop', off: { percentOff: 10 }, minimumMinor: 0, productIds: [], quota: 9, perPerson: 2 },
  ...{ liveOnly: false, stacks: false, endsAt: null, ...more },
});
const claim = (id: string, more: Partial<CouponTerms> = {}): HeldClaim => ({
  id,
  coupon: coupon(`coupon-${id}`, more),
});
const goods = (more: Partial<Goods> = {}): Goods => ({
  ...{ shopId: 'shop', roomId: 'room' },
  lines: [
    { productId: 'mug', totalMinor: 2_400 },
    { productId: 'bowl', totalMinor: 1_000 },
  ],
  ...more,
});
const amount = (amountMinor: number) => ({ off: { amountMinor } });
const percent = (percentOff: number) => ({ off: { percentOff } });

test('[K3] one is claimed up to its quota and to what one person may have, until it ends', () => {
  const of = (claimed: number, ofPerson: number, now = 5) =>
    checkClaim({ ...coupon('a', { endsAt: 10 }), claimed }, ofPerson, now)?.refused ?? null;
  expect([of(8, 1), of(9, 0), of(0, 2), of(0, 0, 10)]).toEqual([
    ...[null, 'coupon_all_claimed', 'coupon_share_claimed', 'coupon_over'],
  ]);
});

test('[K4] minimum, scope, room and end are judged, and said of each that does not count', () => {
  const why = (more: Partial<CouponTerms>, of: Partial<Goods> = {}) =>
    applyCoupons(goods(of), [claim('a', more)], 100).unused[0]?.why ?? null;
  expect(why({ minimumMinor: 3_400 })).toBeNull();
  expect(why({ minimumMinor: 3_401 })).toBe('minimum');
  expect(why({ minimumMinor: 2_401, productIds: ['mug'] })).toBe('minimum');
  expect(why({ productIds: ['vase'] })).toBe('scope');
  expect(why({ shopId: 'another' })).toBe('scope');
  expect(why({ liveOnly: true }, { roomId: null })).toBe('live_only');
  expect(why({ endsAt: 100 })).toBe('over');
});

test('[K5] a percentage is of what it is for, rounded down; an amount takes no more than is there', () => {
  const off = (more: Partial<CouponTerms>) => applyCoupons(goods(), [claim('a', more)], 0).offMinor;
  expect(off(percent(10))).toBe(340);
  expect(off({ ...percent(33), productIds: ['bowl'] })).toBe(330);
  expect(off({ ...percent(15), productIds: ['mug'] })).toBe(360);
  expect(off({ ...amount(5_000), productIds: ['bowl'] })).toBe(1_000);
});

test('[K5] those that stack count together, larger first, each on what is left; the better way is taken', () => {
  const [ten, five, big] = [
    claim('ten', { ...percent(10), stacks: true }),
    claim('five', { ...amount(500), stacks: true }),
    claim('big', amount(800)),
  ];
  expect(applyCoupons(goods(), [ten, five], 0)).toEqual({
    offMinor: 790,
    used: [
      { claimId: 'five', couponId: 'coupon-five', offMinor: 500 },
      { claimId: 'ten', couponId: 'coupon-ten', offMinor: 290 },
    ],
    unused: [],
  });
  const all = applyCoupons(goods(), [ten, five, big], 0);
  expect([all.offMinor, all.used.map(({ claimId }) => claimId)]).toEqual([800, ['big']]);
  expect(all.unused.map(({ why }) => why)).toEqual(['does_not_stack', 'does_not_stack']);
});

test('[K5] of one coupon only one counts in an order', () => {
  const twice = [claim('a', percent(10)), { id: 'b', coupon: coupon('coupon-a', percent(10)) }];
  expect(applyCoupons(goods(), twice, 0).used).toEqual([{ claimId: 'a', couponId: 'coupon-a', offMinor: 340 }]);
});

test('[K6] whatever one holds: no order is worth less than nothing, each part is whole, and its order does not matter', () => {
  const anyClaim = fc.record({
    percentOff: fc.integer({ min: 1, max: 90 }),
    amountMinor: fc.integer({ min: 1, max: 9_000 }),
    asPercent: fc.boolean(),
    stacks: fc.boolean(),
    scope: fc.constantFrom<string[]>([], ['mug'], ['bowl']),
    minimumMinor: fc.nat(4_000),
  });
  const total = 3_400;
  fc.assert(
    fc.property(fc.array(anyClaim, { maxLength: 8 }), (wanted) => {
      const claims = wanted.map(({ percentOff, amountMinor, asPercent, stacks, scope, minimumMinor }, index) =>
        claim(`${index}`, {
          off: asPercent ? { percentOff } : { amountMinor },
          stacks,
          productIds: scope,
          minimumMinor,
        }),
      );
      const applied = applyCoupons(goods(), claims, 0);
      expect(applied).toEqual({ ...applyCoupons(goods(), [...claims].reverse(), 0), unused: expect.anything() });
      expect(applied.offMinor).toBeGreaterThanOrEqual(0);
      expect(applied.offMinor).toBeLessThanOrEqual(total);
      expect(applied.used.every(({ offMinor }) => Number.isInteger(offMinor) && offMinor > 0)).toBe(true);
      for (const one of claims)
        expect(applied.offMinor).toBeGreaterThanOrEqual(applyCoupons(goods(), [one], 0).offMinor);
    }),
  );
});

test('[K7] the room shows one coupon, and how many are claimed', () => {
  const shown = { id: 'a', claimed: 0 };
  const fact = (kind: string, body: object) => ({ number: 1, at: 0, kind, body: body as Record<string, unknown> });
  const pinned = couponFold.apply(couponFold.initial, fact('coupon.pinned', { coupon: shown }));
  expect(pinned).toEqual({ pinned: shown });
  expect(couponFold.apply(pinned, fact('coupon.claimed', { couponId: 'a', claimed: 3 })).pinned?.claimed).toBe(3);
  expect(couponFold.apply(pinned, fact('coupon.claimed', { couponId: 'b', claimed: 3 }))).toBe(pinned);
  expect(couponFold.apply(pinned, fact('coupon.unpinned', {}))).toEqual({ pinned: null });
});

test('[K40] an offer names its person by an account or by a line, not by both or neither', () => {
  expect([{}, { accountId: 'vera' }, { lineId: 'l' }, { accountId: 'vera', lineId: 'l' }].map(namesOnePerson)).toEqual([
    ...[false, true, true, false],
  ]);
});

test('[K41] an offer is open until it is over, and used while an order uses it', () => {
  const of = (used: boolean, now: number) => offerState({ used, endsAt: 10 }, now);
  expect([of(false, 9), of(false, 10), of(true, 9), of(true, 10)]).toEqual(['open', 'over', 'used', 'used']);
});

test('[K42] a page shows the offers that hold; one that goes is used, one that was over before it came is not shown', () => {
  const held = (id: string, endsAt: number, personal = true) =>
    ({ id: `claim-${id}`, coupon: { ...coupon(id, { endsAt }), title: 'Hana', personal } }) as unknown as Claim;
  const told = (offers: ReturnType<typeof ownOffers>) => offers.map((one) => [one.coupon.id, one.used]);
  const first = ownOffers([], [held('a', 10), held('b', 5), held('c', 10, false)], 5);
  expect(told(first)).toEqual([['a', false]]);
  const second = ownOffers(first, [held('d', 20)], 8);
  expect(told(second)).toEqual([
    ['d', false],
    ['a', true],
  ]);
  expect(told(ownOffers(second, [], 20))).toEqual([
    ['d', false],
    ['a', true],
  ]);
  expect(told(ownOffers(second, [held('a', 10), held('d', 8)], 9))).toEqual([
    ['d', false],
    ['a', false],
  ]);
});
