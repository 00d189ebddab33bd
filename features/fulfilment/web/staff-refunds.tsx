import { useTranslation } from 'react-i18next';
import { formatMoney } from '../../../platform/kit/money.ts';
import { Button } from '../../../platform/ui/button.tsx';
import { useLocale } from '../../../platform/ui/locale.ts';
import { codeText } from '../../../platform/ui/refusal-text.ts';
import { TimeText } from '../../../platform/ui/time-text.tsx';
import { toast } from '../../../platform/ui/toast.tsx';
import type { Order, OrderRefund } from '../../orders/protocol.ts';
import type { PartRefund, RefundAsk } from '../protocol.ts';
import { useAfterAct } from './use-fulfilment.ts';

interface StaffRefundsProps {
  order: Order;
  asks: readonly RefundAsk[];
}

/** What went back or failed to, and who asked for it and when. [F21] */
export function StaffRefunds({ order, asks }: StaffRefundsProps) {
  const whole = asks.filter(({ ofPart }) => !ofPart);
  if (order.refunds.length === 0 && whole.length === 0) return null;
  return (
    <ul className="grid gap-1 text-small" data-testid="staff-refunds">
      {order.refunds.map((part) => (
        <PartLine key={part.id} part={part} order={order} ask={asks.find(({ refundId }) => refundId === part.id)} />
      ))}
      {whole.map((ask) => (
        <WholeLine key={ask.refundId} ask={ask} />
      ))}
    </ul>
  );
}

function PartLine({ part, order, ask }: { part: OrderRefund; order: Order; ask: RefundAsk | undefined }) {
  const { t } = useTranslation();
  const { id, state, amountMinor, askedAt, byHand, problem } = part;
  const amount = formatMoney(amountMinor, order.currency, useLocale());
  return (
    <li className="flex flex-wrap items-baseline gap-x-2" data-state={state}>
      <span className={state === 'failed' ? 'font-semibold text-bad' : 'font-semibold'}>
        {t(byHand && state === 'made' ? 'fulfilment:refund.byHand' : `fulfilment:refund.${state}`)}
      </span>
      <span className="tabular">{amount}</span>
      <span className="text-muted">
        <TimeText at={askedAt} near />
        {ask && (
          <>
            {' · '}
            <AskedBy ask={ask} first="fulfilment:refund.by" again="fulfilment:refund.againBy" />
          </>
        )}
      </span>
      {state === 'failed' && problem !== null && <span className="basis-full">{codeText(problem)}</span>}
      {state === 'failed' && !byHand && isLastTry(order, id) && <RefundAgain refundId={id} />}
    </li>
  );
}

/** How it went is said by the order's state, or by why its refund failed. */
function WholeLine({ ask }: { ask: RefundAsk }) {
  return (
    <li className="text-muted" data-testid="refund-ask" data-again={ask.again}>
      <AskedBy ask={ask} first="fulfilment:refund.wholeBy" again="fulfilment:refund.wholeAgainBy" />
      {' · '}
      <TimeText at={ask.at} near />
    </li>
  );
}

function AskedBy({ ask, first, again }: { ask: RefundAsk; first: string; again: string }) {
  const { t } = useTranslation();
  return <span>{t(ask.again ? again : first, { name: ask.by ?? t('fulfilment:refund.somebody') })}</span>;
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
