import type { MessageFiles } from './message-files.ts';

/** Simplified Chinese, in one file that is loaded when it is spoken. */
export const zhHans: MessageFiles = {
  ...import.meta.glob('../../../features/*/messages/zh-Hans.json', { eager: true, import: 'default' }),
  ...import.meta.glob('../../../platform/*/messages/zh-Hans.json', { eager: true, import: 'default' }),
  ...import.meta.glob('../messages/zh-Hans.json', { eager: true, import: 'default' }),
};
