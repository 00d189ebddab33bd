import { Store, Truck } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../../platform/ui/class-names.ts';

interface DeliveryChoiceProps {
  pickup: boolean;
  /** Whether the shop delivers anywhere; where it does not, fetching is the only way. */
  delivers: boolean;
  /** Where and when to fetch. */
  note: string;
  onChange(pickup: boolean): void;
}

/** Where a shop lets its buyers fetch what they bought. */
export function DeliveryChoice({ pickup, delivers, note, onChange }: DeliveryChoiceProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 font-bold">{t('orders:charges.how')}</legend>
      {delivers && (
        <Way icon={<Truck aria-hidden className="size-5" />} checked={!pickup} onChoose={() => onChange(false)}>
          {t('orders:charges.deliver')}
        </Way>
      )}
      <Way
        icon={<Store aria-hidden className="size-5" />}
        checked={pickup}
        onChoose={() => onChange(true)}
        testId="pickup"
      >
        {t('orders:charges.fetch')}
        {note !== '' && <span className="block whitespace-pre-line text-tiny font-normal text-muted">{note}</span>}
      </Way>
    </fieldset>
  );
}

interface WayProps {
  icon: ReactNode;
  checked: boolean;
  testId?: string;
  children: ReactNode;
  onChoose(): void;
}

function Way({ icon, checked, testId, children, onChoose }: WayProps) {
  return (
    <label
      className={classNames(
        'flex min-h-11 cursor-pointer items-center gap-3 rounded-control border px-3 py-2 text-small font-semibold has-focus-visible:outline-3 has-focus-visible:outline-accent-text',
        checked ? 'border-accent bg-accent-soft' : 'border-line bg-surface',
      )}
    >
      <input
        type="radio"
        name="delivery"
        checked={checked}
        onChange={onChoose}
        data-testid={testId}
        className="size-5 shrink-0 accent-(--accent)"
      />
      <span className="text-accent-text">{icon}</span>
      <span className="min-w-0">{children}</span>
    </label>
  );
}
