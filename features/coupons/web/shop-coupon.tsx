import { Ticket } from 'lucide-react';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { formatMoney } from '../../../platform/kit/money.ts';
import { Badge } from '../../../platform/ui/badge.tsx';
import { Button } from '../../../platform/ui/button.tsx';
import { ConfirmDialog } from '../../../platform/ui/confirm-dialog.tsx';
import { useLocale } from '../../../platform/ui/locale.ts';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { TimeText } from '../../../platform/ui/time-text.tsx';
import { toast } from '../../../platform/ui/toast.tsx';
import { offText } from '../coupon-off.ts';
import type { NamedProduct } from '../coupon-scope.ts';
import { type CouponState, couponState } from '../coupon-state.ts';
import type { Coupon } from '../protocol.ts';
import { Until, useScopeText } from './coupon-terms.tsx';
import { useEndCoupon } from './use-coupon-list.ts';

interface ShopCouponProps {
  coupon: Coupon;
  known: readonly NamedProduct[];
}

const tones = { runs: 'good', allClaimed: 'warn', over: 'plain' } as const satisfies Record<CouponState, string>;

/** One coupon as the shop keeps it: what it takes off, of what, until when, and how many were claimed and used. [K47] */
export function ShopCoupon({ coupon, known }: ShopCouponProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const state = couponState(coupon, Date.now());
  return (
    <li
      className="grid grid-cols-1 gap-3 rounded-card border border-line bg-surface p-4 shadow-low sm:grid-cols-[1fr_auto] sm:items-center"
      data-testid="shop-coupon"
      data-state={state}
    >
      <div className="flex min-w-0 gap-3">
        <Ticket aria-hidden className="mt-0.5 size-6 shrink-0 text-accent-text max-sm:hidden" />
        <div className="grid min-w-0 flex-1 gap-0.5">
          <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <span className="font-extrabold">
              {t('coupons:card.off', { off: offText(coupon.off, coupon.currency, locale) })}
            </span>
            <span className="min-w-0 font-semibold [overflow-wrap:anywhere]">{coupon.title}</span>
            <Badge tone={tones[state]}>{t(`coupons:shop.state.${state}`)}</Badge>
          </p>
          <Terms coupon={coupon} known={known} over={state === 'over'} />
        </div>
      </div>
      <div className="flex items-center gap-x-5">
        <Counts coupon={coupon} />
        {state !== 'over' && <EndCoupon coupon={coupon} />}
      </div>
    </li>
  );
}

/** What it is for and on which terms, the end last. */
function Terms({ coupon, known, over }: ShopCouponProps & { over: boolean }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { productIds, minimumMinor, currency, liveOnly, stacks, perPerson, endsAt } = coupon;
  const told = [
    useScopeText(productIds, known),
    minimumMinor > 0 && t('coupons:card.from', { price: formatMoney(minimumMinor, currency, locale) }),
    liveOnly && t('coupons:studio.liveOnly'),
    stacks && t('coupons:studio.stacks'),
    t('coupons:shop.perPerson', { count: perPerson }),
  ];
  return (
    <p className="text-small text-muted" data-testid="coupon-terms">
      {told.filter(Boolean).join(' · ')}
      {' · '}
      {endsAt === null ? (
        t('coupons:shop.endless')
      ) : over ? (
        <Trans i18nKey="coupons:shop.overSince" components={{ time: <TimeText at={endsAt} /> }} />
      ) : (
        <Until at={endsAt} />
      )}
    </p>
  );
}

function Counts({ coupon: { quota, claimed, used = 0 } }: { coupon: Coupon }) {
  const { t } = useTranslation();
  const number = new Intl.NumberFormat(useLocale());
  const counts = { quota, claimed, used } as const;
  return (
    <dl className="flex flex-1 gap-5">
      {Object.entries(counts).map(([what, count]) => (
        <div key={what} className="grid sm:min-w-16 sm:justify-items-end">
          <dt className="text-tiny text-muted">{t(`coupons:shop.${what}`)}</dt>
          <dd className="tabular font-extrabold" data-testid={`count-${what}`} data-count={count}>
            {number.format(count)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function EndCoupon({ coupon: { id, shopId, title } }: { coupon: Coupon }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const end = useEndCoupon(shopId, () => {
    toast(t('coupons:shop.ended'), 'good');
    setAsking(false);
  });
  return (
    <>
      <Button
        look="plain"
        size="small"
        aria-label={t('coupons:shop.endOf', { title })}
        onClick={() => setAsking(true)}
        data-testid="coupon-end"
      >
        {t('coupons:studio.end')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('coupons:shop.endTitle', { title })}
        text={t('coupons:shop.endText')}
        yes={t('coupons:shop.endYes')}
        no={t('coupons:shop.endNo')}
        busy={end.busy}
        problem={end.error === null ? null : refusalText(end.error)}
        testId="coupon-end-dialog"
        onYes={() => void end.run(id)}
        onClose={() => {
          setAsking(false);
          end.forget();
        }}
      />
    </>
  );
}
