import { languages } from '../platform/kit/languages.ts';
import type { Messages, TextProblem } from './messages.ts';

type Texts = ReadonlyMap<string, string>;

const pluralEnd = /_(zero|one|two|few|many|other)$/;
/** Words that are the same in every language. */
const sameEverywhere = /Livestall|LIVE|kbit\/s/g;

/** Every namespace speaks every language: the keys of English, its placeholders and tags, and the plurals of its own grammar. */
export function checkLanguages(messages: Messages): TextProblem[] {
  const problems: TextProblem[] = [];
  for (const [namespace, files] of messages) {
    const english = files.get('en') ?? new Map();
    for (const language of languages) {
      const texts = files.get(language);
      const found = texts === undefined ? ['is missing'] : problemsOf(language, texts, english);
      for (const what of found) problems.push({ path: `${namespace}/${language}`, line: 0, what });
    }
    for (const language of files.keys()) {
      if ((languages as readonly string[]).includes(language)) continue;
      problems.push({ path: `${namespace}/${language}`, line: 0, what: 'is a language we do not speak' });
    }
  }
  return problems;
}

function problemsOf(language: string, texts: Texts, english: Texts): string[] {
  const wanted = new Set([...english.keys()].flatMap((key) => formsOf(key, language)));
  const missing = [...wanted].filter((key) => !texts.has(key)).map((key) => `lacks ${key}`);
  const surplus = [...texts.keys()].filter((key) => !wanted.has(key)).map((key) => `does not need ${key}`);
  const wrong = [...texts].flatMap(([key, text]) => wrongText(key, text, english));
  return [...missing, ...surplus, ...wrong, ...(language === 'en' ? [] : untranslated(texts, english))];
}

/** `left_other` stands for the forms that this language's grammar has: two in English, one in Chinese and Korean. */
function formsOf(key: string, language: string): string[] {
  if (!pluralEnd.test(key)) return [key];
  const stem = key.replace(pluralEnd, '');
  return new Intl.PluralRules(language).resolvedOptions().pluralCategories.map((form) => `${stem}_${form}`);
}

function wrongText(key: string, text: string, english: Texts): string[] {
  if (text.trim() === '') return [`says nothing at ${key}`];
  const model = english.get(key.replace(pluralEnd, '_other')) ?? english.get(key);
  if (model === undefined) return [];
  // A singular may say "one" instead of the number.
  const optional = key.endsWith('_one') ? ['{{count}}'] : [];
  const mine = piecesOf(text);
  const theirs = piecesOf(model);
  return [
    ...theirs
      .filter((piece) => !mine.includes(piece) && !optional.includes(piece))
      .map((piece) => `lacks ${piece} at ${key}`),
    ...mine.filter((piece) => !theirs.includes(piece)).map((piece) => `has ${piece} too much at ${key}`),
  ];
}

/** The placeholders and tags of a text, each once. */
function piecesOf(text: string): string[] {
  return [
    ...new Set([...text.matchAll(/\{\{\s*[\w.]+\s*\}\}|<\/?\w+\s*\/?>/g)].map(([piece]) => piece.replace(/\s/g, ''))),
  ];
}

function untranslated(texts: Texts, english: Texts): string[] {
  return [...texts]
    .filter(([key, text]) => text === english.get(key) && /\p{L}{2}/u.test(wordsOf(text)))
    .map(([key]) => `is still English at ${key}`);
}

function wordsOf(text: string): string {
  return text.replace(/\{\{[^}]*\}\}|<[^>]*>/g, '').replace(sameEverywhere, '');
}
