import { useTranslation } from 'react-i18next';
import { SelectField } from '../../../platform/ui/select-field.tsx';
import type { Audience } from '../protocol.ts';

const audiences: readonly Audience[] = ['everyone', 'followers', 'members'];

interface AudienceFieldProps {
  value: Audience;
  onChange(audience: Audience): void;
  disabled?: boolean;
}

/** For whom the show is. */
export function AudienceField({ value, onChange, disabled }: AudienceFieldProps) {
  const { t } = useTranslation();
  return (
    <SelectField
      label={t('rooms:studio.audience.label')}
      options={audiences.map((each) => ({ value: each, label: t(`rooms:studio.audience.${each}`) }))}
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(event.target.value as Audience)}
      data-testid="studio-audience"
    />
  );
}
