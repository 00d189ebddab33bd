import { useTranslation } from 'react-i18next';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { parseRate, type RateFields } from '../rates.ts';

interface ReducedFieldsProps {
  rates: RateFields;
  tried: boolean;
  labelOf(key: 'reduced' | 'secondReduced'): string;
  onChange(change: Partial<RateFields>): void;
}

/** The rates of the further classes; empty where the standard one counts. */
export function ReducedFields({ rates, tried, labelOf, onChange }: ReducedFieldsProps) {
  return (['reduced', 'secondReduced'] as const).map((key) => (
    <RateField
      key={key}
      label={labelOf(key)}
      value={rates[key]}
      problem={tried && rates[key].trim() !== '' && parseRate(rates[key]) === null}
      onChange={(text) => onChange({ [key]: text })}
      testId={`tax-${key}`}
    />
  ));
}

interface RateFieldProps {
  label: string;
  hint?: string;
  bare?: boolean;
  value: string;
  problem: boolean;
  testId?: string;
  onChange(text: string): void;
}

export function RateField({ value, problem, testId, onChange, ...field }: RateFieldProps) {
  const { t } = useTranslation();
  return (
    <TextField
      {...field}
      inputMode="decimal"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      problem={problem ? t('shops:tax.rateWrong') : null}
      data-testid={testId}
    />
  );
}
