import { useTranslation } from 'react-i18next';
import { SelectField } from '../../../platform/ui/select-field.tsx';
import { type TaxClass, taxClasses } from '../../shops/tax-class.ts';

interface EditTaxClassProps {
  value: TaxClass;
  onChange(value: TaxClass): void;
}

/** Which of the shop's tax rates it has. */
export function EditTaxClass({ value, onChange }: EditTaxClassProps) {
  const { t } = useTranslation();
  return (
    <SelectField
      label={t('catalog:edit.taxClass.label')}
      className="sm:max-w-80"
      value={value}
      onChange={(event) => onChange(event.target.value as TaxClass)}
      options={taxClasses.map((each) => ({ value: each, label: t(`catalog:edit.taxClass.${each}`) }))}
      data-testid="edit-tax-class"
    />
  );
}
