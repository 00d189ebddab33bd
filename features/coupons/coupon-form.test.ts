import { expect, test } from 'vitest';
import { firstCouponFields, readCoupon } from './coupon-form.ts';
import { scopeOf } from './coupon-scope.ts';
import { firstOfferFields, readOffer } from './offer-form.ts';

const now = new Date('2026-11-27T20:00').getTime();
const read = (more: Partial<typeof firstCouponFields>) =>
  readCoupon({ ...firstCouponFields, title: 'Tonight', ...more }, { currency: 'EUR', locale: 'en-GB', now });

test('[K4] a form is a coupon once its name and its numbers are whole and within their limits', () => {
  expect(read({})).toEqual({
    ...{ title: 'Tonight', off: { percentOff: 10 }, minimumMinor: 0, productIds: [], quota: 50, perPerson: 1 },
    ...{ liveOnly: true, stacks: false, endsAt: null },
  });
  expect(read({ kind: 'amount', amount: '5.50', minimum: '20' })).toMatchObject({
    ...{ off: { amountMinor: 550 }, minimumMinor: 2_000 },
  });
  const wrong = [{ title: ' ' }, { percentOff: '91' }, { percentOff: '1.5' }, { quota: '' }, { perPerson: '21' }];
  expect([...wrong, { kind: 'amount', amount: 'five' } as const, { minimum: 'x' }].map(read)).toEqual(
    Array(7).fill(null),
  );
});

test('[K44] it ends never, so many minutes from now, or at a time that is still to come', () => {
  const ends = (more: Partial<typeof firstCouponFields>) => read(more)?.endsAt;
  expect(ends({ ends: 'minutes', endMinutes: '30' })).toBe(now + 30 * 60_000);
  expect(ends({ ends: 'time', endTime: '2026-11-28T09:30' })).toBe(new Date('2026-11-28T09:30').getTime());
  for (const endTime of ['2026-11-27T20:00', '2026-11-27T19:59', '', 'tonight'])
    expect(read({ ends: 'time', endTime }), endTime).toBeNull();
});

test('[K44] it is for everything, or for the products that are chosen, one at least', () => {
  expect(read({ productIds: ['mug', 'bowl'] })?.productIds).toEqual(['mug', 'bowl']);
  expect(read({ productIds: [] })).toBeNull();
  expect(read({ productIds: Array.from({ length: 51 }, (_, index) => `${index}`) })).toBeNull();
});

test('[K40] an offer is whole as soon as something is off; it is for one product or for everything', () => {
  const offer = (more: object) => readOffer({ ...firstOfferFields('mug'), ...more }, 'EUR', 'en-GB');
  expect(offer({})).toEqual({ off: { percentOff: 10 }, productIds: ['mug'], minutes: 30 });
  expect(offer({ kind: 'amount', amount: '2.50', productId: '', minutes: 10 })).toEqual({
    ...{ off: { amountMinor: 250 }, productIds: [], minutes: 10 },
  });
  expect([offer({ percentOff: '0' }), offer({ kind: 'amount' })]).toEqual([null, null]);
});

test('[K45] what it is for is told by titles while they are few and known, else by how many', () => {
  const products = ['mug', 'bowl', 'vase'].map((id) => ({ id, title: `The ${id}` }));
  expect(scopeOf([], products)).toEqual({ kind: 'all' });
  expect(scopeOf(['bowl', 'mug'], products)).toEqual({ kind: 'titles', titles: ['The bowl', 'The mug'] });
  expect(scopeOf(['bowl', 'mug', 'vase'], products)).toEqual({ kind: 'some', count: 3 });
  expect(scopeOf(['gone'], products)).toEqual({ kind: 'some', count: 1 });
});
