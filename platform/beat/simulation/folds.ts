import type { Fold } from '../../kit/fact.ts';

export interface Seen {
  readonly count: number;
  readonly sum: number;
  readonly last: string;
}

/** A state that any lost, doubled or swapped fact would change. */
const seenFold: Fold<Seen> = {
  initial: { count: 0, sum: 7, last: '' },
  apply: (state, { number, body }) => ({
    count: state.count + 1,
    sum: (state.sum * 31 + number * 17 + Number(body.value)) % 1_000_000_007,
    last: String(body.secret),
  }),
};

export const seenFolds = { room: seenFold, staff: seenFold, person: seenFold };
