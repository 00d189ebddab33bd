import { ChevronDown, FlaskConical } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../../platform/ui/class-names.ts';
import type { SandboxMethod } from '../../payments/protocol.ts';

type Card = SandboxMethod['card'];

/** The sandbox's cards, plainly marked: no money moves, and each does what it says. */
export function CardChoice({ card, onChoose }: { card: Card | null; onChoose(card: Card): void }) {
  const { t } = useTranslation();
  const cards: { card: Card; name: string; what: string }[] = [
    { card: 'ok', name: t('orders:card.ok'), what: t('orders:card.okWhat') },
    { card: 'decline', name: t('orders:card.decline'), what: t('orders:card.declineWhat') },
    { card: 'late', name: t('orders:card.late'), what: t('orders:card.lateWhat') },
    { card: 'timeout', name: t('orders:card.timeout'), what: t('orders:card.timeoutWhat') },
    { card: 'twice', name: t('orders:card.twice'), what: t('orders:card.twiceWhat') },
    { card: 'webhook_first', name: t('orders:card.webhookFirst'), what: t('orders:card.webhookFirstWhat') },
    { card: 'refund_fails', name: t('orders:card.refundFails'), what: t('orders:card.refundFailsWhat') },
  ];
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 font-bold">{t('orders:card.title')}</legend>
      <p className="flex items-center gap-2 rounded-control bg-warn-soft px-3 py-2 text-small font-semibold text-warn">
        <FlaskConical aria-hidden className="size-5 shrink-0" />
        {t('orders:card.sandbox')}
      </p>
      <CardRow row={cards[0]!} chosen={card} onChoose={onChoose} />
      <details open={card !== null && card !== 'ok'} className="group">
        <summary className="flex min-h-11 cursor-pointer list-none items-center gap-2 rounded-control px-1 text-small font-semibold text-accent-text">
          <ChevronDown aria-hidden className="size-4 transition group-open:rotate-180" />
          {t('orders:card.others')}
        </summary>
        <div className="grid gap-2 pt-1">
          {cards.slice(1).map((row) => (
            <CardRow key={row.card} row={row} chosen={card} onChoose={onChoose} />
          ))}
        </div>
      </details>
    </fieldset>
  );
}

interface CardRowProps {
  row: { readonly card: Card; readonly name: string; readonly what: string };
  chosen: Card | null;
  onChoose(card: Card): void;
}

function CardRow({ row, chosen, onChoose }: CardRowProps) {
  return (
    <label
      className={classNames(
        'flex min-h-11 cursor-pointer items-center gap-3 rounded-control border px-3 py-2 has-focus-visible:outline-3 has-focus-visible:outline-accent-text',
        row.card === chosen ? 'border-accent bg-accent-soft' : 'border-line bg-surface',
      )}
    >
      <input
        type="radio"
        name="card"
        value={row.card}
        data-testid={`card-${row.card}`}
        checked={row.card === chosen}
        onChange={() => onChoose(row.card)}
        className="size-5 shrink-0 accent-(--accent)"
      />
      <span>
        <span className="block text-small font-semibold">{row.name}</span>
        <span className="block text-tiny text-muted">{row.what}</span>
      </span>
    </label>
  );
}
