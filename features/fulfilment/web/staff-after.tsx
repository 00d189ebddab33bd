import { useTranslation } from 'react-i18next';
import { formatMoney } from '../../../platform/kit/money.ts';
import { Badge } from '../../../platform/ui/badge.tsx';
import { Button } from '../../../platform/ui/button.tsx';
import { useLocale } from '../../../platform/ui/locale.ts';
import { codeText } from '../../../platform/ui/refusal-text.ts';
import { TimeText } from '../../../platform/ui/time-text.tsx';
import { toast } from '../../../platform/ui/toast.tsx';
import type { Order } from '../../orders/protocol.ts';
import type { Parcel, PartRefund } from '../protocol.ts';
import { PartRefundButton } from './part-refund.tsx';
import { ReturnFacts } from './return-facts.tsx';
import { SendOrder } from './send-order.tsx';
import { useAfterAct, useFulfilment } from './use-fulfilment.ts';

/** What a merchant sees and does of an order after it was paid. */
export function StaffAfter({ order, shown }: { order: Order; shown: readonly Order[] }) {
  const { t } = useTranslation();
  const after = useFulfilment(order, shown);
  if (order.paidAt === null || !after) return null;
  const { parcel, returns } = after;
  const paid = order.state === 'paid';
  return (
    <div className="grid gap-3 border-t border-line pt-3" data-testid="staff-after">
      {parcel && <SentLine parcel={parcel} />}
      <RefundLines order={order} />
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

function RefundLines({ order }: { order: Order }) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (order.refunds.length === 0) return null;
  return (
    <ul className="grid gap-1 text-small" data-testid="staff-refunds">
      {order.refunds.map(({ id, state, amountMinor, askedAt, byHand, problem }) => (
        <li key={id} className="flex flex-wrap items-baseline gap-x-2" data-state={state}>
          <span className={state === 'failed' ? 'font-semibold text-bad' : 'font-semibold'}>
            {t(byHand && state === 'made' ? 'fulfilment:refund.byHand' : `fulfilment:refund.${state}`)}
          </span>
          <span className="tabular">{formatMoney(amountMinor, order.currency, locale)}</span>
          <span className="text-muted">
            <TimeText at={askedAt} near />
          </span>
          {state === 'failed' && problem !== null && <span className="basis-full">{codeText(problem)}</span>}
          {state === 'failed' && !byHand && isLastTry(order, id) && <RefundAgain refundId={id} />}
        </li>
      ))}
    </ul>
  );
}

/** Of all tries of one refund the newest is tried anew. */
function isLastTry({ refunds }: Order, id: string): boolean {
  const first = refunds.find((refund) => refund.id === id)?.againOf ?? id;
  return refunds.findLast((refund) => (refund.againOf ?? refund.id) === first)?.id === id;
}

function RefundAgain({ refundId }: { refundId: string }) {
  const { t } = useTranslation();
  const send = useAfterAct<object, PartRefund>(`/api/part-refunds/${refundId}/again`, ({ state }) => {
    if (state === 'failed') toast(t('fulfilment:refund.failed'), 'bad');
    else toast(t('fulfilment:refund.againDone'), 'good');
  });
  return (
    <Button look="plain" size="small" busy={send.busy} onClick={() => void send.run({})} data-testid="refund-again">
      {t('fulfilment:refund.again')}
    </Button>
  );
}

const tones = { asked: 'warn', accepted: 'good', declined: 'plain' } as const;
