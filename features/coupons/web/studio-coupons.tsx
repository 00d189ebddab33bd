import { Ticket } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { classNames } from '../../../platform/ui/class-names.ts';
import { useLocale } from '../../../platform/ui/locale.ts';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { Sheet } from '../../../platform/ui/sheet.tsx';
import { offText } from '../coupon-off.ts';
import type { NamedProduct } from '../coupon-scope.ts';
import type { Coupon } from '../protocol.ts';
import { CouponForm } from './coupon-form.tsx';
import { CouponTerms } from './coupon-terms.tsx';
import { StudioOffers } from './studio-offers.tsx';
import { useOver } from './use-over.ts';
import { usePinnedCoupon } from './use-pinned-coupon.ts';
import { type CouponWish, useCouponActs, useShopCoupons } from './use-studio-coupons.ts';

interface StudioCouponsProps {
  roomId: string;
  shopId: string;
  currency: string;
  /** What the show sells. */
  products: readonly NamedProduct[];
  mayOffer: boolean;
}

/** The shop's coupons beside the run sheet: one tap shows one in the room. */
export function StudioCoupons(props: StudioCouponsProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="quiet" size="small" onClick={() => setOpen(true)} data-testid="studio-coupons">
        <Ticket aria-hidden className="size-4" />
        {t('coupons:studio.open')}
      </Button>
      <Sheet open={open} onOpenChange={setOpen} title={t('coupons:studio.title')} testId="coupons-sheet">
        <Coupons {...props} />
      </Sheet>
    </>
  );
}

function Coupons({ roomId, shopId, currency, products, mayOffer }: StudioCouponsProps) {
  const { t } = useTranslation();
  const coupons = useShopCoupons(shopId);
  const pinned = usePinnedCoupon();
  const acts = useCouponActs(roomId, shopId);
  const now = Date.now();
  const going = (coupons.data ?? []).filter(({ endsAt }) => endsAt === null || endsAt > now);
  return (
    <div className="grid gap-5">
      {coupons.isError && <p className="text-bad">{t('coupons:studio.failed')}</p>}
      {coupons.data && going.length === 0 && <p className="text-muted">{t('coupons:studio.none')}</p>}
      <ul className="grid gap-2">
        {going.map((coupon) => (
          <CouponLine
            key={coupon.id}
            coupon={coupon}
            products={products}
            shown={pinned?.id === coupon.id}
            busy={acts.busy}
            onAct={(wish) => void acts.run(wish)}
          />
        ))}
      </ul>
      {acts.error !== null && (
        <p role="alert" className="text-small font-semibold text-bad">
          {refusalText(acts.error)}
        </p>
      )}
      <CouponForm
        currency={currency}
        products={products}
        make={t('coupons:studio.make')}
        busy={acts.busy}
        onMake={(draft) => void acts.run({ act: 'make', draft })}
      />
      <StudioOffers roomId={roomId} products={products} mayWithdraw={mayOffer} />
    </div>
  );
}

interface CouponLineProps {
  coupon: Coupon;
  products: readonly NamedProduct[];
  shown: boolean;
  busy: boolean;
  onAct(wish: CouponWish): void;
}

function CouponLine({ coupon, products, shown, busy, onAct }: CouponLineProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { id: couponId, claimed, quota } = coupon;
  if (useOver(coupon.endsAt)) return null;
  return (
    <li
      data-testid="studio-coupon"
      data-shown={shown}
      className={classNames(
        'flex flex-wrap items-center gap-x-3 gap-y-2 rounded-card border p-3',
        shown ? 'border-accent bg-accent-soft' : 'border-line bg-surface',
      )}
    >
      <div className="grid min-w-0 flex-1">
        <p className="truncate font-extrabold">
          {t('coupons:card.off', { off: offText(coupon.off, coupon.currency, locale) })}
          <span className="ms-2 text-small font-semibold text-muted">{coupon.title}</span>
        </p>
        <p className="tabular text-small text-muted">{t('coupons:studio.claimed', { claimed, quota })}</p>
        <p className="text-small text-muted">
          <CouponTerms coupon={coupon} products={products} />
        </p>
      </div>
      <Button size="small" look="quiet" disabled={busy} onClick={() => onAct({ act: 'end', couponId })}>
        {t('coupons:studio.end')}
      </Button>
      <Button
        size="small"
        look={shown ? 'plain' : 'accent'}
        disabled={busy}
        data-testid="coupon-show"
        onClick={() => onAct({ act: 'pin', couponId: shown ? null : couponId })}
      >
        {t(shown ? 'coupons:studio.hide' : 'coupons:studio.show')}
      </Button>
    </li>
  );
}
