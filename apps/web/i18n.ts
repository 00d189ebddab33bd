import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../platform/kit/languages.ts';
import { numberFormatter } from '../../platform/kit/number-formatter.ts';
import { onPreferences, preferences, spokenLanguage } from '../../platform/ui/preferences.ts';
import { toast } from '../../platform/ui/toast.tsx';
import { en } from './languages/en.ts';
import { type MessageFiles, namespaceOf } from './languages/message-files.ts';

const loaders: Readonly<Record<Language, () => Promise<MessageFiles>>> = {
  en: async () => en,
  'zh-Hans': async () => (await import('./languages/zh-hans.ts')).zhHans,
  ko: async () => (await import('./languages/ko.ts')).ko,
};

/** Starts the texts in the reader's language, so that nothing is shown in another one first; later choices follow. */
export async function startI18n(): Promise<void> {
  await i18next
    .use(initReactI18next)
    .use(numberFormatter)
    .init({
      lng: 'en',
      fallbackLng: 'en',
      ns: Object.keys(en).map(namespaceOf),
      defaultNS: 'web',
      resources: { en: byNamespace(en) },
      interpolation: { escapeValue: false, alwaysFormat: true },
      returnNull: false,
    });
  // Without its file a language cannot be spoken; the page is better in English than not at all.
  await speak(spokenLanguage(preferences())).catch(() => speak('en'));
  onPreferences((next) => {
    speak(spokenLanguage(next)).catch(() => toast(i18next.t('ui:fault.network'), 'bad'));
  });
}

async function speak(language: Language): Promise<void> {
  const texts = byNamespace(await loaders[language]());
  for (const [namespace, messages] of Object.entries(texts)) {
    if (!i18next.hasResourceBundle(language, namespace)) i18next.addResourceBundle(language, namespace, messages);
  }
  document.documentElement.lang = language;
  if (i18next.language !== language) await i18next.changeLanguage(language);
}

function byNamespace(files: MessageFiles): Record<string, object> {
  return Object.fromEntries(Object.entries(files).map(([path, texts]) => [namespaceOf(path), texts as object]));
}
