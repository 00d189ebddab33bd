import { parseMoney } from '../../platform/kit/money.ts';
import {
  type CouponOff,
  couponPercentMax,
  type MakeCoupon,
  perPersonMax,
  quotaMax,
  scopeProductsMax,
} from './protocol.ts';

/** From now on; what a show lasts lies among them. */
export const endMinuteChoices = [10, 30, 60, 180, 1_440] as const;

/** As they were typed. */
export interface CouponFields {
  readonly title: string;
  readonly kind: 'percent' | 'amount';
  readonly percentOff: string;
  readonly amount: string;
  readonly minimum: string;
  readonly quota: string;
  readonly perPerson: string;
  readonly liveOnly: boolean;
  readonly stacks: boolean;
  /** Null for everything of the shop. */
  readonly productIds: readonly string[] | null;
  readonly ends: 'never' | 'minutes' | 'time';
  readonly endMinutes: string;
  /** As a browser's field has it: `2026-11-27T21:30`, in the zone of whoever types. */
  readonly endTime: string;
}

export const firstCouponFields: CouponFields = {
  ...{ title: '', kind: 'percent', percentOff: '10', amount: '', minimum: '', quota: '50', perPerson: '1' },
  ...{ liveOnly: true, stacks: false, productIds: null, ends: 'never', endMinutes: '30', endTime: '' },
};

/** Null while something is missing or is none of what it should be. */
export function readCoupon(
  fields: CouponFields,
  { currency, locale, now }: { readonly currency: string; readonly locale: string; readonly now: number },
): Omit<MakeCoupon, 'id'> | null {
  const title = fields.title.trim();
  const off = readOff(fields, currency, locale);
  const minimumMinor = fields.minimum.trim() === '' ? 0 : parseMoney(fields.minimum, currency, locale);
  const [quota, perPerson] = [whole(fields.quota, quotaMax), whole(fields.perPerson, perPersonMax)];
  const endsAt = readEnd(fields, now);
  if (title === '' || !off || minimumMinor === null || quota === null || perPerson === null) return null;
  if (endsAt === 'wrong' || !isScope(fields.productIds)) return null;
  const { liveOnly, stacks } = fields;
  const productIds = [...(fields.productIds ?? [])];
  return { title, off, minimumMinor, productIds, quota, perPerson, liveOnly, stacks, endsAt };
}

/** When it ends, to be shown while it is chosen; a time that is past, or none, is wrong. [K44] */
export function readEnd(
  { ends, endMinutes, endTime }: Pick<CouponFields, 'ends' | 'endMinutes' | 'endTime'>,
  now: number,
): number | null | 'wrong' {
  if (ends === 'never') return null;
  if (ends === 'minutes') {
    const minutes = whole(endMinutes, endMinuteChoices.at(-1)!);
    return minutes === null ? 'wrong' : now + minutes * 60_000;
  }
  const at = new Date(endTime).getTime();
  return Number.isFinite(at) && at > now ? at : 'wrong';
}

/** Chosen products are one at least: none would be everything. */
function isScope(productIds: CouponFields['productIds']): boolean {
  return productIds === null || (productIds.length >= 1 && productIds.length <= scopeProductsMax);
}

export function readOff(
  { kind, percentOff, amount }: Pick<CouponFields, 'kind' | 'percentOff' | 'amount'>,
  currency: string,
  locale: string,
): CouponOff | null {
  if (kind === 'percent') {
    const percent = whole(percentOff, couponPercentMax);
    return percent === null ? null : { percentOff: percent };
  }
  const amountMinor = parseMoney(amount, currency, locale);
  return amountMinor === null || amountMinor === 0 ? null : { amountMinor };
}

function whole(text: string, max: number): number | null {
  const value = Number(text);
  return Number.isInteger(value) && value >= 1 && value <= max ? value : null;
}
