import i18next from 'i18next';
import { namespaceOf } from './languages/message-files.ts';

const english: Readonly<Record<string, object>> = import.meta.glob(
  ['../../features/reviews/messages/en.json', '../../features/verification/messages/en.json'],
  { eager: true, import: 'default' },
);

/**
 * The English of reviews and verification, which comes with the parts that say it: a room loads neither at first. The
 * other languages' files are whole.
 */
function add(): void {
  for (const [path, texts] of Object.entries(english))
    i18next.addResourceBundle('en', namespaceOf(path), texts, true, true);
}
if (i18next.isInitialized) add();
else i18next.on('initialized', add);
