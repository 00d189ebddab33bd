import i18next from 'i18next';
import { namespaceOf } from './languages/message-files.ts';

const english: Readonly<Record<string, object>> = import.meta.glob('../../features/*/messages/en.json', {
  eager: true,
  import: 'default',
  query: '?staff',
});

/** Gives the staff's pages their English; the other languages' files are whole. */
export function addStaffTexts(): void {
  const add = () => {
    for (const [path, texts] of Object.entries(english))
      i18next.addResourceBundle('en', namespaceOf(path), texts, true, true);
  };
  if (i18next.isInitialized) add();
  else i18next.on('initialized', add);
}
