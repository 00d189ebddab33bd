import type { MessageFiles } from './message-files.ts';

/**
 * English comes with the app and stands in for a language that could not be loaded. What only the staff's pages say
 * comes with them (staff-texts.ts), and what is said below a product with that (trust-texts.ts).
 */
export const en: MessageFiles = {
  ...import.meta.glob(
    ['../../../features/*/messages/en.json', '!../../../features/{reviews,verification}/messages/en.json'],
    { eager: true, import: 'default', query: '?viewers' },
  ),
  ...import.meta.glob('../../../platform/*/messages/en.json', { eager: true, import: 'default' }),
  ...import.meta.glob('../messages/en.json', { eager: true, import: 'default' }),
};
