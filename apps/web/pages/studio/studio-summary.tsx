import { PartyPopper } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Product } from '../../../../features/catalog/protocol.ts';
import { ProductPicture } from '../../../../features/catalog/web/product-picture.tsx';
import { StaffShowOrders } from '../../../../features/orders/web/staff-show-orders.tsx';
import type { RoomSales } from '../../../../features/orders/web/use-staff-orders.ts';
import type { RoomView } from '../../../../features/rooms/rooms-view.ts';
import { clockText } from '../../../../features/rooms/web/studio-live-clock.tsx';
import { LinkButton } from '../../../../platform/ui/button.tsx';
import { MoneyText } from '../../../../platform/ui/money-text.tsx';
import { Notice } from '../../../../platform/ui/notice.tsx';

interface SummaryProps {
  room: Pick<RoomView, 'liveAt' | 'endedAt'>;
  sales: RoomSales;
  currency: string;
  products: readonly Product[];
  titleOf(productId: string): string;
}

/** After the show: what it brought. Orders go on coming in, and the numbers with them. */
export function StudioSummary({ room, sales, currency, products, titleOf }: SummaryProps) {
  const { t } = useTranslation();
  const sold = [...sales.units].sort(([, one], [, other]) => other - one);
  const unitsAll = sold.reduce((sum, [, count]) => sum + count, 0);
  return (
    <main data-testid="studio-summary" className="min-h-0 w-full flex-1 lg:overflow-y-auto">
      <div className="mx-auto grid max-w-4xl gap-6 px-4 py-8">
        <div className="grid justify-items-center gap-2 text-center">
          <PartyPopper aria-hidden className="size-10 text-accent-text" />
          <h2 className="text-display font-extrabold">{t('rooms:studio.summary.heading')}</h2>
          <p className="text-muted">
            {room.liveAt !== null && room.endedAt !== null
              ? t('rooms:studio.summary.lead', { duration: clockText(room.endedAt - room.liveAt) })
              : t('rooms:studio.summary.neverLive')}
          </p>
        </div>
        <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
          <Figure label={t('rooms:studio.summary.revenue')} testId="staff-revenue">
            <MoneyText minor={sales.sums.revenueMinor[currency] ?? 0} currency={currency} />
          </Figure>
          <Figure label={t('rooms:studio.summary.orders')} testId="staff-orders">
            {sales.sums.paid}
          </Figure>
          <Figure label={t('rooms:studio.summary.units')}>{unitsAll}</Figure>
          <Figure label={t('rooms:studio.summary.unpaid')}>{sales.sums.unpaid}</Figure>
        </dl>
        <div className="grid items-start gap-6 md:grid-cols-2">
          <section className="grid gap-3">
            <h3 className="text-title font-extrabold">{t('rooms:studio.summary.bought')}</h3>
            {sold.length === 0 && <p className="text-muted">{t('rooms:studio.summary.noneBought')}</p>}
            <ul className="grid gap-2">
              {sold.map(([productId, count]) => (
                <SoldRow key={productId} product={products.find((each) => each.id === productId)} count={count} />
              ))}
            </ul>
          </section>
          <section className="grid gap-3">
            <h3 className="text-title font-extrabold">{t('orders:staff.title')}</h3>
            <StaffShowOrders sales={sales} titleOf={titleOf} over />
          </section>
        </div>
        <Notice>{t('rooms:studio.summary.bagOpen')}</Notice>
        <LinkButton to="/studio" className="justify-self-center">
          {t('rooms:studio.summary.newShow')}
        </LinkButton>
      </div>
    </main>
  );
}

function Figure({ label, testId, children }: { label: string; testId?: string; children: ReactNode }) {
  return (
    <div className="grid gap-1 rounded-card border border-line bg-surface p-4 shadow-low">
      <dt className="text-small font-semibold text-muted">{label}</dt>
      <dd data-testid={testId} className="tabular text-display font-extrabold">
        {children}
      </dd>
    </div>
  );
}

function SoldRow({ product, count }: { product: Product | undefined; count: number }) {
  const { t } = useTranslation();
  return (
    <li className="flex items-center gap-3 rounded-card border border-line bg-surface p-2">
      <ProductPicture picture={product?.pictures[0]} alt="" sizes="48px" className="size-12 shrink-0 rounded-control" />
      <span className="min-w-0 flex-1 truncate font-semibold">{product?.title}</span>
      <span className="tabular pe-2 font-bold">{t('rooms:studio.run.units', { count })}</span>
    </li>
  );
}
