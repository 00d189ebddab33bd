import { Type } from 'typebox';

/** Ids are UUIDs made by whoever makes the thing: the browser for a command, the server for what it adds. */
export const Id = Type.String({
  format: 'uuid',
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  description: 'A UUID in lower case.',
});
/** Accounts are named by the sign-in library. */
export const AccountId = Type.String({ pattern: '^[A-Za-z0-9_-]{8,64}$' });
/** Integer minor units of the shop's currency (cents; won has none). */
export const MinorUnits = Type.Integer({ minimum: 0, maximum: 100_000_000_000, description: 'Integer minor units.' });
export const Currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217.' });
/** Milliseconds since 1970, by the server's clock. */
export const TimeMs = Type.Integer({ minimum: 0, description: 'Milliseconds since 1970, by the server.' });
/**
 * Text without control characters (line breaks allowed where `lines`), bidirectional overrides and halves of characters,
 * which no database takes. The patterns are Unicode ones: a whole character beyond U+FFFF is no pair of halves.
 */
export const textPattern =
  '^[^\\u0000-\\u001f\\u007f-\\u009f\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff]*$';
export const linesPattern =
  '^[^\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff]*$';
export const Text = (charsMax: number, charsMin = 1) =>
  Type.String({ minLength: charsMin, maxLength: charsMax, pattern: textPattern });
export const Lines = (charsMax: number) => Type.String({ maxLength: charsMax, pattern: linesPattern });

/** Objects refuse unknown keys: a price in a buyer's body must not pass unseen. */
export const closed = { additionalProperties: false } as const;
