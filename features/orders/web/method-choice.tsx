import { useTranslation } from 'react-i18next';
import { classNames } from '../../../platform/ui/class-names.ts';
import type { PaymentMethod, ProviderName } from '../../payments/protocol.ts';
import { CardChoice } from './card-choice.tsx';

interface MethodChoiceProps {
  taken: readonly ProviderName[];
  method: PaymentMethod;
  onChoose(method: PaymentMethod): void;
}

/** The ways to pay that a shop takes. A real card is typed in the next step, into fields of its provider. */
export function MethodChoice({ taken, method, onChoose }: MethodChoiceProps) {
  const { t } = useTranslation();
  const sandbox = taken.includes('sandbox');
  return (
    <div className="grid gap-3">
      {taken.includes('stripe') && (
        <fieldset>
          <legend className="mb-2 font-bold">{t('orders:card.title')}</legend>
          <label
            className={classNames(
              'flex min-h-11 cursor-pointer items-center gap-3 rounded-control border px-3 py-2 has-focus-visible:outline-3 has-focus-visible:outline-accent-text',
              method.provider === 'stripe' ? 'border-accent bg-accent-soft' : 'border-line bg-surface',
            )}
          >
            <input
              type="radio"
              name="card"
              value="stripe"
              data-testid="method-stripe"
              checked={method.provider === 'stripe'}
              onChange={() => onChoose({ provider: 'stripe' })}
              className="size-5 shrink-0 accent-(--accent)"
            />
            <span>
              <span className="block text-small font-semibold">{t('orders:card.stripe')}</span>
              <span className="block text-tiny text-muted">{t('orders:card.stripeWhat')}</span>
            </span>
          </label>
        </fieldset>
      )}
      {sandbox && (
        <CardChoice
          card={method.provider === 'sandbox' ? method.card : null}
          onChoose={(card) => onChoose({ provider: 'sandbox', card })}
        />
      )}
    </div>
  );
}
