import { FlaskConical } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../../platform/ui/class-names.ts';
import type { PaymentMethod } from '../../payments/protocol.ts';

type Card = PaymentMethod['card'];

/** The sandbox's cards, plainly marked: no money moves, and each does what it says. */
export function CardChoice({ card, onChoose }: { card: Card; onChoose(card: Card): void }) {
  const { t } = useTranslation();
  const cards: { card: Card; name: string; what: string }[] = [
    { card: 'ok', name: t('orders:card.ok'), what: t('orders:card.okWhat') },
    { card: 'decline', name: t('orders:card.decline'), what: t('orders:card.declineWhat') },
    { card: 'late', name: t('orders:card.late'), what: t('orders:card.lateWhat') },
    { card: 'timeout', name: t('orders:card.timeout'), what: t('orders:card.timeoutWhat') },
    { card: 'twice', name: t('orders:card.twice'), what: t('orders:card.twiceWhat') },
    { card: 'webhook_first', name: t('orders:card.webhookFirst'), what: t('orders:card.webhookFirstWhat') },
  ];
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 font-bold">{t('orders:card.title')}</legend>
      <p className="flex items-center gap-2 rounded-control bg-warn-soft px-3 py-2 text-small font-semibold text-warn">
        <FlaskConical aria-hidden className="size-5 shrink-0" />
        {t('orders:card.sandbox')}
      </p>
      {cards.map((one) => (
        <label
          key={one.card}
          className={classNames(
            'flex min-h-11 cursor-pointer items-center gap-3 rounded-control border px-3 py-2 has-focus-visible:outline-3 has-focus-visible:outline-accent-text',
            one.card === card ? 'border-accent bg-accent-soft' : 'border-line bg-surface',
          )}
        >
          <input
            type="radio"
            name="card"
            value={one.card}
            data-testid={`card-${one.card}`}
            checked={one.card === card}
            onChange={() => onChoose(one.card)}
            className="size-5 shrink-0 accent-(--accent)"
          />
          <span>
            <span className="block text-small font-semibold">{one.name}</span>
            <span className="block text-tiny text-muted">{one.what}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
