import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import type { DeliveryDays, DeliveryMethod, DeliveryTerms } from '../shops/terms.ts';

/** What delivering goods of this worth costs in this way. */
export function deliveryCost({ costMinor, freeFromMinor }: DeliveryMethod, goodsMinor: number): number {
  return freeFromMinor !== null && goodsMinor >= freeFromMinor ? 0 : costMinor;
}

/** The ways to a country, in the shop's order. */
export function methodsTo({ methods }: Pick<DeliveryTerms, 'methods'>, country: string): DeliveryMethod[] {
  return methods.filter((method) => serves(method, country));
}

/** The cheapest way to a country, the first in the shop's order among equal ones. [O70] */
export function cheapestTo(
  delivery: Pick<DeliveryTerms, 'methods'>,
  country: string,
  goodsMinor: number,
): DeliveryMethod | undefined {
  const costs = (method: DeliveryMethod) => deliveryCost(method, goodsMinor);
  return methodsTo(delivery, country).reduce<DeliveryMethod | undefined>(
    (best, method) => (best === undefined || costs(method) < costs(best) ? method : best),
    undefined,
  );
}

/** What a buyer asked for, where it goes; who asked for nothing gets the cheapest. [O70] [O71] */
export function methodFor(
  delivery: Pick<DeliveryTerms, 'methods'>,
  { country, deliveryId }: { readonly country: string; readonly deliveryId?: string | undefined },
  goodsMinor: number,
): DeliveryMethod | Refusal {
  const cheapest = cheapestTo(delivery, country, goodsMinor);
  if (!cheapest) return refuse('country_not_served', { country });
  if (deliveryId === undefined) return cheapest;
  const named = delivery.methods.find(({ id }) => id === deliveryId);
  if (!named) return refuse('delivery_method_unknown');
  return serves(named, country) ? named : refuse('delivery_method_not_served', { country });
}

/** What a checkout proposes: what was wished for, where that serves, else the cheapest. [O75] */
export function proposedMethod(
  delivery: Pick<DeliveryTerms, 'methods'>,
  { country, wishedId }: { readonly country: string; readonly wishedId: string | null },
  goodsMinor: number,
): DeliveryMethod | undefined {
  const wished = methodsTo(delivery, country).find(({ id }) => id === wishedId);
  return wished ?? cheapestTo(delivery, country, goodsMinor);
}

/** The countries that any way leads to; null for all. */
export function countriesServed({ methods }: Pick<DeliveryTerms, 'methods'>): readonly string[] | null {
  if (methods.some(({ countries }) => countries === null)) return null;
  return [...new Set(methods.flatMap(({ countries }) => countries ?? []))];
}

type Say = (key: string, values: Record<string, string | number>) => string;

/** "Express, 1–2 working days", in the reader's language; a way without a name is simply delivery. */
export function deliveryText(
  delivery: { readonly name: string; readonly days: DeliveryDays | null } | null,
  say: Say,
  locale: string,
): string {
  const name = delivery?.name || say('orders:charges.delivery', {});
  const days = delivery?.days;
  return days ? say('orders:charges.nameAndDays', { name, days: daysText(days, say, locale) }) : name;
}

export function daysText({ from, to }: DeliveryDays, say: Say, locale: string): string {
  const days = from === to ? String(to) : new Intl.NumberFormat(locale).formatRange(from, to);
  return say('orders:charges.days', { count: to, days });
}

function serves({ countries }: DeliveryMethod, country: string): boolean {
  return countries === null || countries.includes(country);
}
