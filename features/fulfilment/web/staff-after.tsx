import { useTranslation } from 'react-i18next';
import { Badge } from '../../../platform/ui/badge.tsx';
import { TimeText } from '../../../platform/ui/time-text.tsx';
import type { Order } from '../../orders/protocol.ts';
import type { Parcel } from '../protocol.ts';
import { PartRefundButton } from './part-refund.tsx';
import { ReturnFacts } from './return-facts.tsx';
import { SendOrder } from './send-order.tsx';
import { StaffRefunds } from './staff-refunds.tsx';
import { useFulfilment } from './use-fulfilment.ts';

/** What a merchant sees and does of an order after it was paid. */
export function StaffAfter({ order, shown }: { order: Order; shown: readonly Order[] }) {
  const { t } = useTranslation();
  const after = useFulfilment(order, shown);
  if (order.paidAt === null || !after) return null;
  const { parcel, returns, refundAsks } = after;
  const paid = order.state === 'paid';
  return (
    <div className="grid gap-3 border-t border-line pt-3" data-testid="staff-after">
      {parcel && <SentLine parcel={parcel} />}
      <StaffRefunds order={order} asks={refundAsks} />
      {/* What waits is decided above all orders, however old its own is. */}
      {returns.map((asked) => (
        <div key={asked.id} className="grid gap-1" data-testid="staff-return" data-state={asked.state}>
          <Badge tone={tones[asked.state]}>{t(`fulfilment:return.${asked.state}`)}</Badge>
          <ReturnFacts asked={asked} order={order} />
        </div>
      ))}
      {paid && (
        <div className="flex flex-wrap justify-end gap-2">
          <SendOrder
            key={parcel?.number}
            orderId={order.id}
            pickup={order.pickup}
            ready={parcel !== null}
            parcel={parcel ?? undefined}
          />
          <PartRefundButton order={order} />
        </div>
      )}
    </div>
  );
}

function SentLine({ parcel: { state, carrier, number, at } }: { parcel: Parcel }) {
  const { t } = useTranslation();
  const sent = carrier === '' ? t('fulfilment:send.sentBare') : t('fulfilment:send.sentBy', { carrier });
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 text-small" data-testid="staff-parcel" data-state={state}>
      <span className="font-semibold">{state === 'ready' ? t('fulfilment:send.isReady') : sent}</span>
      {number !== '' && <span className="tabular select-all">{number}</span>}
      <span className="text-muted">
        <TimeText at={at} near />
      </span>
    </p>
  );
}

const tones = { asked: 'warn', accepted: 'good', declined: 'plain' } as const;
