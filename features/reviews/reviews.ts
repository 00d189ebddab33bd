import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import type { Summary } from './protocol.ts';

export const sorts = ['newest', 'best', 'worst'] as const;
export type Sort = (typeof sorts)[number];

export interface RatingCount {
  readonly rating: number;
  readonly count: number;
}

/** What all shown ratings come to; the mean is rounded to hundredths, and null while there is none. [W7] */
export function summarise(counts: readonly RatingCount[], hidden: number): Summary {
  const stars = [1, 2, 3, 4, 5].map((rating) => counts.find((one) => one.rating === rating)?.count ?? 0);
  const count = stars.reduce((sum, one) => sum + one, 0);
  const total = stars.reduce((sum, one, at) => sum + one * (at + 1), 0);
  return { count, mean: count === 0 ? null : Math.round((total / count) * 100) / 100, stars, hidden };
}

/** Where a list goes on: the values of the last one shown, by which it is sorted. [W8] */
export interface Place {
  readonly rating: number;
  readonly writtenAt: number;
  readonly id: string;
}

export function writePlace({ rating, writtenAt, id }: Place): string {
  return `${rating}.${writtenAt}.${id}`;
}

/** Its pattern is the protocol's, so that what comes here has three parts. */
export function readPlace(text: string): Place {
  const [rating, writtenAt, id] = text.split('.') as [string, string, string];
  return { rating: Number(rating), writtenAt: Number(writtenAt), id };
}

export interface Standing {
  readonly bought: boolean;
  /** Runs the shop, or the installation. */
  readonly partial: boolean;
}

/** Whether one may write. [W1] */
export function checkWriter({ bought, partial }: Standing): Refusal | null {
  if (partial) return refuse('review_own_shop');
  return bought ? null : refuse('review_not_bought');
}

export interface OfOnePerson {
  readonly id: string;
  /** The last time that it was written or changed. */
  readonly saidAt: number;
  readonly hidden: boolean;
}

/** Of two that become one person's the later stays, and no hiding is lost. [W11] */
export function keepOne<T extends OfOnePerson>(one: T, other: T): { stays: T; goes: T; hidden: boolean } {
  const [stays, goes] = other.saidAt > one.saidAt ? [other, one] : [one, other];
  return { stays, goes, hidden: one.hidden || other.hidden };
}
