import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languageNames, languages } from '../../../platform/kit/languages.ts';
import { Notice } from '../../../platform/ui/notice.tsx';
import { SelectField } from '../../../platform/ui/select-field.tsx';
import type { Language } from '../protocol.ts';
import { PanelForm, PanelPart, type PanelProps } from './panel-form.tsx';
import { TickBox } from './tick-box.tsx';
import { useChangeSettings } from './use-settings.ts';

/** What the shop speaks, and what it speaks first. */
export function LanguagesPanel({ settings, onSaved, ...form }: PanelProps) {
  const { t } = useTranslation();
  const { shop } = settings;
  const [spoken, setSpoken] = useState<readonly Language[]>(shop.languages);
  const [wished, setWished] = useState<Language>(shop.language);
  const save = useChangeSettings(shop.id, onSaved);
  const main = spoken.includes(wished) ? wished : spoken[0];
  const turn = (language: Language, on: boolean) =>
    setSpoken(languages.filter((one) => (one === language ? on : spoken.includes(one))));
  const submit = () => {
    if (main) void save.run({ languages: { main, all: [...spoken] } });
  };
  return (
    <PanelForm {...form} busy={save.busy} error={save.error} onSave={submit}>
      <PanelPart title={t('shops:languages.spoken')} text={t('shops:languages.spokenWhy')}>
        {languages.map((language) => (
          <TickBox
            key={language}
            label={languageNames[language]}
            checked={spoken.includes(language)}
            onChange={(on) => turn(language, on)}
            testId={`language-${language}`}
          />
        ))}
        {!main && <Notice tone="bad">{t('shops:languages.one')}</Notice>}
      </PanelPart>
      <SelectField
        label={t('shops:languages.main')}
        className="sm:max-w-72"
        value={main ?? ''}
        options={spoken.map((language) => ({ value: language, label: languageNames[language] }))}
        onChange={(event) => setWished(event.target.value as Language)}
        data-testid="language-main"
      />
      <p className="-mt-4 text-small text-muted">{t('shops:languages.mainWhy')}</p>
    </PanelForm>
  );
}
