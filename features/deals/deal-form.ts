import { parseMoney } from '../../platform/kit/money.ts';
import type { DealOff, SetUpDeal } from './protocol.ts';

/** What the studio's form offers; the protocol allows all between. */
export const countdownChoices = [10, 30, 60, 300] as const;
export const runMinuteChoices = [1, 2, 3, 5, 10, 20] as const;
export const percentChoices = [10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90] as const;

export interface DealFields {
  readonly kind: 'percent' | 'price';
  readonly percentOff: number;
  /** As it was typed. */
  readonly price: string;
  readonly units: number;
  readonly perBuyer: number;
  readonly countdownSeconds: number;
  readonly runMinutes: number;
}

export const firstDealFields: DealFields = {
  ...{ kind: 'percent', percentOff: 20, price: '', units: 10, perBuyer: 1, countdownSeconds: 30, runMinutes: 3 },
};

/** Null while the price that was typed is none. */
export function offOf({ kind, percentOff, price }: DealFields, currency: string, locale: string): DealOff | null {
  if (kind === 'percent') return { percentOff };
  const priceMinor = parseMoney(price, currency, locale);
  return priceMinor === null ? null : { priceMinor };
}

export function draftOf(fields: DealFields, productId: string, off: DealOff): Omit<SetUpDeal, 'id'> {
  const { units, perBuyer, countdownSeconds, runMinutes } = fields;
  return { productId, off, units, perBuyer, countdownSeconds, runSeconds: runMinutes * 60 };
}
