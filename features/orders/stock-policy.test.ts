import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstTax, oneWay } from '../shops/terms.ts';
import { noDeals } from './batch-deals.ts';
import { decideCourse, type Step } from './course.ts';
import type { OrderNow, PaymentNow } from './course-draft.ts';
import { decidePurchases, type NewOrder, type PurchaseState } from './purchase.ts';

const minuteMs = 60_000;
const address = { name: 'Vera', line1: 'Main 1', line2: '', postcode: '1', city: 'Jena', country: 'DE', phone: '' };
const terms = { currency: 'EUR', country: 'DE', tax: firstTax, delivery: oneWay('post'), sandbox: true, stripe: true };
const policies = {
  usual: { firstPaid: false, holdMinutes: null },
  short: { firstPaid: false, holdMinutes: 3 },
  race: { firstPaid: true, holdMinutes: null },
};

function stateOf(left: Record<string, number>, more: Partial<PurchaseState> = {}): PurchaseState {
  const says = {
    shopId: 'shop',
    title: 'Scarf',
    skuName: '',
    currency: 'EUR',
    forSale: true,
    limitPerBuyer: null,
    taxClass: 'standard' as const,
  };
  const skus = Object.entries(policies).map(([skuId, policy]) => {
    return [skuId, { skuId, productId: skuId, ...says, priceMinor: 100, livePriceMinor: null, ...policy }] as const;
  });
  return {
    ...{
      buyers: new Set(['vera', 'viktor', 'wen']),
      providers: new Set(['sandbox'] as const),
      deals: noDeals,
      claims: [],
    },
    ...{
      held: new Map(),
      heldMax: 9,
      left: new Map(Object.entries(left)),
      skus: new Map(skus),
      terms: new Map([['shop', terms]]),
    },
    ...{ shopOfRoom: new Map(), checkouts: new Map(), known: new Map(), bought: new Map() },
    ...{ turnedAway: new Map(), liveBags: new Map() },
    ...more,
  };
}

let count = 0;
function buy(accountId: string, lines: Record<string, number>) {
  count += 1;
  const wanted = Object.entries(lines).map(([skuId, quantity]) => ({ skuId, quantity }));
  const method = { provider: 'sandbox', card: 'ok' } as const;
  return { id: `order-${count}`, accountId, sum: 's', roomId: null, lines: wanted, address, method };
}
const decide = (state: PurchaseState, ...purchases: ReturnType<typeof buy>[]) =>
  decidePurchases(state, purchases, 0, 10 * minuteMs).map((one) => ('placed' in one ? one.placed : one));
const code = (one: unknown) => (one as { refused?: string }).refused;

test('[O60] first paid, first served: an order takes nothing while it is unpaid, and nothing is sold that is not there', () => {
  const [first, second, third] = decide(
    stateOf({ race: 1 }),
    buy('vera', { race: 1 }),
    buy('wen', { race: 1 }),
    buy('viktor', { race: 2 }),
  );
  for (const order of [first, second] as NewOrder[]) expect(order.lines[0]).toMatchObject({ firstPaid: true });
  expect(code(third)).toBe('not_enough_left');
  expect(code(decide(stateOf({ race: 0 }), buy('vera', { race: 1 }))[0])).toBe('sold_out');
  const held = decide(stateOf({ usual: 1 }), buy('vera', { usual: 1 }), buy('wen', { usual: 1 }));
  expect([(held[0] as NewOrder).lines[0]!.firstPaid, code(held[1])]).toEqual([undefined, 'sold_out']);
});

test('[O61] an order waits as long as the shortest hold in it, and without any as long as the installation says', () => {
  const until = (lines: Record<string, number>) =>
    (decide(stateOf({ usual: 9, short: 9, race: 9 }), buy('vera', lines))[0] as NewOrder).holdUntil / minuteMs;
  expect(until({ usual: 1 })).toBe(10);
  expect(until({ usual: 1, short: 1 })).toBe(3);
  expect(until({ usual: 1, race: 1 })).toBe(10);
  expect(until({ race: 1 })).toBe(10);
});

test('[O62] what is kept for a turn is for its owner alone, once; it is reserved even where the first to pay gets it', () => {
  const turn = (skuId: string, units: number) => ({ id: `turn-${skuId}`, skuId, accountId: 'vera', units });
  const turns = [turn('usual', 1), turn('race', 1)];
  const answers = decide(
    stateOf({ usual: 0, race: 0 }, { turns }),
    buy('wen', { usual: 1 }),
    buy('vera', { usual: 1, race: 1 }),
    buy('vera', { usual: 1 }),
  );
  expect(answers.map(code)).toEqual(['sold_out', undefined, 'sold_out']);
  const order = answers[1] as NewOrder;
  expect(order.turns.map(({ id }) => id)).toEqual(['turn-usual', 'turn-race']);
  expect(order.lines.some(({ firstPaid }) => firstPaid)).toBe(false);
  // Beyond the turn it takes what is for everybody.
  const more = decide(
    stateOf({ usual: 2 }, { turns }),
    buy('vera', { usual: 2 }),
    buy('wen', { usual: 1 }),
    buy('wen', { usual: 1 }),
  );
  expect(more.map(code)).toEqual([undefined, undefined, 'sold_out']);
  expect(code(decide(stateOf({ usual: 1 }, { turns }), buy('vera', { usual: 3 }))[0])).toBe('not_enough_left');
});

const order = (id: string, firstPaid: boolean, quantity = 1): OrderNow => ({
  ...{ id, shopId: 'shop', roomId: 'room', accountId: id, state: 'held', currency: 'EUR', totalMinor: 100 },
  ...{
    deliveryMinor: 0,
    taxMinor: 0,
    ...{ discountMinor: 0, delivery: null, taxes: [] },
    taxIncluded: true,
    holdUntil: 1_000,
    paidAt: null,
    paymentProblem: null,
  },
  lines: [{ skuId: 'race', productId: 'p', quantity, priceMinor: 100, taxRateBp: 0, ...(firstPaid && { firstPaid }) }],
});
const payment = (orderId: string): PaymentNow => ({
  ...{ id: `pay-${orderId}`, orderId, state: 'started', amountMinor: 100, currency: 'EUR' },
  ...{ reference: null, code: null, refundId: null, refundOf: null, fee: null },
});
const captured = (orderId: string): Step => ({
  ...{ kind: 'captured', orderId, paymentId: `pay-${orderId}`, reference: 'r', refundId: `back-${orderId}` },
});

test('[O60] the first captures get the units, in their order; the money of the others goes back and they are told why', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 8 }), fc.nat(8), (wishes, left) => {
      const orders = wishes.map((quantity, at) => order(`o${at}`, true, quantity));
      const state = { orders, payments: orders.map(({ id }) => payment(id)), left: new Map([['race', left]]) };
      const course = decideCourse(
        state,
        orders.map(({ id }) => captured(id)),
        10,
      );
      let rest = left;
      for (const [at, answer] of course.answers.entries()) {
        const fits = wishes[at]! <= rest;
        if (fits) rest -= wishes[at]!;
        expect(answer).toMatchObject(
          fits ? { state: 'paid', paymentProblem: null } : { state: 'cancelled', paymentProblem: 'sold_out_paid' },
        );
      }
      const back = course.payments.filter(({ state }) => state === 'refunding');
      expect(back.map(({ refundOf }) => refundOf)).toEqual(back.map(() => 'late_capture'));
      expect(course.sold.length + back.length).toBe(orders.length);
    }),
  );
});

test('[O60] what was reserved needs nothing more when it is paid', () => {
  const state = { orders: [order('a', false)], payments: [payment('a')], left: new Map([['race', 0]]) };
  expect(decideCourse(state, [captured('a')], 10).answers[0]).toMatchObject({ state: 'paid' });
});
