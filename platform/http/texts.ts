import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import i18next, { type i18n } from 'i18next';
import type { Refusal } from '../kit/refusal.ts';

export interface Texts {
  readonly languages: readonly string[];
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
  await instance.init({
    fallbackLng: 'en',
    ns: Object.keys(folders),
    resources,
    interpolation: { escapeValue: false },
  });
  const languages = Object.keys(resources);
  const namespaces = Object.keys(folders);
  return {
    languages,
    refusal({ refused, details }, acceptLanguage) {
      const lng = preferred(acceptLanguage, languages);
      const keys = namespaces.map((namespace) => `${namespace}:refusal.${refused}`);
      return instance.t(keys, { lng, defaultValue: refused, ...details });
    },
    text(key, acceptLanguage, values) {
      const lng = preferred(acceptLanguage, languages);
      // A missing text is a mistake of ours, and nobody wants a letter that says only its key.
      if (!instance.exists(key, { lng })) throw new Error(`There is no text ${key}.`);
      return instance.t(key, { lng, ...values });
    },
  };
}

/** The first accepted language that we speak: 'zh-CN' finds 'zh-Hans', 'ko-KR' finds 'ko', everything else English. */
export function preferred(acceptLanguage: string | undefined, languages: readonly string[]): string {
  for (const part of (acceptLanguage ?? '').split(',').slice(0, 10)) {
    const tag = part.split(';')[0]!.trim().toLowerCase();
    const found = languages.find(
      (language) => language.toLowerCase() === tag || language.split('-')[0] === tag.split('-')[0],
    );
    if (found) return found;
  }
  return 'en';
}
