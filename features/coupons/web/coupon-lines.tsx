import { Ticket } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatMoney } from '../../../platform/kit/money.ts';
import { classNames } from '../../../platform/ui/class-names.ts';
import { useLocale } from '../../../platform/ui/locale.ts';
import { offText } from '../coupon-off.ts';
import type { Applied } from '../coupons.ts';
import type { Claim } from '../protocol.ts';

/** Each coupon that one holds: what it takes off, or why it does not. [K5] */
export function CouponLines({ claims, applied }: { claims: readonly Claim[]; applied: Applied }) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (claims.length === 0) return null;
  const offs = new Map(applied.used.map(({ claimId, offMinor }) => [claimId, offMinor]));
  const whys = new Map(applied.unused.map(({ claimId, why }) => [claimId, why]));
  const shown = claims.filter(({ id }) => offs.has(id) || whys.has(id));
  return (
    <section className="grid grid-cols-1 gap-1.5" data-testid="coupon-lines">
      <h3 className="text-small font-semibold">{t('coupons:cart.title')}</h3>
      <ul className="grid grid-cols-1 gap-1">
        {shown.map(({ id, coupon }) => {
          const off = offs.get(id);
          const minimum = formatMoney(coupon.minimumMinor, coupon.currency, locale);
          return (
            <li
              key={id}
              className={classNames(
                'flex items-center gap-2 rounded-control px-3 py-2 text-small',
                off === undefined ? 'bg-sunken text-muted' : 'bg-good-soft text-good',
              )}
            >
              <Ticket aria-hidden className="size-4 shrink-0" />
              <span className="min-w-0 flex-1 font-semibold [overflow-wrap:anywhere]">
                {t('coupons:card.off', { off: offText(coupon.off, coupon.currency, locale) })} ·{' '}
                {coupon.personal ? t('coupons:ticket.from', { name: coupon.title }) : coupon.title}
              </span>
              <span className="max-w-[45%] shrink-0 text-end font-bold">
                {off === undefined
                  ? t(`coupons:cart.unused.${whys.get(id)}`, { price: minimum })
                  : t('coupons:cart.used', { price: formatMoney(off, coupon.currency, locale) })}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
