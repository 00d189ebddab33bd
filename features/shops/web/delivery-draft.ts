import { editableMoney, parseMoney } from '../../../platform/kit/money.ts';
import { type DeliveryDays, type DeliveryMethod, deliveryDaysMax, firstMethod } from '../terms.ts';

/** A way of delivery as it stands in the form. */
export interface WayFields {
  readonly id: string;
  readonly name: string;
  readonly daysFrom: string;
  readonly daysTo: string;
  readonly countries: readonly string[] | null;
  readonly cost: string;
  readonly freeFrom: string;
}

export type WayProblem = 'name' | 'days' | 'cost' | 'freeFrom';

interface Reading {
  readonly currency: string;
  readonly locale: string;
}

export function fieldsOfWay(method: DeliveryMethod, { currency, locale }: Reading): WayFields {
  const { id, name, days, countries, costMinor, freeFromMinor } = method;
  return {
    ...{ id, name, countries, daysFrom: String(days?.from ?? ''), daysTo: String(days?.to ?? '') },
    cost: editableMoney(costMinor, currency, locale),
    freeFrom: freeFromMinor === null ? '' : editableMoney(freeFromMinor, currency, locale),
  };
}

export function blankWay(id: string): WayFields {
  return { id, name: '', daysFrom: '', daysTo: '', countries: firstMethod.countries, cost: '', freeFrom: '' };
}

/** Reads the form: what is sent, or what is wrong with which way. With several ways each has a name of its own. [H20] */
export function readWays(
  ways: readonly WayFields[],
  { currency, locale }: Reading,
): { readonly methods: DeliveryMethod[]; readonly problems: ReadonlyMap<string, ReadonlySet<WayProblem>> } {
  const names = ways.map(({ name }) => name.trim().toLowerCase());
  const problems = new Map<string, Set<WayProblem>>();
  const methods = ways.map(({ id, name, countries, cost, freeFrom, daysFrom, daysTo }, at) => {
    const costMinor = parseMoney(cost, currency, locale);
    const freeFromMinor = freeFrom.trim() === '' ? null : (parseMoney(freeFrom, currency, locale) ?? undefined);
    const days = readDays(daysFrom, daysTo);
    const wrong = new Set<WayProblem>();
    if (ways.length > 1 && (names[at] === '' || names.indexOf(names[at]!) < at)) wrong.add('name');
    if (days === undefined) wrong.add('days');
    if (costMinor === null) wrong.add('cost');
    if (freeFromMinor === undefined) wrong.add('freeFrom');
    if (wrong.size > 0) problems.set(id, wrong);
    return {
      ...{ id, name: name.trim(), days: days ?? null, countries: countries && [...countries] },
      ...{ costMinor: costMinor ?? 0, freeFromMinor: freeFromMinor ?? null },
    };
  });
  return { methods, problems };
}

/** Null for nothing said, undefined for what are no days. One number alone is both. */
function readDays(from: string, to: string): DeliveryDays | null | undefined {
  const [first, last] = [from.trim() || to.trim(), to.trim() || from.trim()];
  if (first === '') return null;
  if (!/^\d{1,2}$/.test(first) || !/^\d{1,2}$/.test(last)) return undefined;
  const days = { from: Number(first), to: Number(last) };
  return days.from >= 1 && days.from <= days.to && days.to <= deliveryDaysMax ? days : undefined;
}
