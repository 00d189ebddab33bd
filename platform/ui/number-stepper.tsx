import { Minus, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './icon-button.tsx';

interface NumberStepperProps {
  label: string;
  value: number;
  min?: number;
  max: number;
  onChange(value: number): void;
}

/** A small number by two thumbs' taps. */
export function NumberStepper({ label, value, min = 1, max, onChange }: NumberStepperProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="inline-flex items-center rounded-full border border-line-strong bg-surface">
      <legend className="sr-only">{label}</legend>
      <IconButton label={t('ui:less')} disabled={value <= min} onClick={() => onChange(value - 1)}>
        <Minus aria-hidden className="size-4" />
      </IconButton>
      <output aria-live="polite" className="tabular min-w-8 text-center font-bold">
        {value}
      </output>
      <IconButton label={t('ui:more')} disabled={value >= max} onClick={() => onChange(value + 1)}>
        <Plus aria-hidden className="size-4" />
      </IconButton>
    </fieldset>
  );
}
