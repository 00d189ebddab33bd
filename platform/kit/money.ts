export interface Money {
  readonly minor: number;
  readonly currency: string;
}

/** The number of decimals that a currency shows: 2 for EUR, 0 for KRW. */
export function fractionDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** "€12.90", in the reader's language. `minor` is an integer. */
export function formatMoney(minor: number, currency: string, locale: string): string {
  const digits = fractionDigits(currency);
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(minor / 10 ** digits);
}
