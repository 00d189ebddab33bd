import { useTranslation } from 'react-i18next';
import { TextArea } from '../../../platform/ui/text-field.tsx';
import { type About, aboutCharsMax, aboutKeys } from '../protocol.ts';

interface EditAboutProps {
  about: About;
  onChange(about: About): void;
}

/** Four short answers that the room can look up while the host speaks. */
export function EditAbout({ about, onChange }: EditAboutProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className="mb-1 text-title font-extrabold">{t('catalog:edit.about')}</legend>
      <p className="text-small text-muted">{t('catalog:edit.aboutHint')}</p>
      <div className="grid gap-3 sm:grid-cols-2">
        {aboutKeys.map((key) => (
          <TextArea
            key={key}
            label={t(`catalog:about.${key}`)}
            placeholder={t(`catalog:edit.aboutExample.${key}`)}
            maxLength={aboutCharsMax}
            rows={3}
            value={about[key]}
            onChange={(event) => onChange({ ...about, [key]: event.target.value })}
            data-testid={`edit-about-${key}`}
          />
        ))}
      </div>
    </fieldset>
  );
}
