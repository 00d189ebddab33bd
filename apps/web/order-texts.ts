import i18next from 'i18next';
import { namespaceOf } from './languages/message-files.ts';

const english: Readonly<Record<string, object>> = import.meta.glob('../../features/{fulfilment,orders}/messages/en.json', {
  eager: true,
  import: 'default',
  query: '?staff',
});

/**
 * What the page of the own orders says beside the texts that every page has: its English comes with that page, so that a
 * room's first load goes without. The other languages' files are whole.
 */
export function addOrderTexts(): void {
  for (const [path, texts] of Object.entries(english))
    i18next.addResourceBundle('en', namespaceOf(path), texts, true, true);
}
