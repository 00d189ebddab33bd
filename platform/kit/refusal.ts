/**
 * A refusal is something expected that did not happen: sold out, not allowed, too long. It is a value that is returned,
 * never thrown. Its code is stable and is listed with its HTTP status in the `refusals` table of one protocol.ts.
 */
export interface Refusal {
  readonly refused: string;
  /** Numbers and short words for the sentence that people read; never personal data. */
  readonly details?: Readonly<Record<string, string | number>>;
}

/** Code -> HTTP status. */
export type RefusalTable = Readonly<Record<string, number>>;

export function refuse(code: string, details?: Refusal['details']): Refusal {
  return details === undefined ? { refused: code } : { refused: code, details };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && typeof (value as Refusal).refused === 'string';
}
