import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { Dialog } from '../../../platform/ui/dialog.tsx';
import { MoneyText } from '../../../platform/ui/money-text.tsx';
import { codeText, refusalText } from '../../../platform/ui/refusal-text.ts';
import { toast } from '../../../platform/ui/toast.tsx';
import { addressLine } from '../address-line.ts';
import type { Order } from '../protocol.ts';
import { goodsOf, OrderCharges } from './order-charges.tsx';
import { OrderWay } from './order-way.tsx';
import { PayHeld } from './pay-held.tsx';
import { useCancelOrder } from './use-orders.ts';

interface OwnOrderProps {
  order: Order;
  /** What was bought, to be seen; the page knows how products look. */
  pictureOf(productId: string): ReactNode;
  /** False for whoever only looks. */
  acts?: boolean;
  /** What came after it was paid, which is not the orders' own. */
  after?: ReactNode;
}

/** One of the buyer's own orders. While it is held it can be paid or given up. */
export function OwnOrder({ order, pictureOf, acts = true, after }: OwnOrderProps) {
  const { t } = useTranslation();
  const [paying, setPaying] = useState(false);
  const held = acts && order.state === 'held';
  return (
    <article
      data-testid="own-order"
      data-state={order.state}
      className="grid gap-4 rounded-card border border-line bg-surface p-4 shadow-low sm:p-5"
    >
      <ul className="grid gap-3">
        {order.lines.map((line) => (
          <li key={line.skuId} className="flex items-center gap-3">
            {pictureOf(line.productId)}
            <p className="min-w-0 flex-1">
              <span className="line-clamp-2 font-bold leading-snug">{line.title}</span>
              <span className="text-small text-muted">
                {[line.skuName, `× ${line.quantity}`].filter(Boolean).join(' ')}
              </span>
            </p>
            <MoneyText
              minor={line.priceMinor * line.quantity}
              currency={order.currency}
              className="self-start font-semibold"
            />
          </li>
        ))}
      </ul>
      <OrderWay order={order} />
      {(order.totalMinor !== goodsOf(order.lines) || order.taxMinor > 0 || order.delivery?.name) && (
        <OrderCharges
          {...{ goodsMinor: goodsOf(order.lines), totals: order, discountMinor: order.discountMinor }}
          {...{ pickup: order.pickup, currency: order.currency, withTotal: false }}
        />
      )}
      <Note note={order.note} />
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-1 border-t border-line pt-3">
        <p className="min-w-0 text-small text-muted">
          {t('orders:own.to')} {addressLine(order.address)}
        </p>
        <p className="ms-auto flex items-baseline gap-2">
          <span className="text-small text-muted">{t('orders:buy.total')}</span>
          <MoneyText minor={order.totalMinor} currency={order.currency} className="text-lead font-extrabold" />
        </p>
      </div>
      {after}
      {(held || order.paymentProblem === 'sold_out_paid') && order.paymentProblem !== null && (
        <p className="text-small font-semibold text-bad">{codeText(order.paymentProblem)}</p>
      )}
      {held && (
        <footer className="flex flex-wrap gap-2">
          {!paying && <Button onClick={() => setPaying(true)}>{t('orders:own.pay')}</Button>}
          <CancelButton order={order} />
        </footer>
      )}
      {held && paying && <PayHeld order={order} />}
    </article>
  );
}

function Note({ note }: { note: string }) {
  const { t } = useTranslation();
  if (note === '') return null;
  return (
    <p className="whitespace-pre-line text-small">
      <span className="text-muted">{t('orders:note.own')}: </span>
      {note}
    </p>
  );
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
