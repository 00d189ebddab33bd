import { expect, test } from 'vitest';
import { firstCouponFields, readCoupon } from './coupon-form.ts';

const read = (more: Partial<typeof firstCouponFields>) =>
  readCoupon({ ...firstCouponFields, title: 'Tonight', ...more }, 'EUR', 'en-GB');

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
