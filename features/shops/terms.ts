import { type Static, Type } from 'typebox';
import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import { Currency, closed, Lines, MinorUnits, Text } from '../../platform/kit/schema.ts';

/** A rate is a whole number of basis points: 1900 is 19 %, 825 is 8.25 %. */
export const rateBpMax = 10_000;
export const taxCountriesMax = 60;
export const deliveryCountriesMax = 250;
export const taxIdCharsMax = 40;
export const pickupNoteCharsMax = 300;

export const Country = Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1.' });
const RateBp = Type.Integer({ minimum: 0, maximum: rateBpMax, description: 'Basis points: 1900 is 19 %.' });

export const TaxTerms = Type.Object(
  {
    pricesInclude: Type.Boolean({ description: 'Whether the tax is in the prices; if not, it is added to them.' }),
    rateBp: RateBp,
    rates: Type.Array(Type.Object({ country: Country, rateBp: RateBp }, closed), {
      maxItems: taxCountriesMax,
      description: 'Countries with a rate of their own; every other one has `rateBp`.',
    }),
    taxId: Text(taxIdCharsMax, 0),
  },
  closed,
);
export type TaxTerms = Static<typeof TaxTerms>;

export const DeliveryTerms = Type.Object(
  {
    countries: Type.Union([Type.Array(Country, { maxItems: deliveryCountriesMax }), Type.Null()], {
      description: 'Null delivers everywhere.',
    }),
    costMinor: MinorUnits,
    freeFromMinor: Type.Union([MinorUnits, Type.Null()], { description: 'Goods worth this much are delivered free.' }),
    pickup: Type.Boolean({ description: 'Whether buyers may fetch an order themselves, free of charge.' }),
    pickupNote: Lines(pickupNoteCharsMax),
  },
  closed,
);
export type DeliveryTerms = Static<typeof DeliveryTerms>;

/** What a shop adds to the prices of its goods, and how it may be paid. */
export const ShopTerms = Type.Object({
  currency: Currency,
  country: Country,
  tax: TaxTerms,
  delivery: DeliveryTerms,
  sandbox: Type.Boolean({ description: 'Whether the sandbox, which moves no money, may pay here.' }),
  stripe: Type.Boolean({ description: 'Whether Stripe may pay here, where the installation has it. Never in a demo.' }),
});
export type ShopTerms = Static<typeof ShopTerms>;

/** A shop that has said nothing delivers everywhere at no cost, and adds no tax. */
export const firstTax: TaxTerms = { pricesInclude: true, rateBp: 0, rates: [], taxId: '' };
export const firstDelivery: DeliveryTerms = {
  countries: null,
  costMinor: 0,
  freeFromMinor: null,
  pickup: false,
  pickupNote: '',
};

/** Each country has one rate. [H8] */
export function checkTax({ rates }: TaxTerms): Refusal | null {
  const twice = rates.find(({ country }, at) => rates.findIndex((one) => one.country === country) < at);
  return twice ? refuse('tax_country_twice', { country: twice.country }) : null;
}

/** Goods must reach a buyer somehow. [H9] */
export function checkDelivery({ countries, pickup }: DeliveryTerms): Refusal | null {
  return countries?.length === 0 && !pickup ? refuse('delivery_nowhere') : null;
}

export function rateFor({ rateBp, rates }: TaxTerms, country: string): number {
  return rates.find((one) => one.country === country)?.rateBp ?? rateBp;
}

/** The tax of an amount, rounded half up, exact for every amount that there can be. */
export function taxOf(amountMinor: number, rateBp: number, included: boolean): number {
  return divided(amountMinor * rateBp, included ? rateBpMax + rateBp : rateBpMax);
}

function divided(amount: number, by: number): number {
  const rest = amount % by;
  return (amount - rest) / by + (rest * 2 >= by ? 1 : 0);
}
