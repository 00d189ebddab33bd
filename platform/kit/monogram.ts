/** How many colours names are shown in: the tokens `name-1` and on. */
export const nameTones = 6;

const wide = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** One or two letters that stand for a name: of two words the first letters, of a Chinese or Korean name the last sign. */
export function monogramOf(name: string): string {
  const words = name.trim().split(/\s+/u);
  const [first = '', ...rest] = words;
  if (first === '') return '·';
  if (wide.test(first)) return signs(words.join('')).at(-1)!;
  const last = rest.at(-1);
  const letters = last === undefined ? signs(first).slice(0, 1) : [signs(first)[0]!, signs(last)[0]!];
  return letters.join('').toLocaleUpperCase('en');
}

/** The same name has the same colour in every room and on every screen. From 1 to `nameTones`. */
export function nameToneOf(name: string): number {
  let sum = 7;
  for (const sign of name) sum = (sum * 31 + sign.codePointAt(0)!) % 1_000_003;
  return 1 + (sum % nameTones);
}

function signs(word: string): string[] {
  return [...new Intl.Segmenter().segment(word)].map(({ segment }) => segment);
}
