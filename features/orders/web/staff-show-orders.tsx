import { Receipt } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { MoneyText } from '../../../platform/ui/money-text.tsx';
import { TimeText } from '../../../platform/ui/time-text.tsx';
import type { StaffOrder } from '../orders-view.ts';
import type { Order } from '../protocol.ts';
import { StaffStateBadge } from './staff-state-badge.tsx';
import type { RoomSales } from './use-staff-orders.ts';

interface ShowOrdersProps {
  sales: RoomSales;
  /** What a product is called, until the order itself has been read. */
  titleOf(productId: string): string;
  /** The show has ended: no first order is waited for any more. */
  over?: boolean;
}

/** The show's orders as they come in, newest first. */
export function StaffShowOrders({ sales, titleOf, over }: ShowOrdersProps) {
  const { t } = useTranslation();
  const details = new Map(sales.orders.map((order) => [order.id, order]));
  if (sales.sums.orders.length === 0) {
    return (
      <p className="flex items-center gap-2.5 py-3 text-small text-muted">
        <Receipt aria-hidden className="size-5 shrink-0" />
        {t(over ? 'orders:staff.empty' : 'orders:staff.emptyShow')}
      </p>
    );
  }
  return (
    <ul className="grid grid-cols-1 gap-1.5" aria-label={t('orders:staff.inShow')}>
      {sales.sums.orders.map((order) => (
        <ShowOrder key={order.orderId} order={order} details={details.get(order.orderId)} titleOf={titleOf} />
      ))}
    </ul>
  );
}

function ShowOrder({
  order,
  details,
  titleOf,
}: {
  order: StaffOrder;
  details: Order | undefined;
  titleOf(productId: string): string;
}) {
  const { t } = useTranslation();
  const lines = details
    ? details.lines.map((line) => ({
        key: line.skuId,
        quantity: line.quantity,
        title: [line.title, line.skuName].filter(Boolean).join(', '),
      }))
    : order.lines.map((line) => ({ key: line.skuId, quantity: line.quantity, title: titleOf(line.productId) }));
  return (
    <li
      data-testid="staff-order-row"
      data-state={order.state}
      className="grid animate-arrive grid-cols-1 gap-0.5 rounded-control border border-line bg-surface px-3 py-2"
    >
      <div className="flex items-center gap-2">
        <StaffStateBadge state={order.state} />
        <span className="min-w-0 flex-1 truncate text-small font-semibold">{details?.address.name}</span>
        <MoneyText minor={order.totalMinor} currency={order.currency} className="font-extrabold" />
      </div>
      <div className="flex items-baseline gap-2 text-small text-muted">
        <span className="min-w-0 flex-1 truncate">
          {lines.map((line) => t('orders:staff.line', { quantity: line.quantity, title: line.title })).join(' · ')}
        </span>
        <span className="text-tiny">
          <TimeText at={order.at} form="time" />
        </span>
      </div>
    </li>
  );
}
