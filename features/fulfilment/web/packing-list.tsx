import { PackageCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../platform/ui/badge.tsx';
import { Button, LinkButton } from '../../../platform/ui/button.tsx';
import { useCountryNames } from '../../../platform/ui/country-names.ts';
import { EmptyState } from '../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../platform/ui/error-state.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { Skeleton } from '../../../platform/ui/skeleton.tsx';
import { TimeText } from '../../../platform/ui/time-text.tsx';
import type { PackedOrder } from '../protocol.ts';
import './packing-print.css';
import { SendOrder } from './send-order.tsx';
import { usePacking } from './use-fulfilment.ts';

/** Paid orders that did not go out yet, on the screen and on paper. */
export function PackingList({ shopId }: { shopId: string }) {
  const { t } = useTranslation();
  const read = usePacking(shopId);
  if (read.data === undefined) {
    if (read.isError) return <ErrorState text={refusalText(read.error)} onRetry={() => void read.refetch()} />;
    return <Skeleton className="h-60 rounded-card" />;
  }
  const { orders } = read.data;
  if (orders.length === 0) {
    return (
      <EmptyState icon={PackageCheck} title={t('fulfilment:send.empty')} text={t('fulfilment:send.emptyText')}>
        <LinkButton to="/merchant/orders">{t('fulfilment:send.back')}</LinkButton>
      </EmptyState>
    );
  }
  return (
    <div className="packing-list grid grid-cols-1 gap-3" data-testid="packing-list">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="me-auto text-title font-extrabold">{t('fulfilment:send.count', { count: orders.length })}</h2>
        <LinkButton to="/merchant/orders" look="plain" size="small" className="packing-tools">
          {t('fulfilment:send.back')}
        </LinkButton>
        <Button size="small" className="packing-tools" onClick={() => window.print()} data-testid="packing-print">
          {t('fulfilment:send.print')}
        </Button>
      </div>
      {orders.map((order) => (
        <Sheet key={order.id} order={order} />
      ))}
    </div>
  );
}

function Sheet({ order }: { order: PackedOrder }) {
  const { t } = useTranslation();
  const nameOf = useCountryNames();
  const { address, delivery, lines, note, pickup } = order;
  return (
    <article
      className="grid gap-3 rounded-card border border-line bg-surface p-4 shadow-low sm:grid-cols-[1fr_2fr]"
      data-testid="packing-order"
    >
      <div className="grid content-start gap-1">
        <p className="tabular flex flex-wrap items-center gap-2 font-bold">
          {t('fulfilment:send.by', { short: order.id.slice(-6).toUpperCase() })}
          {pickup && <Badge tone="accent">{t('fulfilment:send.pickup')}</Badge>}
          {delivery?.name && <Badge>{delivery.name}</Badge>}
        </p>
        <p className="text-small text-muted">
          <TimeText at={order.paidAt} />
        </p>
        <address className="not-italic">
          <p className="font-semibold">{address.name}</p>
          {!pickup && (
            <>
              <p>{[address.line1, address.line2].filter(Boolean).join(', ')}</p>
              <p>
                {address.postcode} {address.city}, {nameOf(address.country)}
              </p>
            </>
          )}
          {address.phone !== '' && <p className="tabular">{address.phone}</p>}
        </address>
      </div>
      <div className="grid content-start gap-2">
        <ul className="grid gap-1">
          {lines.map((line) => (
            <li key={line.skuId} className="flex items-baseline gap-3">
              <span className="tabular min-w-10 font-extrabold">{line.units} ×</span>
              <span className="min-w-0 flex-1">
                {line.title} <span className="text-muted">{line.skuName}</span>
              </span>
              <span className={line.code === '' ? 'text-small text-muted' : 'tabular font-semibold'}>
                {line.code || t('fulfilment:send.noCode')}
              </span>
            </li>
          ))}
        </ul>
        {note !== '' && (
          <p className="whitespace-pre-line border-s-2 border-line ps-3 text-small">
            <span className="font-semibold">{t('fulfilment:send.note')}:</span> {note}
          </p>
        )}
        <div className="packing-tools justify-self-end">
          <SendOrder orderId={order.id} pickup={pickup} ready={order.ready} />
        </div>
      </div>
    </article>
  );
}
