import { useQuery } from '@tanstack/react-query';
import { Link2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../../platform/ui/api.ts';
import type { Order, OrderLink } from '../protocol.ts';

/** For whoever has no account to come back to: the order's own address, to keep. */
export function OrderLinkLine({ orderId }: { orderId: string }) {
  const { t } = useTranslation();
  const link = useQuery({
    queryKey: ['order-link', orderId],
    queryFn: () => api.get<OrderLink>(`/api/orders/${orderId}/link`),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!link.data) return null;
  return (
    <p className="text-small text-muted">
      {t('orders:guest.asked')}{' '}
      <Link
        to={link.data.path}
        data-testid="order-link"
        className="inline-flex min-h-11 items-center gap-1 font-semibold text-accent-text hover:underline"
      >
        <Link2 aria-hidden className="size-4" />
        {t('orders:guest.link')}
      </Link>
    </p>
  );
}

export function useLinkedOrder(orderId: string, key: string) {
  return useQuery({
    queryKey: ['orders', 'linked', orderId, key],
    queryFn: () => api.get<Order>(`/api/linked-orders/${orderId}?key=${encodeURIComponent(key)}`),
    retry: false,
  });
}
