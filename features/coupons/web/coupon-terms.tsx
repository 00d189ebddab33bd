import { useTranslation } from 'react-i18next';
import { useLocale } from '../../../platform/ui/locale.ts';
import { type NamedProduct, scopeOf } from '../coupon-scope.ts';
import type { Coupon } from '../protocol.ts';

/** Within so long the hour alone says when. */
const sameDayMs = 12 * 60 * 60 * 1000;

interface CouponTermsProps {
  coupon: Pick<Coupon, 'productIds' | 'endsAt'>;
  products: readonly NamedProduct[];
  /** What is for everything says nothing of it. */
  quiet?: boolean;
}

/** What a coupon is for and until when. [K45] */
export function CouponTerms({ coupon: { productIds, endsAt }, products, quiet = false }: CouponTermsProps) {
  const scope = useScopeText(productIds, products);
  const told = quiet && productIds.length === 0 ? null : scope;
  if (told === null && endsAt === null) return null;
  return (
    <span data-testid="coupon-terms">
      {told}
      {told !== null && endsAt !== null && ' · '}
      {endsAt !== null && <Until at={endsAt} />}
    </span>
  );
}

export function useScopeText(productIds: readonly string[], products: readonly NamedProduct[]): string {
  const { t } = useTranslation();
  const locale = useLocale();
  const scope = scopeOf(productIds, products);
  if (scope.kind === 'all') return t('coupons:scope.all');
  if (scope.kind === 'some') return t('coupons:scope.some', { count: scope.count });
  return t('coupons:scope.titles', { titles: new Intl.ListFormat(locale).format(scope.titles) });
}

export function Until({ at }: { at: number }) {
  const { t } = useTranslation();
  const time = useTimeText(at);
  return (
    <time dateTime={new Date(at).toISOString()} className="whitespace-nowrap">
      {t('coupons:scope.until', { time })}
    </time>
  );
}

/** A moment of today or of another day, in the reader's language and time zone. */
export function useTimeText(at: number): string {
  const locale = useLocale();
  const day = at - Date.now() < sameDayMs ? {} : ({ dateStyle: 'medium' } as const);
  return new Intl.DateTimeFormat(locale, { ...day, timeStyle: 'short' }).format(at);
}
