import { useLocale } from './locale.ts';

/** The names of countries in the reader's language, by their ISO 3166-1 codes. */
export function useCountryNames(): (code: string) => string {
  const names = new Intl.DisplayNames(useLocale(), { type: 'region' });
  return (code) => (/^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code);
}
