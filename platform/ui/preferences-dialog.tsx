import { useTranslation } from 'react-i18next';
import { languageNames, languages } from '../kit/languages.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { setPreferences, spokenLanguage, themes } from './preferences.ts';
import { Segmented } from './segmented.tsx';
import { SelectField } from './select-field.tsx';
import { SwitchField } from './switch-field.tsx';
import { usePreferences } from './use-preferences.ts';

interface PreferencesDialogProps {
  open: boolean;
  onOpenChange(open: boolean): void;
}

/** How this device shows everything. Each choice counts at once, and on every open page. */
export function PreferencesDialog({ open, onOpenChange }: PreferencesDialogProps) {
  const { t } = useTranslation();
  const { theme, simple, talkRead } = usePreferences();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('ui:preferences.title')} testId="preferences">
      <LanguageField />
      <div className="grid gap-1.5">
        <p aria-hidden className="text-small font-semibold">
          {t('ui:preferences.theme')}
        </p>
        <Segmented
          label={t('ui:preferences.theme')}
          value={theme}
          options={themes.map((value) => ({
            value,
            label: t(`ui:preferences.themes.${value}`),
            testId: `theme-${value}`,
          }))}
          onChange={(chosen) => setPreferences({ theme: chosen })}
        />
      </div>
      <SwitchField
        label={t('ui:preferences.simple')}
        hint={t('ui:preferences.simpleWhat')}
        on={simple}
        onChange={(on) => setPreferences({ simple: on })}
        testId="simple-switch"
      />
      <SwitchField
        label={t('ui:preferences.talkRead')}
        hint={t('ui:preferences.talkReadWhat')}
        on={talkRead}
        onChange={(on) => setPreferences({ talkRead: on })}
        testId="talk-read-switch"
      />
      <Button wide onClick={() => onOpenChange(false)} data-testid="preferences-done">
        {t('ui:preferences.done')}
      </Button>
    </Dialog>
  );
}

/** Each language by its own name, for whoever cannot read the present one. */
function LanguageField() {
  const { t } = useTranslation();
  const chosen = usePreferences();
  const { language } = chosen;
  const browsers = spokenLanguage({ ...chosen, language: null });
  return (
    <SelectField
      label={t('ui:preferences.language')}
      value={language ?? ''}
      data-testid="language"
      onChange={({ target }) => setPreferences({ language: languages.find((one) => one === target.value) ?? null })}
      options={[
        { value: '', label: t('ui:preferences.browser', { language: languageNames[browsers] }) },
        ...languages.map((value) => ({ value, label: languageNames[value] })),
      ]}
    />
  );
}
