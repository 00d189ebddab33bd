import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstTax, oneWay, type ShopTerms } from '../shops/terms.ts';
import { noDeals } from './batch-deals.ts';
import { decidePurchases, type NewOrder, type Purchase, type PurchaseState } from './purchase.ts';

const address = {
  ...{ name: 'Vera', line1: 'Main 1', line2: '', postcode: '10115', city: 'Berlin', country: 'DE', phone: '' },
};
const plainTerms: ShopTerms = {
  ...{ currency: 'EUR', country: 'DE', tax: firstTax, delivery: oneWay('post'), sandbox: true, stripe: true },
};
const sku = (skuId: string, priceMinor: number) => ({
  ...{ skuId, productId: `product-${skuId}`, shopId: 'shop', title: 'Scarf', skuName: '', priceMinor },
  ...{ currency: 'EUR', forSale: true, limitPerBuyer: null, taxClass: 'standard' as const, livePriceMinor: null },
});
const selling = (left: Record<string, number>, more: Partial<ShopTerms> = {}): PurchaseState => ({
  ...{ held: new Map(), heldMax: 99, left: new Map(Object.entries(left)), checkouts: new Map(), known: new Map() },
  buyers: new Set(['vera', 'viktor', 'wen']),
  claims: [],
  deals: noDeals,
  providers: new Set(['sandbox', 'stripe']),
  bought: new Map(),
  turnedAway: new Map(),
  liveBags: new Map(),
  skus: new Map(['a', 'b'].map((id, index) => [id, sku(id, 100 * (index + 1))])),
  shopOfRoom: new Map([['room', 'shop']]),
  terms: new Map([['shop', { ...plainTerms, ...more }]]),
});
const buy = (id: string, quantity = 1, more: Partial<Purchase> = {}): Purchase => ({
  ...{ id, accountId: 'vera', sum: 's', roomId: 'room', lines: [{ skuId: 'a', quantity }], address },
  method: { provider: 'sandbox', card: 'ok' },
  ...more,
});
const decide = (now: PurchaseState, purchases: Purchase[]) => decidePurchases(now, purchases, 1_000, 60_000);
const one = (now: PurchaseState, purchase: Purchase) => decide(now, [purchase])[0]!;
const placedOf = (decisions: ReturnType<typeof decide>): NewOrder[] =>
  decisions.flatMap((decision) => ('placed' in decision ? [decision.placed] : []));

/** Whatever a shop may add to its prices. */
const someTerms: fc.Arbitrary<Partial<ShopTerms>> = fc.record({
  tax: fc.record({
    pricesInclude: fc.boolean(),
    rateBp: fc.integer({ min: 0, max: 10_000 }),
    rates: fc.array(fc.record({ country: fc.constant('DE'), rateBp: fc.constant(1_900) }), { maxLength: 1 }),
    taxId: fc.constant(''),
  }),
  delivery: fc.record({
    methods: fc.array(
      fc.record({
        ...{ id: fc.constantFrom('post', 'van'), name: fc.constant(''), days: fc.constant(null) },
        countries: fc.option(fc.array(fc.constantFrom('DE', 'AT'), { maxLength: 1 })),
        costMinor: fc.nat(1_000),
        freeFromMinor: fc.option(fc.nat(2_000)),
      }),
      { maxLength: 2 },
    ),
    pickup: fc.boolean(),
    pickupNote: fc.constant(''),
  }),
  sandbox: fc.boolean(),
});
const purchases = fc.array(
  fc.record({
    id: fc.integer({ min: 0, max: 20 }).map(String),
    accountId: fc.constantFrom('vera', 'viktor', 'wen'),
    quantity: fc.integer({ min: 1, max: 4 }),
    skuId: fc.constantFrom('a', 'b'),
    pickup: fc.boolean(),
  }),
  { maxLength: 20 },
);

test('[O3] [O24] [O25] whatever the terms: order of arrival wins, and goods, delivery and tax make the total', () => {
  fc.assert(
    fc.property(fc.nat(20), someTerms, purchases, (left, terms, asked) => {
      const batch = asked.map(({ id, skuId, quantity, ...more }) =>
        buy(id, 1, { ...more, lines: [{ skuId, quantity }] }),
      );
      const now = selling({ a: left, b: left }, terms);
      const [stock, known] = [new Map(now.left), new Map<string, Purchase>()];
      const single = batch.map((purchase) => {
        const decision = one({ ...now, left: stock, known }, purchase);
        for (const order of placedOf([decision])) {
          for (const { skuId, quantity } of order.lines) stock.set(skuId, stock.get(skuId)! - quantity);
          known.set(order.id, purchase);
        }
        return decision;
      });
      expect(decide(now, batch)).toEqual(single);
      for (const { lines, deliveryMinor, taxMinor, taxIncluded, totalMinor } of placedOf(single)) {
        const goods = lines.reduce((sum, line) => sum + line.priceMinor * line.quantity, 0);
        expect(totalMinor).toBe(goods + deliveryMinor + (taxIncluded ? 0 : taxMinor));
      }
    }),
  );
});

test('[O24] [O25] delivery and tax are in the total that is charged, and in the price that the buyer agreed to', () => {
  const terms = {
    tax: { ...firstTax, pricesInclude: false, rateBp: 1_000, rates: [{ country: 'AT', rateBp: 2_000 }] },
    delivery: oneWay('post', { costMinor: 490, freeFromMinor: 300 }),
  };
  const [cheap, free] = placedOf(decide(selling({ a: 9 }, terms), [buy('1'), buy('2', 3)]));
  expect(cheap).toMatchObject({
    deliveryMinor: 490,
    taxMinor: 59,
    taxes: [{ rateBp: 1_000, netMinor: 590, taxMinor: 59 }],
    taxIncluded: false,
    totalMinor: 649,
  });
  expect(free).toMatchObject({ deliveryMinor: 0, taxMinor: 30, totalMinor: 330 });
  const toAustria = { address: { ...address, country: 'AT' } };
  expect(one(selling({ a: 9 }, terms), buy('3', 1, { ...toAustria, expectedTotalMinor: 649 }))).toEqual({
    ...{ refused: 'price_changed', details: { totalMinor: 708 } },
  });
});

test('[O24] a country that is not served, and a pick-up that nobody offers, are refused and take nothing', () => {
  const onlyAustria = { delivery: oneWay('post', { countries: ['AT'] }) };
  const abroad = buy('2', 1, { address: { ...address, country: 'AT' } });
  const decisions = decide(selling({ a: 1 }, onlyAustria), [buy('1'), buy('3', 1, { pickup: true }), abroad]);
  expect(decisions.slice(0, 2)).toEqual([
    { refused: 'country_not_served', details: { country: 'DE' } },
    { refused: 'pickup_not_offered' },
  ]);
  expect(placedOf(decisions).map((order) => order.id)).toEqual(['2']);
});

test('[O24] what is fetched is not delivered, and is taxed where the shop is', () => {
  const tax = { ...firstTax, rateBp: 1_900, rates: [{ country: 'AT', rateBp: 2_000 }] };
  const terms = { tax, delivery: oneWay('post', { countries: [], costMinor: 490, pickup: true }) };
  const [order] = placedOf([
    one(selling({ a: 9 }, terms), buy('1', 1, { pickup: true, address: { ...address, country: 'AT' } })),
  ]);
  expect(order).toMatchObject({
    pickup: true,
    deliveryMinor: 0,
    taxes: [{ rateBp: 1_900 }],
    taxMinor: 16,
    totalMinor: 100,
  });
});

test('[O27] a shop that does not let the sandbox pay sells nothing through it', () => {
  expect(one(selling({ a: 9 }, { sandbox: false }), buy('1'))).toEqual({ refused: 'payment_not_taken' });
  const byStripe = { ...buy('1'), method: { provider: 'stripe' } as const };
  expect(one(selling({ a: 9 }), byStripe)).toHaveProperty('placed');
  expect(one(selling({ a: 9 }, { stripe: false }), byStripe)).toEqual({ refused: 'payment_not_taken' });
  const without = { ...selling({ a: 9 }), providers: new Set(['sandbox'] as const) };
  expect(one(without, byStripe)).toEqual({ refused: 'payment_not_taken' });
});

test('[O21] prices that were read in another currency than the shop has now are read again', () => {
  expect(one(selling({ a: 9 }, { currency: 'KRW' }), buy('1'))).toEqual({ refused: 'overloaded' });
});
