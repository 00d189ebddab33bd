import i18next from 'i18next';
import { namespaceOf } from './languages/message-files.ts';

const english: Readonly<Record<string, object>> = import.meta.glob('../../features/*/messages/en.json', {
  eager: true,
  import: 'default',
  query: '?later',
});

/** Imported by every part that opens after the first load and says what only such parts say. */
function addLaterTexts(): void {
  const add = () => {
    for (const [path, texts] of Object.entries(english))
      i18next.addResourceBundle('en', namespaceOf(path), texts, true, true);
  };
  if (i18next.isInitialized) add();
  else i18next.on('initialized', add);
}

addLaterTexts();
