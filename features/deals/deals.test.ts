import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Announcing,
  checkOff,
  type DealTerms,
  dealPriceMinor,
  decideAnnounce,
  phaseOf,
  runningDeal,
  withheld,
} from './deals.ts';
import { dealsFold, shownPhase } from './deals-view.ts';
import { percentOffMax, percentOffMin } from './protocol.ts';

const deal = (more: Partial<DealTerms> = {}): DealTerms => ({
  ...{ id: 'deal', roomId: 'room', productId: 'mug', off: { percentOff: 20 }, units: 10, perBuyer: 2 },
  ...{ startsAt: 1_000, endsAt: 61_000, taken: 0, ...more },
});
const prepared = { startsAt: null, endsAt: null };
const announcing = (more: Partial<Announcing> = {}): Announcing => ({
  deal: { ...deal(prepared), countdownSeconds: 30, runSeconds: 120 },
  ...{ others: [], roomLive: true, pricesMinor: [2_400], ...more },
});

test('[D2] a deal starts and ends by the clock alone: it runs from its start up to its end, and not at it', () => {
  expect(phaseOf(deal(prepared), 5)).toBe('prepared');
  const at = (now: number) => phaseOf(deal(), now);
  expect([at(999), at(1_000), at(60_999), at(61_000)]).toEqual(['announced', 'running', 'running', 'over']);
});

test('[D3] it is announced in a live show, for a product of the bag, with a countdown and a time that it runs', () => {
  expect(decideAnnounce(announcing(), 5_000)).toEqual({ startsAt: 35_000, endsAt: 155_000 });
  const refusal = (more: Partial<Announcing>) =>
    (decideAnnounce(announcing(more), 5_000) as { refused: string }).refused;
  expect(refusal({ roomLive: false })).toBe('deal_room_not_live');
  expect(refusal({ pricesMinor: [] })).toBe('deal_product_not_in_bag');
  expect(refusal({ deal: { ...deal(), countdownSeconds: 30, runSeconds: 120 } })).toBe('deal_act_impossible');
  const other = (times: Partial<DealTerms>) => ({ others: [deal({ id: 'other', ...times })] });
  expect(refusal(other({ startsAt: 9_000 }))).toBe('deal_overlaps');
  expect(refusal(other({}))).toBe('deal_overlaps');
  expect(decideAnnounce(announcing(other({ endsAt: 5_000 })), 5_000)).toHaveProperty('startsAt');
  expect(decideAnnounce(announcing(other({ productId: 'bowl' })), 5_000)).toHaveProperty('startsAt');
  expect(decideAnnounce(announcing(other(prepared)), 5_000)).toHaveProperty('startsAt');
});

test('[D4] a percentage is taken from the price of the moment, half a unit up; a price is never more than without the deal', () => {
  expect(dealPriceMinor({ percentOff: 20 }, 2_400)).toBe(1_920);
  expect(dealPriceMinor({ percentOff: 10 }, 5)).toBe(5);
  expect(dealPriceMinor({ percentOff: 50 }, 5)).toBe(3);
  expect(dealPriceMinor({ priceMinor: 900 }, 800)).toBe(800);
  fc.assert(
    fc.property(
      fc.integer({ min: percentOffMin, max: percentOffMax }),
      fc.nat(100_000_000_000),
      (percentOff, price) => {
        const dealt = dealPriceMinor({ percentOff }, price);
        return Number.isInteger(dealt) && dealt >= 0 && dealt <= price;
      },
    ),
  );
});

test('[D5] a price lies 10 to 90 per cent below that of every variant', () => {
  const at = (priceMinor: number) => checkOff({ priceMinor }, [1_000, 2_000]);
  expect([at(200), at(900)]).toEqual([null, null]);
  expect(at(199)).toEqual({ refused: 'deal_price_off_limits', details: { least: 200, most: 900 } });
  expect(at(901)).toMatchObject({ refused: 'deal_price_off_limits' });
  expect(checkOff({ percentOff: 10 }, [1])).toBeNull();
});

test('[D6] it is for an order of its room, while it runs, up to its units and to what one buyer may have', () => {
  const of = (roomId: string | null, productId = 'mug', now = 2_000) =>
    runningDeal([deal()], roomId, productId, now)?.id;
  expect([of('room'), of('elsewhere'), of(null), of('room', 'bowl'), of('room', 'mug', 61_000)]).toEqual([
    ...['deal', undefined, undefined, undefined, undefined],
  ]);
  const why = (taken: number, ofBuyer: number, wanted: number) => withheld(deal(), { taken, ofBuyer, wanted });
  expect([why(0, 0, 2), why(8, 0, 2), why(9, 0, 2), why(0, 1, 2), why(10, 2, 1)]).toEqual([
    ...[null, null, 'deal_all_taken', 'deal_limit', 'deal_limit'],
  ]);
});

test('[D9] the room is told the terms once, what is taken, and an early end', () => {
  const { startsAt, endsAt } = { startsAt: 1_000, endsAt: 61_000 };
  const body = { dealId: 'deal', productId: 'mug', off: { percentOff: 20 }, units: 10, perBuyer: 2, startsAt, endsAt };
  const announced = dealsFold.apply(dealsFold.initial, { number: 1, at: 500, kind: 'deal.announced', body });
  expect(announced).toEqual({ mug: { ...body, dealId: undefined, id: 'deal', taken: 0 } });
  const told = (view: typeof announced, kind: string, more: object, at = 2_000) =>
    dealsFold.apply(view, { number: 2, at, kind, body: { dealId: 'deal', ...more } });
  const taken = told(announced, 'deal.taken', { taken: 10 });
  expect([shownPhase(announced.mug!, 2_000), shownPhase(taken.mug!, 2_000)]).toEqual(['running', 'all_taken']);
  expect(shownPhase(told(taken, 'deal.ended', {}).mug!, 2_000)).toBe('over');
  expect(told(announced, 'deal.taken', { dealId: 'another', taken: 3 })).toBe(announced);
  expect(told(announced, 'order.paid', {})).toBe(announced);
});
