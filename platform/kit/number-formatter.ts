/** A part of i18next: every number in a text is written as the reader's language writes numbers. */
export const numberFormatter = {
  type: 'formatter' as const,
  init(): void {},
  format(value: unknown, _format?: string, language?: string): string {
    return typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : String(value);
  },
};
