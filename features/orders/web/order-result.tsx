import type { TFunction } from 'i18next';
import { CircleX, CreditCard, Hourglass } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../../platform/ui/announcer.tsx';
import { Button, LinkButton } from '../../../platform/ui/button.tsx';
import { chime } from '../../../platform/ui/chime.ts';
import { MoneyText } from '../../../platform/ui/money-text.tsx';
import { codeText } from '../../../platform/ui/refusal-text.ts';
import { Spinner } from '../../../platform/ui/spinner.tsx';
import { TimeText } from '../../../platform/ui/time-text.tsx';
import type { Order } from '../protocol.ts';
import { Celebration } from './celebration.tsx';
import { goodsOf, OrderCharges } from './order-charges.tsx';
import { Agree, PayHeld, useAgreement } from './pay-held.tsx';
import { useOrder } from './use-orders.ts';

interface OrderResultProps {
  order: Order;
  /** The room's sound is off, and so is the shop's bell. */
  quiet: boolean;
  onDone(): void;
}

/** What became of an order; it goes on by itself while the payment is awaited. */
export function OrderResult({ order: first, quiet, onDone }: OrderResultProps) {
  const order = useOrder(first);
  const { t } = useTranslation();
  const agreement = useAgreement(order);
  const outcome = outcomeOf(order, Boolean(agreement));
  const text = textOf(order, outcome, t);
  const result = `${t(titles[outcome])}. ${text}`;
  useEffect(() => announce(result, 'assertive'), [result]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the bell rings when it is paid, not when sound is turned on later.
  useEffect(() => {
    if (outcome === 'paid' && !quiet) chime();
  }, [outcome]);
  return (
    <div
      data-testid="order-result"
      data-state={order.state}
      data-outcome={outcome}
      className="grid justify-items-center gap-3 py-4 text-center"
    >
      <OutcomeIcon outcome={outcome} />
      <h3 className="text-display font-extrabold">{t(titles[outcome])}</h3>
      <p className="text-balance text-muted">
        {outcome === 'declined' && order.paymentProblem ? `${codeText(order.paymentProblem)} ` : ''}
        {text}
      </p>
      <OrderSum order={order} />
      {agreement && <Agree order={order} {...agreement} />}
      {outcome === 'declined' && agreement === null && <PayHeld order={order} />}
      {outcome === 'paid' && (
        <div className="mt-2 grid w-full gap-2">
          <Button size="large" wide onClick={onDone} data-testid="order-done">
            {t('orders:result.back')}
          </Button>
          <LinkButton to="/orders" look="quiet">
            {t('orders:result.orders')}
          </LinkButton>
        </div>
      )}
    </div>
  );
}

type Outcome = 'paid' | 'waiting' | 'agree' | 'declined' | 'over';

/** `open`: the payment waits for its buyer at the provider. */
function outcomeOf(order: Order, open: boolean): Outcome {
  if (order.state === 'paid') return 'paid';
  if (order.state !== 'held') return 'over';
  if (order.paymentProblem !== null && order.paymentProblem !== 'payment_unanswered') return 'declined';
  return open ? 'agree' : 'waiting';
}

const titles = {
  paid: 'orders:result.paidTitle',
  waiting: 'orders:result.waitingTitle',
  agree: 'orders:result.agreeTitle',
  declined: 'orders:result.declinedTitle',
  over: 'orders:result.overTitle',
} as const;

const texts = {
  paid: 'orders:result.paidText',
  waiting: 'orders:result.waitingText',
  agree: 'orders:result.agreeText',
  declined: 'orders:result.declinedText',
  over: 'orders:result.overText',
} as const;

/** What is not reserved is not said to be; and money that came too late for its units goes back. [O60] */
function textOf(order: Order, outcome: Outcome, t: TFunction): string {
  if (outcome === 'over' && goesBack.has(order.paymentProblem ?? '')) return codeText(order.paymentProblem!);
  const open = outcome !== 'paid' && outcome !== 'over' && order.lines.some(({ firstPaid }) => firstPaid);
  return open ? t('orders:result.open') : t(texts[outcome]);
}

const goesBack: ReadonlySet<string> = new Set(['sold_out_paid', 'payment_came_late']);

function OutcomeIcon({ outcome }: { outcome: Outcome }) {
  if (outcome === 'waiting') return <Spinner />;
  if (outcome === 'agree') return <CreditCard aria-hidden className="size-14 text-accent-text" />;
  if (outcome === 'paid') return <Celebration />;
  if (outcome === 'declined') return <CircleX aria-hidden className="size-14 text-bad" />;
  return <Hourglass aria-hidden className="size-14 text-muted" />;
}

function OrderSum({ order }: { order: Order }) {
  const { t } = useTranslation();
  return (
    <div className="w-full rounded-card border border-line bg-paper p-3 text-start text-small">
      {order.lines.map((line) => (
        <p key={line.skuId} className="flex justify-between gap-3">
          <span>
            {line.quantity} × {line.title} {line.skuName}
          </span>
          <MoneyText minor={line.priceMinor * line.quantity} currency={order.currency} />
        </p>
      ))}
      <div className="mt-2">
        <OrderCharges
          goodsMinor={goodsOf(order.lines)}
          totals={order}
          discountMinor={order.discountMinor}
          pickup={order.pickup}
          currency={order.currency}
        />
      </div>
      {order.state === 'held' && order.holdUntil !== null && (
        <p className="mt-1 text-tiny text-muted">
          {t(order.lines.some(({ firstPaid }) => firstPaid) ? 'orders:result.payUntil' : 'orders:result.heldUntil')}{' '}
          <TimeText at={order.holdUntil} form="time" />
        </p>
      )}
    </div>
  );
}
