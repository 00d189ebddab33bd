import type { Address } from './protocol.ts';

/** There an address goes from the large to the small, and the person comes last. */
const largeFirst = new Set(['CN', 'JP', 'KR', 'TW']);

/** Field by field: a database gives them back in another order. */
export function isSameAddress(one: Address, other: Address): boolean {
  return (Object.keys(one) as (keyof Address)[]).every((key) => one[key] === other[key]);
}

/** An address in one line, in the order of the country that it lies in. */
export function addressLine({ name, line1, line2, postcode, city, country }: Address): string {
  const parts = largeFirst.has(country)
    ? [`${postcode} ${city}`, line1, line2, name]
    : [name, line1, line2, `${postcode} ${city}`];
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(largeFirst.has(country) ? ' ' : ', ');
}
