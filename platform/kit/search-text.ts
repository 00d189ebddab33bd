import { type Refusal, refuse } from './refusal.ts';
import { textPattern } from './schema.ts';
import { searchCharsMax, searchCharsMin } from './search-limits.ts';

/** Characters of a row that can be found, as many as a product with fifty variants has. */
export const saidCharsMax = 8_000;
const gramChars = 3;
/** Pieces that are looked for; what else is searched for is read in the rows that have these. */
const gramsAskedMax = 8;

const allowed = new RegExp(textPattern, 'u');

/** The words that are searched for, all of which must be there; none for an empty search. */
export function readSearch(text: string | undefined): readonly string[] | Refusal {
  if (text === undefined) return [];
  if ([...text].length > searchCharsMax) return refuse('search_too_long', { max: searchCharsMax });
  if (!allowed.test(text)) return refuse('search_unreadable');
  const words = wordsOf(text);
  if (words.length > 0 && !words.some(isLongEnough)) return refuse('search_too_short', { min: searchCharsMin });
  return words;
}

/** What a row can be found by: each word once, in one spelling. */
export function saidOf(texts: readonly (string | null)[]): string {
  const said = [...new Set(texts.flatMap((text) => wordsOf(text ?? '')))].join(' ');
  return [...said].slice(0, saidCharsMax).join('').trim();
}

/** One spelling for what looks alike (wide and narrow letters, composed and not), without case; parted by any space. */
function wordsOf(text: string): string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
}

function isLongEnough(word: string): boolean {
  return [...word].length >= searchCharsMin;
}

/** Stands in `gramQuery` for the row of rows that is looked into: no text that people write has it. */
export const bucketMark = '\u0001';

/**
 * A `tsquery` for the words' grams: all pieces of three characters, of a word of two that beginning. It finds all rows that
 * hold the words, and a few others, which the words themselves then rule out. See platform/db/migrations.
 */
export function gramQuery(words: readonly string[]): string {
  const grams = words.filter(isLongEnough).flatMap((word) => {
    const chars = [...word];
    if (chars.length < gramChars) return [`${quoted(word)}:*`];
    return chars.slice(gramChars - 1).map((_, at) => quoted(chars.slice(at, at + gramChars).join('')));
  });
  return someOf([...new Set(grams)]).join(' & ');
}

/** Spread over all of them: a few leave hardly a row that has not all, and each costs a look into every bucket. */
function someOf(grams: readonly string[]): readonly string[] {
  if (grams.length <= gramsAskedMax) return grams;
  return Array.from({ length: gramsAskedMax }, (_, at) => grams[Math.floor((at * grams.length) / gramsAskedMax)]!);
}

function quoted(gram: string): string {
  return `'${bucketMark}/${gram.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
