import { Ticket } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatMoney } from '../../../platform/kit/money.ts';
import { Button } from '../../../platform/ui/button.tsx';
import { useLocale } from '../../../platform/ui/locale.ts';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { Tick } from '../../../platform/ui/tick.tsx';
import { offText } from '../coupon-off.ts';
import type { NamedProduct } from '../coupon-scope.ts';
import type { Coupon } from '../protocol.ts';
import { CouponTerms } from './coupon-terms.tsx';
import { useClaimCoupon, useMyCoupons } from './use-coupons.ts';
import { useOver } from './use-over.ts';

interface CouponCardProps {
  coupon: Coupon;
  /** What the room sells, for what it is for. */
  products: readonly NamedProduct[];
  /** Whether the viewer has a name; whoever has none is asked for one first. */
  named: boolean;
  onNameNeeded(): void;
}

/** The coupon that the host shows: one tap puts it into the viewer's hand. */
export function CouponCard({ coupon, products, named, onNameNeeded }: CouponCardProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const mine = useMyCoupons(coupon.shopId, named);
  const claim = useClaimCoupon(coupon.shopId);
  const held = mine.filter((one) => one.coupon.id === coupon.id).length;
  const left = Math.max(0, coupon.quota - coupon.claimed);
  const done = held >= coupon.perPerson;
  const over = useOver(coupon.endsAt);
  const leftText = over
    ? t('coupons:cart.unused.over')
    : left === 0
      ? t('coupons:card.none')
      : t('coupons:card.left', { count: left });
  return (
    <section
      aria-label={t('coupons:card.label')}
      data-testid="coupon-card"
      className="flex items-center gap-3 rounded-card bg-surface py-2 ps-3 pe-2 text-ink shadow-low animate-arrive"
    >
      <Ticket aria-hidden className="size-6 shrink-0 text-accent-text" />
      <div className="grid min-w-0 flex-1">
        <p className="truncate font-extrabold">
          {t('coupons:card.off', { off: offText(coupon.off, coupon.currency, locale) })}
          <span className="ms-2 text-small font-semibold text-muted">{coupon.title}</span>
        </p>
        <p className="tabular text-tiny text-muted">
          {coupon.minimumMinor > 0 &&
            `${t('coupons:card.from', { price: formatMoney(coupon.minimumMinor, coupon.currency, locale) })} · `}
          <span data-testid="coupon-left" data-left={left}>
            <Tick value={left}>{leftText}</Tick>
          </span>
        </p>
        <p className="truncate text-tiny text-muted">
          <CouponTerms coupon={coupon} products={products} quiet />
        </p>
        {claim.error !== null && (
          <p role="alert" className="text-tiny font-semibold text-bad">
            {refusalText(claim.error)}
          </p>
        )}
      </div>
      <Button
        size="small"
        look={done ? 'quiet' : 'accent'}
        disabled={done || over || left === 0}
        busy={claim.busy}
        data-testid="coupon-claim"
        onClick={() => (named ? void claim.run(coupon.id) : onNameNeeded())}
      >
        {t(done ? 'coupons:card.claimed' : 'coupons:card.claim')}
      </Button>
    </section>
  );
}
