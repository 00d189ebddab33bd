import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placesPerAccountMax, placesPerSkuMax } from './protocol.ts';
import { checkJoin, decideOffers, isTurn } from './waitlist.ts';

const open = { left: 0, forSale: true, joined: false, ofSku: 0, ofAccount: 0, limit: null };
const code = (state: Partial<Parameters<typeof checkJoin>[0]>, quantity = 1) =>
  checkJoin({ ...open, ...state }, quantity)?.refused ?? null;

test('[W1] one waits for what is for sale and sold out, once, and for no more than one may buy', () => {
  expect(code({})).toBeNull();
  expect(code({ left: 1 })).toBe('waitlist_not_sold_out');
  expect(code({ forSale: false })).toBe('product_not_for_sale');
  expect(code({ joined: true })).toBe('waitlist_joined');
  expect(code({ limit: { max: 2, left: 1 } })).toBeNull();
  expect(code({ limit: { max: 2, left: 1 } }, 2)).toBe('purchase_limit');
  expect(code({ ofSku: placesPerSkuMax })).toBe('waitlist_full');
  expect(code({ ofAccount: placesPerAccountMax })).toBe('waitlist_places_full');
});

test('[W3] free units go to the line in its order, and nothing stays free while somebody waits', () => {
  const line = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 12 });
  fc.assert(
    fc.property(line, fc.integer({ min: 0, max: 30 }), (wishes, free) => {
      const waiting = wishes.map((quantity, at) => ({ id: `p${at}`, skuId: 's', accountId: `a${at}`, quantity }));
      const offers = decideOffers(waiting, free);
      const given = offers.reduce((sum, { units }) => sum + units, 0);
      expect(given).toBe(
        Math.min(
          free,
          wishes.reduce((sum, one) => sum + one, 0),
        ),
      );
      expect(offers.map(({ id }) => id)).toEqual(waiting.slice(0, offers.length).map(({ id }) => id));
      // Only the last who is served may get less than was wanted.
      for (const { units, quantity } of offers.slice(0, -1)) expect(units).toBe(quantity);
      for (const { units } of offers) expect(units).toBeGreaterThan(0);
    }),
  );
});

test('[W4] the time of a turn decides when it is read', () => {
  expect(isTurn({ units: 1, until: 1_000 }, 999)).toBe(true);
  expect(isTurn({ units: 1, until: 1_000 }, 1_000)).toBe(false);
  expect(isTurn({ units: null, until: null }, 0)).toBe(false);
});
