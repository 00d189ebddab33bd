import type { MessageFiles } from './message-files.ts';

/** Korean, in one file that is loaded when it is spoken. */
export const ko: MessageFiles = {
  ...import.meta.glob('../../../features/*/messages/ko.json', { eager: true, import: 'default' }),
  ...import.meta.glob('../../../platform/*/messages/ko.json', { eager: true, import: 'default' }),
  ...import.meta.glob('../messages/ko.json', { eager: true, import: 'default' }),
};
