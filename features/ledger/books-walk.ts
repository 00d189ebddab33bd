import { type BookScope, bookScopes } from './protocol.ts';

/** Where the check is. Kept in the database, so that any server goes on. */
export interface BooksWalk {
  /** The last changed order that was looked at. */
  readonly changed: { readonly id: string; readonly at: string } | null;
  /** How far the round over everything has come. */
  readonly round: { readonly of: BookScope; readonly after: string };
  /** Rows that were read beyond what a check may: the next ones read so much less. */
  readonly debt: number;
  readonly wholeAt: number | null;
}

export const firstId = '00000000-0000-0000-0000-000000000000';

export const firstWalk: BooksWalk = {
  changed: null,
  round: { of: bookScopes[0], after: firstId },
  debt: 0,
  wholeAt: null,
};

/** What a check may read of the round: what earlier ones read too much is taken off. */
export function allowance(walk: BooksWalk, rowsMax: number): { readonly rows: number; readonly debt: number } {
  return { rows: Math.max(0, rowsMax - walk.debt), debt: Math.max(0, walk.debt - rowsMax) };
}

/**
 * As many as fit in what may be read, and one at least: what was sold a million times is looked at in one go, and the checks
 * after it read so much less.
 */
export function fitting<T extends { readonly weight: number }>(things: readonly T[], rows: number): readonly T[] {
  let read = 0;
  const end = things.findIndex(({ weight }) => {
    read += weight;
    return read > rows;
  });
  return end < 0 ? things : things.slice(0, Math.max(1, end));
}

/** Null after the last: everything was looked at. */
export function scopeAfter(of: BookScope): BookScope | null {
  return bookScopes[bookScopes.indexOf(of) + 1] ?? null;
}
