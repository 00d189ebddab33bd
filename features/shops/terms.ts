import { type Static, Type } from 'typebox';
import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import { Currency, closed, Id, Lines, MinorUnits, Text } from '../../platform/kit/schema.ts';
import type { TaxClass } from './tax-class.ts';

/** A rate is a whole number of basis points: 1900 is 19 %, 825 is 8.25 %. */
export const rateBpMax = 10_000;
export const taxCountriesMax = 60;
export const deliveryMethodsMax = 8;
export const deliveryNameCharsMax = 60;
export const deliveryDaysMax = 90;
export const deliveryCountriesMax = 250;
export const taxIdCharsMax = 40;
export const pickupNoteCharsMax = 300;

export const Country = Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1.' });
const RateBp = Type.Integer({ minimum: 0, maximum: rateBpMax, description: 'Basis points: 1900 is 19 %.' });

const rates = {
  rateBp: RateBp,
  reducedBp: Type.Optional(RateBp),
  secondReducedBp: Type.Optional(RateBp),
};

/** What a country takes of each class that has a rate. */
export interface ClassRates {
  readonly rateBp: number;
  readonly reducedBp?: number;
  readonly secondReducedBp?: number;
}

export const TaxTerms = Type.Object(
  {
    pricesInclude: Type.Boolean({ description: 'Whether the tax is in the prices; if not, it is added to them.' }),
    ...rates,
    rates: Type.Array(Type.Object({ country: Country, ...rates }, closed), {
      maxItems: taxCountriesMax,
      description:
        'Countries with rates of their own; every other one has those above. A class without a rate has `rateBp` there.',
    }),
    taxId: Text(taxIdCharsMax, 0),
  },
  closed,
);
export type TaxTerms = Static<typeof TaxTerms>;

export const DeliveryDays = Type.Object(
  {
    from: Type.Integer({ minimum: 1, maximum: deliveryDaysMax }),
    to: Type.Integer({ minimum: 1, maximum: deliveryDaysMax }),
  },
  closed,
);
export type DeliveryDays = Static<typeof DeliveryDays>;

const named = {
  id: Id,
  name: Text(deliveryNameCharsMax, 0),
  days: Type.Union([DeliveryDays, Type.Null()], { description: 'Working days that it takes; null for nothing said.' }),
};

/** One way of delivery, in the shop's own words. */
export const DeliveryMethod = Type.Object(
  {
    ...named,
    countries: Type.Union([Type.Array(Country, { maxItems: deliveryCountriesMax }), Type.Null()], {
      description: 'Null delivers everywhere.',
    }),
    costMinor: MinorUnits,
    freeFromMinor: Type.Union([MinorUnits, Type.Null()], { description: 'Goods worth this much are delivered free.' }),
  },
  closed,
);
export type DeliveryMethod = Static<typeof DeliveryMethod>;

/** What an order keeps of its method, whatever becomes of that. */
export const OrderDelivery = Type.Object(named);
export type OrderDelivery = Static<typeof OrderDelivery>;

export const DeliveryTerms = Type.Object(
  {
    methods: Type.Array(DeliveryMethod, { maxItems: deliveryMethodsMax }),
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

/** A shop that has said nothing delivers everywhere at no cost, in one way, and adds no tax. */
export const firstTax: TaxTerms = { pricesInclude: true, rateBp: 0, rates: [], taxId: '' };
export const firstMethod: Omit<DeliveryMethod, 'id'> = {
  ...{ name: '', days: null, countries: null, costMinor: 0, freeFromMinor: null },
};

/** Delivery in one way; what is not said of it is as at first. */
export function oneWay(
  id: string,
  said: Partial<Omit<DeliveryMethod, 'id'> & Omit<DeliveryTerms, 'methods'>> = {},
): DeliveryTerms {
  const { pickup = false, pickupNote = '', ...way } = said;
  return { methods: [{ ...firstMethod, ...way, id }], pickup, pickupNote };
}

/** Each country has one rate of a class. [H8] */
export function checkTax({ rates }: TaxTerms): Refusal | null {
  const twice = rates.find(({ country }, at) => rates.findIndex((one) => one.country === country) < at);
  return twice ? refuse('tax_country_twice', { country: twice.country }) : null;
}

/** Goods must reach a buyer somehow, and buyers must tell the ways apart. [H9] [H20] */
export function checkDelivery({ methods, pickup }: DeliveryTerms): Refusal | null {
  if (!pickup && methods.every(({ countries }) => countries?.length === 0)) return refuse('delivery_nowhere');
  if (methods.some(({ days }) => days !== null && days.from > days.to)) return refuse('delivery_days_wrong');
  const names = methods.map(({ name }) => name.trim().toLowerCase());
  const alike = (list: readonly string[]) => new Set(list).size < list.length;
  const unclear = methods.length > 1 && (names.includes('') || alike(names));
  return unclear || alike(methods.map(({ id }) => id)) ? refuse('delivery_names_unclear') : null;
}

/** The rate of a class in a country. What has no rate of its own there has the country's standard one. [H8] [H21] */
export function rateFor(tax: TaxTerms, country: string, taxClass: TaxClass): number {
  const { rateBp, reducedBp, secondReducedBp } = tax.rates.find((one) => one.country === country) ?? tax;
  switch (taxClass) {
    case 'zero':
      return 0;
    case 'reduced':
      return reducedBp ?? rateBp;
    case 'second_reduced':
      return secondReducedBp ?? rateBp;
    default:
      return rateBp;
  }
}

/** The tax of an amount, rounded half up, exact for every amount that there can be. */
export function taxOf(amountMinor: number, rateBp: number, included: boolean): number {
  return divided(amountMinor * rateBp, included ? rateBpMax + rateBp : rateBpMax);
}

function divided(amount: number, by: number): number {
  const rest = amount % by;
  return (amount - rest) / by + (rest * 2 >= by ? 1 : 0);
}
