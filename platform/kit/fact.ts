import type { Static, TObject } from 'typebox';

/** Something that happened. It carries ids, not personal data, and is never changed. */
export interface Fact {
  readonly kind: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A fact with its place in its stream: numbers start at 1 and have no holes; `at` is server time in ms. */
export interface NumberedFact extends Fact {
  readonly number: number;
  readonly at: number;
}

/** Kind -> the schema of its body. One such table in the protocol.ts of each feature. */
export type FactTable = Readonly<Record<string, TObject>>;

/** Makes a fact whose body is checked by the compiler against the feature's table. */
export function factMaker<T extends FactTable>(_table: T) {
  return <K extends keyof T & string>(kind: K, body: Static<T[K]>): Fact => ({ kind, body: body as Fact['body'] });
}

/**
 * A fold turns a stream's facts into the state that a late viewer must see. The server keeps it for each open stream
 * and sends it as a snapshot; the browser goes on folding with the same function, so both always agree.
 * `apply` returns the same object when a fact does not concern it, and never changes its argument.
 */
export interface Fold<S> {
  readonly initial: S;
  apply(state: S, fact: NumberedFact): S;
}

type States<F> = { [K in keyof F]: F[K] extends Fold<infer S> ? S : never };

/** Puts the folds of several features together, each under its own noun. */
export function combineFolds<F extends Record<string, Fold<never> | Fold<unknown>>>(folds: F): Fold<States<F>> {
  const entries = Object.entries(folds) as [string, Fold<unknown>][];
  return {
    initial: Object.fromEntries(entries.map(([name, fold]) => [name, fold.initial])) as States<F>,
    apply(state, fact) {
      let next = state as Record<string, unknown>;
      for (const [name, fold] of entries) {
        const before = next[name];
        const after = fold.apply(before, fact);
        if (after !== before) next = { ...next, [name]: after };
      }
      return next as States<F>;
    },
  };
}

/** The three streams, and the room's talk, which has a head of its own so that talk never waits for a sale. */
export const roomStream = (roomId: string) => `room:${roomId}`;
export const staffStream = (roomId: string) => `staff:${roomId}`;
export const personStream = (accountId: string) => `person:${accountId}`;
export const talkStream = (roomId: string) => `talk:${roomId}`;
