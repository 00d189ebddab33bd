import { ShoppingBag } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Product } from '../../../../features/catalog/protocol.ts';
import { ProductPicture } from '../../../../features/catalog/web/product-picture.tsx';
import type { Sold } from '../../../../features/orders/protocol.ts';
import { StaffShowOrders } from '../../../../features/orders/web/staff-show-orders.tsx';
import { clockText } from '../../../../features/rooms/web/studio-live-clock.tsx';
import { EmptyState } from '../../../../platform/ui/empty-state.tsx';
import { MoneyText } from '../../../../platform/ui/money-text.tsx';
import { Skeleton } from '../../../../platform/ui/skeleton.tsx';
import { TimeText } from '../../../../platform/ui/time-text.tsx';
import { SummaryNext } from './summary-next.tsx';
import type { SummaryProps } from './summary-props.ts';

/** After the show: what it brought. Orders go on coming in, and the numbers with them. */
export function StudioSummary(props: SummaryProps) {
  const { room, view, sales, titleOf, products } = props;
  const { t } = useTranslation();
  const { currency } = view.shop;
  const sold = sales.sold;
  const none = sold?.length === 0 && sales.sums.orders.length === 0;
  return (
    <main data-testid="studio-summary" className="min-h-0 w-full flex-1 lg:overflow-y-auto">
      <div className="mx-auto grid max-w-5xl grid-cols-1 gap-8 px-4 py-8">
        <div className="grid gap-1">
          <h2 className="text-display font-extrabold">{t('rooms:studio.summary.heading')}</h2>
          <OnAirTime room={room} />
        </div>
        <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
          <Figure label={t('rooms:studio.summary.revenue')} testId="staff-revenue">
            <MoneyText minor={sales.sums.revenueMinor[currency] ?? 0} currency={currency} />
          </Figure>
          <Figure label={t('rooms:studio.summary.orders')} testId="staff-orders">
            {sales.sums.paid}
          </Figure>
          <Figure label={t('rooms:studio.summary.units')}>
            {sold === null ? '–' : sold.reduce((sum, each) => sum + each.units, 0)}
          </Figure>
          <Figure label={t('rooms:studio.summary.unpaid')}>{sales.sums.unpaid}</Figure>
        </dl>
        <SummaryNext {...props} />
        {none ? (
          <EmptyState
            icon={ShoppingBag}
            title={t('rooms:studio.summary.noneBought')}
            text={t('rooms:studio.summary.noneText')}
            testId="summary-none"
          />
        ) : (
          <div className="grid grid-cols-1 items-start gap-8 md:grid-cols-2">
            <section className="grid grid-cols-1 gap-3">
              <h3 className="text-title font-extrabold">{t('rooms:studio.summary.bought')}</h3>
              <Sellers sold={sold} currency={currency} products={products} />
            </section>
            <section className="grid grid-cols-1 gap-3">
              <h3 className="text-title font-extrabold">{t('orders:staff.title')}</h3>
              <StaffShowOrders sales={sales} titleOf={titleOf} over />
            </section>
          </div>
        )}
      </div>
    </main>
  );
}

function OnAirTime({ room: { liveAt, endedAt } }: Pick<SummaryProps, 'room'>) {
  const { t } = useTranslation();
  if (liveAt === null || endedAt === null) return <p className="text-muted">{t('rooms:studio.summary.neverLive')}</p>;
  return (
    <p className="text-muted">
      <TimeText at={liveAt} /> · {t('rooms:studio.summary.lead', { duration: clockText(endedAt - liveAt) })}
    </p>
  );
}

function Figure({ label, testId, children }: { label: string; testId?: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 gap-1 rounded-card border border-line bg-surface p-4 shadow-low">
      <dt className="text-small font-semibold text-muted">{label}</dt>
      <dd data-testid={testId} className="tabular text-[clamp(1.375rem,5vw,2.25rem)] leading-tight font-extrabold">
        {children}
      </dd>
    </div>
  );
}

interface SellersProps {
  sold: readonly Sold[] | null;
  currency: string;
  products: ReadonlyMap<string, Product>;
}

/** The best first; the bars compare units, so that the longest is the best seller's. */
function Sellers({ sold, currency, products }: SellersProps) {
  const { t } = useTranslation();
  if (sold === null) return <Skeleton className="h-40 rounded-card" />;
  if (sold.length === 0) return <p className="text-muted">{t('rooms:studio.summary.nonePaid')}</p>;
  const most = sold[0]?.units ?? 1;
  return (
    <ol className="grid grid-cols-1 gap-2">
      {sold.map((each) => (
        <li
          key={each.productId}
          className="flex items-center gap-3 rounded-card border border-line bg-surface p-2 pe-4"
        >
          <ProductPicture
            picture={products.get(each.productId)?.pictures[0]}
            alt=""
            sizes="48px"
            className="size-12 shrink-0 rounded-control"
          />
          <div className="grid min-w-0 flex-1 gap-1.5">
            <p className="flex items-baseline justify-between gap-3">
              <span className="truncate font-semibold" title={each.title}>
                {each.title}
              </span>
              <MoneyText minor={each.goodsMinor} currency={currency} className="font-bold" />
            </p>
            <p className="flex items-center gap-3">
              <span aria-hidden className="h-2 flex-1 overflow-hidden rounded-full bg-sunken">
                <span
                  className="block h-full rounded-full bg-accent"
                  style={{ width: `${(each.units / most) * 100}%` }}
                />
              </span>
              <span className="tabular text-small font-bold">{t('rooms:studio.run.units', { count: each.units })}</span>
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}
