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

/** The highest amount that the schemas accept; it is exact in a double. */
export const moneyMinorMax = 100_000_000_000;

/** What a field shows for an amount before it is edited: "12.90", with the reader's decimal sign and no grouping. */
export function editableMoney(minor: number, currency: string, locale: string): string {
  const digits = fractionDigits(currency);
  const padded = String(minor).padStart(digits + 1, '0');
  if (digits === 0) return padded;
  return `${padded.slice(0, -digits)}${separators(locale).decimal}${padded.slice(-digits)}`;
}

/**
 * Reads an amount that a person typed, exactly: digits are moved as text, so no binary fraction is ever made.
 * A comma and a point are both taken as the decimal sign where no other reading is possible ("12,90" in English);
 * where there are two readings ("1,234") the locale decides. Null for anything else: nothing is rounded or guessed.
 */
export function parseMoney(text: string, currency: string, locale: string): number | null {
  const digits = fractionDigits(currency);
  const bare = withoutSign(text, currency, locale);
  const { decimal, group } = separators(locale);
  const minor = minorFrom(bare, decimal, group, digits);
  if (minor !== undefined) return minor;
  const other = decimal === '.' ? ',' : '.';
  // "12.905" must not become 12,905 in English: the other sign counts only where it divides off a fraction.
  return bare.includes(other) ? (minorFrom(bare, other, decimal, digits) ?? null) : null;
}

function minorFrom(text: string, decimal: string, group: string, digits: number): number | undefined {
  const parts = text.split(decimal);
  const whole = ungrouped(parts[0] ?? '', group);
  const fraction = parts[1] ?? '';
  if (parts.length > 2 || whole === undefined || !/^\d*$/.test(fraction)) return undefined;
  if (fraction.length > digits || (parts.length === 2 && fraction === '')) return undefined;
  const minor = Number(whole + fraction.padEnd(digits, '0'));
  return minor <= moneyMinorMax ? minor : undefined;
}

/** Groups must be where a person puts them (thousands, or lakhs), so that "1,23" is never read as 123. */
function ungrouped(text: string, group: string): string | undefined {
  const [first = '', ...rest] = text.split(group);
  if (!/^\d+$/.test(first) || (rest.length > 0 && first.length > 3)) return undefined;
  const last = rest.at(-1);
  if (last !== undefined && !/^\d{3}$/.test(last)) return undefined;
  return rest.every((part) => /^\d{2,3}$/.test(part)) ? first + rest.join('') : undefined;
}

/** Takes away spaces and the currency's own sign or code at either end. */
function withoutSign(text: string, currency: string, locale: string): string {
  const bare = text.replace(/[\s\u00a0\u202f'\u2019]/g, '');
  const part = new Intl.NumberFormat(locale, { style: 'currency', currency }).formatToParts(0);
  const signs = [part.find((each) => each.type === 'currency')?.value.trim(), currency];
  for (const sign of signs) {
    if (!sign) continue;
    if (bare.startsWith(sign)) return bare.slice(sign.length);
    if (bare.endsWith(sign)) return bare.slice(0, -sign.length);
  }
  return bare;
}

function separators(locale: string): { decimal: string; group: string } {
  const parts = new Intl.NumberFormat(locale).formatToParts(1_234_567.8);
  const decimal = parts.find((part) => part.type === 'decimal')?.value ?? '.';
  const group = parts.find((part) => part.type === 'group')?.value ?? ',';
  // Spaces and apostrophes are already taken away; then the other of point and comma may stand for groups.
  return { decimal, group: /[.,]/.test(group) ? group : decimal === ',' ? '.' : ',' };
}
