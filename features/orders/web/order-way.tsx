import { Check, Clock3, RotateCcw, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../../platform/ui/class-names.ts';
import { TimeText } from '../../../platform/ui/time-text.tsx';
import { type OrderStep, stepsOf } from '../order-steps.ts';
import type { Order } from '../protocol.ts';

/** Where an order is on its way, and when it came there. */
export function OrderWay({ order }: { order: Order }) {
  const { t } = useTranslation();
  return (
    <ol aria-label={t('orders:way.label')} className="flex flex-wrap gap-y-3" data-testid="order-way">
      {stepsOf(order).map((step, index) => (
        <Step key={step.name} step={step} first={index === 0} />
      ))}
    </ol>
  );
}

function Step({ step, first }: { step: OrderStep; first: boolean }) {
  const { t } = useTranslation();
  const texts = {
    placed: t('orders:way.placed'),
    waiting: t('orders:way.waiting'),
    paid: t('orders:way.paid'),
    refunded: t('orders:way.refunded'),
    cancelled: t('orders:way.cancelled'),
    expired: t('orders:way.expired'),
  };
  const Icon = step.name === 'refunded' ? RotateCcw : icons[step.is];
  return (
    <li className="flex min-w-0 items-start" aria-current={step.is === 'now' ? 'step' : undefined}>
      {!first && (
        <span
          aria-hidden
          className={classNames('mx-2 mt-3 h-0.5 w-6 sm:w-10', step.is === 'next' ? 'bg-line' : 'bg-good')}
        />
      )}
      <span className="grid justify-items-start gap-0.5">
        <span className="flex items-center gap-1.5">
          <span className={classNames('grid size-6 shrink-0 place-items-center rounded-full', grounds[step.is])}>
            <Icon aria-hidden className="size-3.5" strokeWidth={3} />
          </span>
          <span className={classNames('text-small font-semibold', step.is === 'next' && 'text-muted')}>
            {texts[step.name]}
          </span>
        </span>
        {step.at !== null && (
          <span className="ps-7.5 text-tiny text-muted">
            <TimeText at={step.at} near />
          </span>
        )}
      </span>
    </li>
  );
}

const icons = { done: Check, now: Clock3, next: Clock3, over: X };
const grounds = {
  done: 'bg-good-soft text-good',
  now: 'animate-pulse-soft bg-warn-soft text-warn',
  next: 'bg-sunken text-muted',
  over: 'bg-sunken text-ink',
};
