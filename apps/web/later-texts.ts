import i18next from 'i18next';
import { namespaceOf } from './languages/message-files.ts';

/**
 * The English of what a tap opens, for the parts of the page that show it: whoever imports this has it before the first
 * rendering. The other languages' files are whole.
 */
const english: Readonly<Record<string, object>> = import.meta.glob('../../features/*/messages/en.json', {
  eager: true,
  import: 'default',
  query: '?later',
});

function add(): void {
  for (const [path, texts] of Object.entries(english))
    i18next.addResourceBundle('en', namespaceOf(path), texts, true, true);
}

if (i18next.isInitialized) add();
else i18next.on('initialized', add);
