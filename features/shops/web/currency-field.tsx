import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../../platform/ui/locale.ts';
import { SelectField } from '../../../platform/ui/select-field.tsx';
import { currencies } from '../currencies.ts';

interface CurrencyFieldProps {
  value: string;
  disabled?: boolean;
  onChange(currency: string): void;
}

export function CurrencyField({ value, disabled, onChange }: CurrencyFieldProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const options = useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: 'currency' });
    return currencies.map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }));
  }, [locale]);
  return (
    <SelectField
      label={t('shops:name.currency')}
      value={value}
      options={options}
      disabled={disabled}
      onChange={(event) => onChange(event.target.value)}
      data-testid="panel-currency"
    />
  );
}
