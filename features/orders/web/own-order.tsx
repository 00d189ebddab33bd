import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../platform/ui/badge.tsx';
import { Button } from '../../../platform/ui/button.tsx';
import { Dialog } from '../../../platform/ui/dialog.tsx';
import { MoneyText } from '../../../platform/ui/money-text.tsx';
import { codeText, refusalText } from '../../../platform/ui/refusal-text.ts';
import { TimeText } from '../../../platform/ui/time-text.tsx';
import { toast } from '../../../platform/ui/toast.tsx';
import type { Order } from '../protocol.ts';
import { PayAgain } from './order-result.tsx';
import { useCancelOrder } from './use-orders.ts';

/** One of the buyer's own orders. While it is held it can be paid or given up. */
export function OwnOrder({ order }: { order: Order }) {
  const { t } = useTranslation();
  const [paying, setPaying] = useState(false);
  const held = order.state === 'held';
  return (
    <article
      data-testid="own-order"
      data-state={order.state}
      className="grid gap-3 rounded-card border border-line bg-surface p-4 shadow-low"
    >
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StateBadge order={order} />
        <span className="text-small text-muted">
          <TimeText at={order.placedAt} />
        </span>
        <MoneyText minor={order.totalMinor} currency={order.currency} className="ms-auto font-extrabold" />
      </header>
      <ul>
        {order.lines.map((line) => (
          <li key={line.skuId} className="font-semibold">
            {line.quantity} × {line.title} <span className="font-normal text-muted">{line.skuName}</span>
          </li>
        ))}
      </ul>
      <p className="text-small text-muted">
        {t('orders:own.to')} {order.address.name}, {order.address.line1}, {order.address.postcode} {order.address.city}
      </p>
      {held && order.paymentProblem !== null && (
        <p className="text-small font-semibold text-bad">{codeText(order.paymentProblem)}</p>
      )}
      {held && (
        <footer className="flex flex-wrap gap-2">
          {!paying && <Button onClick={() => setPaying(true)}>{t('orders:own.pay')}</Button>}
          <CancelButton order={order} />
        </footer>
      )}
      {held && paying && <PayAgain order={order} />}
    </article>
  );
}

function StateBadge({ order }: { order: Order }) {
  const { t } = useTranslation();
  const states = {
    held: { tone: 'warn', text: t('orders:state.held') },
    paid: { tone: 'good', text: t('orders:state.paid') },
    cancelled: { tone: 'plain', text: t('orders:state.cancelled') },
    expired: { tone: 'plain', text: t('orders:state.expired') },
    refunded: { tone: 'accent', text: t('orders:state.refunded') },
  } as const;
  const { tone, text } = states[order.state];
  return <Badge tone={tone}>{text}</Badge>;
}

function CancelButton({ order }: { order: Order }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const cancel = useCancelOrder(order.id, {
    onDone: () => toast(t('orders:own.cancelled'), 'good'),
    onError: (error) => toast(refusalText(error), 'bad'),
  });
  const doCancel = async () => {
    await cancel.run({});
    setAsking(false);
  };
  return (
    <>
      <Button look="plain" onClick={() => setAsking(true)}>
        {t('orders:own.cancel')}
      </Button>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title={t('orders:own.cancelTitle')}
        text={t('orders:own.cancelText')}
      >
        <div className="flex flex-wrap justify-end gap-2">
          <Button look="plain" onClick={() => setAsking(false)}>
            {t('orders:own.keep')}
          </Button>
          <Button look="bad" busy={cancel.busy} onClick={doCancel}>
            {t('orders:own.cancelYes')}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
