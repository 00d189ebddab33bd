import { useTranslation } from 'react-i18next';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { reserveMinutesMax } from '../protocol.ts';
import type { ReserveFields } from './edit-draft.ts';

interface EditReserveProps {
  value: ReserveFields;
  /** The key of the sentence that says what is wrong. */
  problem: string | undefined;
  onChange(value: ReserveFields): void;
}

/** How the stock is promised: held for some minutes, or to whoever has paid first. */
export function EditReserve({ value, problem, onChange }: EditReserveProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className="mb-2 text-small font-semibold">{t('catalog:edit.reserve.label')}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {(['hold', 'firstPaid'] as const).map((way) => (
          <label
            key={way}
            className="flex cursor-pointer items-start gap-3 rounded-card border border-line bg-surface p-3 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-3 has-focus-visible:outline-accent-text"
          >
            <input
              type="radio"
              name="product-reserve"
              checked={value.firstPaid === (way === 'firstPaid')}
              onChange={() => onChange({ ...value, firstPaid: way === 'firstPaid' })}
              className="sr-only"
              data-testid={`edit-reserve-${way}`}
            />
            <span className="grid">
              <span className="font-bold">{t(`catalog:edit.reserve.${way}`)}</span>
              <span className="text-small text-muted">{t(`catalog:edit.reserve.${way}Hint`)}</span>
            </span>
          </label>
        ))}
      </div>
      {!value.firstPaid && (
        <TextField
          label={t('catalog:edit.reserve.minutes')}
          placeholder={t('catalog:edit.reserve.usual')}
          inputMode="numeric"
          autoComplete="off"
          className="sm:max-w-80"
          value={value.minutes}
          onChange={(event) => onChange({ ...value, minutes: event.target.value })}
          problem={problem ? t(`catalog:edit.${problem}`, { most: reserveMinutesMax }) : null}
          data-testid="edit-reserve-minutes"
        />
      )}
    </fieldset>
  );
}
