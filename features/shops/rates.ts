import { type ClassRates, rateBpMax } from './terms.ts';

/** Reads a percentage that a person typed, "19" or "8,25", as basis points; null for anything else. Nothing is rounded. */
export function parseRate(text: string): number | null {
  const [, whole, fraction = ''] = /^\s*(\d{1,3})(?:[.,](\d{1,2}))?\s*%?\s*$/.exec(text) ?? [];
  if (whole === undefined) return null;
  const rateBp = Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
  return rateBp <= rateBpMax ? rateBp : null;
}

/** What a field shows for a rate before it is edited: "8.25", with the reader's decimal sign. */
export function editableRate(rateBp: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 2, useGrouping: false }).format(rateBp / 100);
}

/** "19 %", in the reader's language. */
export function formatRate(rateBp: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(rateBp / 10_000);
}

/** The rates of the classes as they stand in a form; empty for a class without one of its own. */
export interface RateFields {
  readonly rate: string;
  readonly reduced: string;
  readonly secondReduced: string;
}

export const noRates: RateFields = { rate: '', reduced: '', secondReduced: '' };

export function fieldsOfRates({ rateBp, reducedBp, secondReducedBp }: ClassRates, locale: string): RateFields {
  const shown = (bp: number | undefined) => (bp === undefined ? '' : editableRate(bp, locale));
  return { rate: shown(rateBp), reduced: shown(reducedBp), secondReduced: shown(secondReducedBp) };
}

/** Null where one of them is no rate. */
export function readRates({ rate, reduced, secondReduced }: RateFields): ClassRates | null {
  const rateBp = parseRate(rate);
  const reducedBp = reduced.trim() === '' ? undefined : parseRate(reduced);
  const secondReducedBp = secondReduced.trim() === '' ? undefined : parseRate(secondReduced);
  if (rateBp === null || reducedBp === null || secondReducedBp === null) return null;
  return {
    rateBp,
    ...(reducedBp !== undefined && { reducedBp }),
    ...(secondReducedBp !== undefined && { secondReducedBp }),
  };
}

export function isOfClasses({ reducedBp, secondReducedBp }: ClassRates): boolean {
  return reducedBp !== undefined || secondReducedBp !== undefined;
}
