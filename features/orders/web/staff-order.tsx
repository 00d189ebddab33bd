import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { formatMoney } from '../../../platform/kit/money.ts';
import { api } from '../../../platform/ui/api.ts';
import { askAgain } from '../../../platform/ui/ask-again.ts';
import { Button } from '../../../platform/ui/button.tsx';
import { ConfirmDialog } from '../../../platform/ui/confirm-dialog.tsx';
import { useCountryNames } from '../../../platform/ui/country-names.ts';
import { useLocale } from '../../../platform/ui/locale.ts';
import { MoneyText } from '../../../platform/ui/money-text.tsx';
import { codeText, refusalText } from '../../../platform/ui/refusal-text.ts';
import { TimeText } from '../../../platform/ui/time-text.tsx';
import { useAct } from '../../../platform/ui/use-act.ts';
import { isRefundProblem } from '../../payments/protocol.ts';
import type { Order } from '../protocol.ts';
import { goodsOf, OrderCharges } from './order-charges.tsx';
import { StaffStateBadge } from './staff-state-badge.tsx';
import { useReplaceShopOrder } from './use-staff-orders.ts';

/** One order as the merchant works on it: what, to whom, and what can still be done. */
export function StaffOrder({ order, shopId, after }: { order: Order; shopId: string; after?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <article
      data-testid="merchant-order"
      data-state={order.state}
      className="grid gap-3 rounded-card border border-line bg-surface p-4 shadow-low"
    >
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StaffStateBadge state={order.state} />
        <span className="tabular text-small font-semibold">
          {t('orders:staff.number', { short: shortId(order.id) })}
        </span>
        <span className="text-small text-muted">
          <TimeText at={order.placedAt} />
        </span>
        <MoneyText minor={order.totalMinor} currency={order.currency} className="ms-auto text-title font-extrabold" />
      </header>
      <div className="grid gap-3 sm:grid-cols-2">
        <ul className="grid content-start gap-1">
          {order.lines.map((line) => (
            <li key={line.skuId} className="flex items-baseline gap-2">
              <span className="tabular font-bold">{line.quantity} ×</span>
              <span className="min-w-0 flex-1">
                {line.title} <span className="text-muted">{line.skuName}</span>
              </span>
              <MoneyText
                minor={line.priceMinor * line.quantity}
                currency={order.currency}
                className="text-small text-muted"
              />
            </li>
          ))}
        </ul>
        <div className="grid content-start gap-3 sm:border-s sm:border-line sm:ps-4">
          <Address order={order} />
          <OrderCharges
            goodsMinor={goodsOf(order.lines)}
            totals={order}
            discountMinor={order.discountMinor}
            pickup={order.pickup}
            currency={order.currency}
          />
        </div>
      </div>
      {after}
      {order.state === 'held' && <Held order={order} />}
      {order.state === 'held' && <CancelOrder order={order} shopId={shopId} />}
      <RefundProblem order={order} />
      {mayRefund(order) && <RefundOrder order={order} shopId={shopId} />}
    </article>
  );
}

function Held({ order }: { order: Order }) {
  const { t } = useTranslation();
  return (
    <>
      {order.holdUntil !== null && (
        <p className="text-small text-muted">
          <Trans
            i18nKey="orders:staff.heldUntil"
            components={{ time: <TimeText at={order.holdUntil} form="time" /> }}
          />
        </p>
      )}
      {order.paymentProblem !== null && (
        <p className="text-small font-semibold text-bad">
          {t('orders:staff.problem', { text: codeText(order.paymentProblem) })}
        </p>
      )}
    </>
  );
}

function Address({ order: { address, note } }: { order: Order }) {
  const { t } = useTranslation();
  const nameOf = useCountryNames();
  return (
    <address className="text-small not-italic">
      <p className="text-tiny font-semibold text-muted">{t('orders:staff.address')}</p>
      <p className="font-semibold">{address.name}</p>
      {address.line1 === '' ? (
        <p className="text-muted">{t('orders:staff.noAddress')}</p>
      ) : (
        <p>{[address.line1, address.line2].filter(Boolean).join(', ')}</p>
      )}
      <p>
        {address.postcode} {address.city}, {nameOf(address.country)}
      </p>
      {address.phone && <p className="tabular">{address.phone}</p>}
      {note !== '' && (
        <p className="mt-2 whitespace-pre-line" data-testid="order-note">
          <span className="block text-tiny font-semibold text-muted">{t('orders:staff.note')}</span>
          {note}
        </p>
      )}
    </address>
  );
}

function CancelOrder({ order, shopId }: { order: Order; shopId: string }) {
  const { t } = useTranslation();
  return (
    <OrderAct
      order={order}
      shopId={shopId}
      act="cancel"
      button={t('orders:staff.cancel')}
      title={t('orders:staff.cancelTitle')}
      text={t('orders:staff.cancelText', { name: order.address.name })}
      yes={t('orders:staff.cancelYes')}
    />
  );
}

/** What could not be given back, and why. A part says so itself. */
function RefundProblem({ order: { paymentProblem, refunds } }: { order: Order }) {
  const { t } = useTranslation();
  if (!isRefundProblem(paymentProblem) || refunds.some(({ state }) => state === 'failed')) return null;
  return (
    <p className="text-small font-semibold text-bad" data-testid="refund-problem">
      {t('orders:staff.refundProblem', { text: codeText(paymentProblem) })}
    </p>
  );
}

/** What was refunded and did not arrive is given back anew. */
function mayRefund({ state, paymentProblem }: Order): boolean {
  return state === 'paid' || (state === 'refunded' && isRefundProblem(paymentProblem));
}

function RefundOrder({ order, shopId }: { order: Order; shopId: string }) {
  const { t } = useTranslation();
  // What parts left of it.
  const amount = formatMoney(order.totalMinor - order.refundedMinor, order.currency, useLocale());
  return (
    <OrderAct
      order={order}
      shopId={shopId}
      act="refund"
      button={t(isRefundProblem(order.paymentProblem) ? 'orders:staff.refundAgain' : 'orders:staff.refund')}
      title={t('orders:staff.refundTitle', { amount, name: order.address.name })}
      text={t('orders:staff.refundText')}
      yes={t('orders:staff.refundYes', { amount })}
    />
  );
}

interface OrderActProps {
  order: Order;
  shopId: string;
  act: 'cancel' | 'refund';
  button: string;
  title: string;
  text: string;
  yes: string;
}

function OrderAct({ order, shopId, act, button, title, text, yes }: OrderActProps) {
  const { t } = useTranslation();
  const replace = useReplaceShopOrder(shopId);
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const send = useAct((id, path: string) => api.post<Order>(path, { id }), {
    onDone: (changed) => {
      setAsking(false);
      replace(changed);
      void askAgain(queries, ['fulfilment']);
    },
    // What was refused may have changed it: a refund that failed says so with the order.
    onError: () => {
      void askAgain(queries, ['shop-orders', shopId]);
      void askAgain(queries, ['fulfilment']);
    },
  });
  return (
    <>
      <Button
        look="plain"
        size="small"
        className="justify-self-end"
        onClick={() => setAsking(true)}
        data-testid={`order-${act}`}
      >
        {button}
      </Button>
      <ConfirmDialog
        open={asking}
        title={title}
        text={text}
        yes={yes}
        no={t('orders:staff.keep')}
        busy={send.busy}
        problem={send.error === null ? null : refusalText(send.error)}
        testId={`confirm-${act}`}
        onYes={() => void send.run(`/api/orders/${order.id}/${act}`)}
        onClose={() => {
          setAsking(false);
          send.forget();
        }}
      />
    </>
  );
}

/** Enough of an id to speak of on the telephone. */
function shortId(id: string): string {
  return id.slice(-6).toUpperCase();
}
