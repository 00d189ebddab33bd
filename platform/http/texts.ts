import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import i18next, { type i18n } from 'i18next';
import { chooseLanguage } from '../kit/languages.ts';
import { numberFormatter } from '../kit/number-formatter.ts';
import type { Refusal } from '../kit/refusal.ts';

const wishesMax = 10;
const pluralEnding = /_(zero|one|two|few|many|other)$/;

export interface Texts {
  readonly languages: readonly string[];
  /** The best language that the caller accepts. */
  language(acceptLanguage: string | undefined): string;
  /** One sentence for a refusal, in the best language that the caller accepts. */
  refusal(refusal: Refusal, acceptLanguage: string | undefined): string;
  /** Any other text that the server says (a letter), such as `accounts:mail.resetText`. */
  text(key: string, acceptLanguage: string | undefined, values?: Readonly<Record<string, string | number>>): string;
}

/** Reads `<folder>/<language>.json` of every message folder; each folder has a namespace, its feature's noun. */
export async function readTexts(folders: Readonly<Record<string, string>>): Promise<Texts> {
  const resources: Record<string, Record<string, object>> = {};
  for (const [namespace, folder] of Object.entries(folders)) {
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
      const language = path.basename(file, '.json');
      resources[language] ??= {};
      resources[language][namespace] = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as object;
    }
  }
  const instance: i18n = i18next.createInstance();
  await instance.use(numberFormatter).init({
    fallbackLng: 'en',
    ns: Object.keys(folders),
    resources,
    interpolation: { escapeValue: false, alwaysFormat: true },
  });
  const languages = Object.keys(resources);
  const refusalKeys = refusalKeysOf(resources);
  return {
    languages,
    language: (acceptLanguage) => preferred(acceptLanguage, languages),
    refusal({ refused, details }, acceptLanguage) {
      const lng = preferred(acceptLanguage, languages);
      const key = refusalKeys.get(refused);
      return key === undefined ? refused : instance.t(key, { lng, ...details });
    },
    text(key, acceptLanguage, values) {
      const lng = preferred(acceptLanguage, languages);
      // A missing text is a mistake of ours, and nobody wants a letter that says only its key.
      if (!instance.exists(key, { lng, ...values })) throw new Error(`There is no text ${key}.`);
      return instance.t(key, { lng, ...values });
    },
  };
}

/** Where each refusal's sentence is. Found once: who is sold out in a rush is told so thousands of times a second. */
function refusalKeysOf(resources: Readonly<Record<string, Record<string, object>>>): Map<string, string> {
  const keys = new Map<string, string>();
  for (const ofLanguage of Object.values(resources)) {
    for (const [namespace, { refusal = {} }] of Object.entries<{ refusal?: object }>(ofLanguage)) {
      for (const name of Object.keys(refusal)) {
        const refused = name.replace(pluralEnding, '');
        keys.set(refused, `${namespace}:refusal.${refused}`);
      }
    }
  }
  return keys;
}

/** `zh-CN,zh;q=0.9`: the wishes in the order in which the browser sends them, the dearest first. */
function preferred(acceptLanguage: string | undefined, languages: readonly string[]): string {
  const wished = (acceptLanguage ?? '').split(',').slice(0, wishesMax);
  return chooseLanguage(
    wished.map((part) => part.split(';')[0]!),
    languages,
  );
}
