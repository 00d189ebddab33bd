import { parseMoney } from '../../platform/kit/money.ts';
import { type CouponOff, couponPercentMax, type MakeCoupon, perPersonMax, quotaMax } from './protocol.ts';

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
}

export const firstCouponFields: CouponFields = {
  ...{ title: '', kind: 'percent', percentOff: '10', amount: '', minimum: '', quota: '50', perPerson: '1' },
  ...{ liveOnly: true, stacks: false },
};

/** Null while something is missing or is none of what it should be. */
export function readCoupon(fields: CouponFields, currency: string, locale: string): Omit<MakeCoupon, 'id'> | null {
  const title = fields.title.trim();
  const off = readOff(fields, currency, locale);
  const minimumMinor = fields.minimum.trim() === '' ? 0 : parseMoney(fields.minimum, currency, locale);
  const [quota, perPerson] = [whole(fields.quota, quotaMax), whole(fields.perPerson, perPersonMax)];
  if (title === '' || !off || minimumMinor === null || quota === null || perPerson === null) return null;
  const { liveOnly, stacks } = fields;
  return { title, off, minimumMinor, productIds: [], quota, perPerson, liveOnly, stacks, endsAt: null };
}

function readOff({ kind, percentOff, amount }: CouponFields, currency: string, locale: string): CouponOff | null {
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
