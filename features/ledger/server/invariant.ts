import type { Reader } from '../../../platform/db/connect.ts';
import type { BookScope, Wrong, WrongCode } from '../protocol.ts';

/** What was found wrong; `lookedId` where that is not of the thing that was looked at, but of something that belongs to it. */
export type Found = Wrong & { readonly lookedId?: string };

/** Something that is true of each of these things at every moment. [L40] */
export interface Invariant {
  /** What it may find. */
  readonly codes: readonly WrongCode[];
  readonly of: BookScope;
  /** One sentence, for whoever reads the list of them. */
  readonly says: string;
  /** It reads as many rows as the thing was ever sold: looked at in the round over everything, not with each change. */
  readonly slow?: true;
  /** Made good by a sweeper a moment later: wrong only when it is so twice. */
  readonly settles?: true;
  find(sql: Reader, ids: readonly string[]): Promise<Found[]>;
}

/** One thing that is looked at. */
export interface Looked {
  readonly id: string;
  /** About how many rows a look at it reads. */
  readonly weight: number;
}

/** An order that was written, and when by the database's clock, ms with its fractions as text. */
export interface Changed {
  readonly id: string;
  readonly at: string;
}

/** What the check of the books reads of all features: handed in, for their tables are not the ledger's. */
export interface BooksSource {
  readonly invariants: readonly Invariant[];
  /** In the order of ids. */
  readonly readIds: (sql: Reader, of: BookScope, after: string, limit: number) => Promise<readonly Looked[]>;
  /** Orders that were written after that one, oldest first, but for the last moments: who writes now may not have committed. */
  readonly readChanged: (sql: Reader, after: Changed | null, limit: number) => Promise<readonly Changed[]>;
  /** What else is concerned when these orders change. */
  readonly readConcerned: (
    sql: Reader,
    orderIds: readonly string[],
  ) => Promise<ReadonlyMap<BookScope, readonly string[]>>;
}
