import { useTranslation } from 'react-i18next';

/**
 * How numbers, money and dates are written: the chosen language in the reader's own region, where the browser names one
 * (English as in Britain), else as most people write it.
 */
export function localeOf(language: string, browsers: readonly string[] = navigator.languages): string {
  return browsers.find((tag) => sameWriting(tag, language)) ?? language;
}

export function useLocale(): string {
  return localeOf(useTranslation().i18n.language);
}

function sameWriting(tag: string, language: string): boolean {
  try {
    const [one, other] = [new Intl.Locale(tag).maximize(), new Intl.Locale(language).maximize()];
    return one.language === other.language && one.script === other.script;
  } catch {
    return false;
  }
}
