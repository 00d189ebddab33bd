import type { MessageFiles } from './message-files.ts';

/**
 * English comes with the app and stands in for a language that could not be loaded. What only the staff's pages say
 * comes with them (staff-texts.ts), and what is said after a tap with what it opens (later-texts.ts).
 */
export const en: MessageFiles = {
  // Features without a text for viewers at first, and without a refusal on the socket, are left out: an empty file costs as well.
  ...import.meta.glob(
    [
      '../../../features/*/messages/en.json',
      '!../../../features/{coupons,fulfilment,ledger,reviews,verification}/messages/en.json',
    ],
    { eager: true, import: 'default', query: '?viewers' },
  ),
  ...import.meta.glob('../../../platform/*/messages/en.json', { eager: true, import: 'default' }),
  ...import.meta.glob('../messages/en.json', { eager: true, import: 'default' }),
};
