import { Plus, Ticket } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { EmptyState } from '../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../platform/ui/error-state.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { Sheet } from '../../../platform/ui/sheet.tsx';
import { Skeleton } from '../../../platform/ui/skeleton.tsx';
import { toast } from '../../../platform/ui/toast.tsx';
import type { NamedProduct } from '../coupon-scope.ts';
import { couponState } from '../coupon-state.ts';
import type { Coupon } from '../protocol.ts';
import { CouponForm } from './coupon-form.tsx';
import { ShopCoupon } from './shop-coupon.tsx';
import { useCouponList, useMakeCoupon } from './use-coupon-list.ts';

interface ShopCouponsProps {
  shopId: string;
  currency: string;
  /** What a new one can be for, as it was searched for. */
  products: readonly NamedProduct[];
  /** Titles for what the coupons are for. */
  known: readonly NamedProduct[];
  find: ReactNode;
}

/** The shop's coupons outside of any show: what became of them, made and ended. [K47] */
export function ShopCoupons({ shopId, known, ...form }: ShopCouponsProps) {
  const { t } = useTranslation();
  const coupons = useCouponList(shopId);
  if (coupons.data === undefined) {
    if (coupons.isError) return <ErrorState text={refusalText(coupons.error)} onRetry={() => void coupons.refetch()} />;
    return <Skeleton className="h-64 rounded-card" />;
  }
  if (coupons.data.length === 0) {
    return (
      <EmptyState icon={Ticket} title={t('coupons:shop.empty')} text={t('coupons:shop.lead')}>
        <NewCoupon shopId={shopId} {...form} />
      </EmptyState>
    );
  }
  const now = Date.now();
  const [over, running] = [true, false].map((wanted) =>
    coupons.data.filter((coupon) => (couponState(coupon, now) === 'over') === wanted),
  ) as [Coupon[], Coupon[]];
  return (
    <div className="grid grid-cols-1 gap-5" data-testid="shop-coupons">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-prose text-muted">{t('coupons:shop.lead')}</p>
        <NewCoupon shopId={shopId} {...form} />
      </div>
      {running.length === 0 && <p className="text-muted">{t('coupons:shop.noneRuns')}</p>}
      <CouponList label={t('coupons:shop.list')} coupons={running} known={known} />
      <Over coupons={over} known={known} />
    </div>
  );
}

function NewCoupon({ shopId, ...form }: Omit<ShopCouponsProps, 'known'>) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const make = useMakeCoupon(shopId, () => {
    toast(t('coupons:shop.made'), 'good');
    setOpen(false);
  });
  const show = (next: boolean) => {
    setOpen(next);
    make.forget();
  };
  return (
    <>
      <Button onClick={() => show(true)} data-testid="coupon-new">
        <Plus aria-hidden className="size-4" />
        {t('coupons:shop.new')}
      </Button>
      <Sheet open={open} onOpenChange={show} title={t('coupons:shop.new')} testId="coupon-sheet">
        <div className="grid grid-cols-1 gap-4">
          <CouponForm
            {...form}
            make={t('coupons:shop.make')}
            busy={make.busy}
            onMake={(draft) => void make.run(draft)}
          />
          {make.error !== null && (
            <p role="alert" className="text-small font-semibold text-bad">
              {refusalText(make.error)}
            </p>
          )}
        </div>
      </Sheet>
    </>
  );
}

function Over({ coupons, known }: Pick<ShopCouponsProps, 'known'> & { coupons: readonly Coupon[] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  if (coupons.length === 0) return null;
  if (open) return <CouponList label={t('coupons:shop.overList')} coupons={coupons} known={known} />;
  return (
    <Button
      look="quiet"
      size="small"
      className="justify-self-start"
      onClick={() => setOpen(true)}
      data-testid="coupons-over"
    >
      {t('coupons:shop.showOver', { count: coupons.length })}
    </Button>
  );
}

interface CouponListProps {
  label: string;
  coupons: readonly Coupon[];
  known: readonly NamedProduct[];
}

function CouponList({ label, coupons, known }: CouponListProps) {
  if (coupons.length === 0) return null;
  return (
    <section className="grid grid-cols-1 gap-3" aria-label={label}>
      <h2 className="text-title font-extrabold">{label}</h2>
      <ul className="grid grid-cols-1 gap-3">
        {coupons.map((coupon) => (
          <ShopCoupon key={coupon.id} coupon={coupon} known={known} />
        ))}
      </ul>
    </section>
  );
}
