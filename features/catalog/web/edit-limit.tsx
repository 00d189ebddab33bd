import { useTranslation } from 'react-i18next';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { limitPerBuyerMax } from '../protocol.ts';

interface EditLimitProps {
  value: string;
  /** The key of the sentence that says what is wrong. */
  problem: string | undefined;
  onChange(value: string): void;
}

/** How many of it one buyer may have in all. */
export function EditLimit({ value, problem, onChange }: EditLimitProps) {
  const { t } = useTranslation();
  return (
    <TextField
      label={t('catalog:edit.limit')}
      hint={t('catalog:edit.limitHint')}
      placeholder={t('catalog:edit.limitNone')}
      inputMode="numeric"
      autoComplete="off"
      className="sm:max-w-80"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      problem={problem ? t(`catalog:edit.${problem}`, { most: limitPerBuyerMax }) : null}
      data-testid="edit-limit"
    />
  );
}
