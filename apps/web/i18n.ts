import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

type Messages = Record<string, unknown>;
type Loader = () => Promise<Messages>;

/** English comes with the app and stands in for anything missing; other languages are loaded when they are spoken. */
const english: Record<string, Messages> = {
  ...import.meta.glob<Messages>('../../features/*/messages/en.json', { eager: true, import: 'default' }),
  ...import.meta.glob<Messages>('../../platform/*/messages/en.json', { eager: true, import: 'default' }),
  ...import.meta.glob<Messages>('./messages/en.json', { eager: true, import: 'default' }),
};
const others: Record<string, Loader> = {
  ...import.meta.glob<Messages>(['../../features/*/messages/*.json', '!../../features/*/messages/en.json'], {
    import: 'default',
  }),
  ...import.meta.glob<Messages>(['../../platform/*/messages/*.json', '!../../platform/*/messages/en.json'], {
    import: 'default',
  }),
  ...import.meta.glob<Messages>(['./messages/*.json', '!./messages/en.json'], { import: 'default' }),
};

export const languages = ['en', ...new Set(Object.keys(others).map(languageOf))];

/** Starts the texts in the language that the reader's browser asks for. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    ns: Object.keys(english).map(namespaceOf),
    defaultNS: 'web',
    resources: { en: Object.fromEntries(Object.entries(english).map(([path, texts]) => [namespaceOf(path), texts])) },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await speak(chooseLanguage(navigator.languages));
}

export async function speak(language: string): Promise<void> {
  const files = Object.entries(others).filter(([path]) => languageOf(path) === language);
  await Promise.all(
    files.map(async ([path, load]) => i18next.addResourceBundle(language, namespaceOf(path), await load(), true, true)),
  );
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** The first wished language that we have: by its full tag, by its script (zh-CN reads zh-Hans), or by its base. */
export function chooseLanguage(wished: readonly string[], have: readonly string[] = languages): string {
  for (const tag of wished) {
    const found = wider(tag).find((candidate) => have.includes(candidate));
    if (found !== undefined) return found;
  }
  return 'en';
}

function wider(tag: string): string[] {
  const locale = new Intl.Locale(tag).maximize();
  return [tag, `${locale.language}-${locale.script}`, locale.language];
}

/** `features/<noun>/messages/en.json` is namespace <noun>; the pages' own texts are 'web', the components' are 'ui'. */
function namespaceOf(path: string): string {
  return /([a-z-]+)\/messages\//.exec(path)?.[1] ?? 'web';
}

function languageOf(path: string): string {
  return /([^/]+)\.json$/.exec(path)?.[1] ?? 'en';
}
