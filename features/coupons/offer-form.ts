import { readOff } from './coupon-form.ts';
import type { MakeOffer } from './protocol.ts';

/** How long an offer holds: a moment, a show, an evening, a day. */
export const offerMinuteChoices = [10, 30, 60, 180, 1_440] as const;

/** As they were typed. */
export interface OfferFields {
  readonly kind: 'percent' | 'amount';
  readonly percentOff: string;
  readonly amount: string;
  /** Empty for everything of the shop. */
  readonly productId: string;
  readonly minutes: number;
}

/** Something for whatever the room is looking at: the product that is being explained, where there is one. */
export const firstOfferFields = (productId: string | null): OfferFields => ({
  ...{ kind: 'percent', percentOff: '10', amount: '', productId: productId ?? '', minutes: 30 },
});

/** Null while what is off is none of what it should be. */
export function readOffer(
  fields: OfferFields,
  currency: string,
  locale: string,
): Pick<MakeOffer, 'off' | 'productIds' | 'minutes'> | null {
  const off = readOff(fields, currency, locale);
  if (!off) return null;
  return { off, productIds: fields.productId === '' ? [] : [fields.productId], minutes: fields.minutes };
}
