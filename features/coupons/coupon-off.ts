import { formatMoney } from '../../platform/kit/money.ts';
import type { CouponOff } from './protocol.ts';

/** "10%", "€5.00": what a coupon takes off, in the reader's way of writing it. */
export function offText(off: CouponOff, currency: string, locale: string): string {
  if ('amountMinor' in off) return formatMoney(off.amountMinor, currency, locale);
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(off.percentOff / 100);
}
