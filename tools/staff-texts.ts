import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/**
 * Texts that only pages behind the staff's gate show: a viewer's first load leaves them out. `null` is a whole feature's.
 * The refusals of features that only HTTP asks are among them: the server's answer has the sentence with it.
 */
export const staffTextKeys: Readonly<Record<string, readonly string[] | null>> = {
  moderation: null,
  deals: ['studio', 'refusal'],
  coupons: ['studio', 'refusal'],
  rooms: ['studio', 'refusal'],
  shops: [
    ...['staff', 'nav', 'mail', 'switch', 'panel', 'step', 'languages', 'tax', 'delivery', 'lines', 'payment'],
    'checklist',
    ...['members', 'refusal'],
  ],
  orders: ['staff'],
  catalog: ['edit', 'import', 'refusal'],
  media: ['camera', 'studio', 'refusal'],
  stock: ['journal', 'refusal'],
  ledger: ['book', 'books'],
};

/** Features whose texts come with parts that are loaded later (apps/web/trust-texts.ts): neither at first nor with the staff's. */
export const laterNamespaces: readonly string[] = ['reviews', 'verification'];

/** True for a text that stands in the staff's part, by its namespace and key. */
export function isStaffText(namespace: string, key: string): boolean {
  const keys = staffTextKeys[namespace];
  if (keys === undefined) return false;
  return keys === null || keys.includes(key.split('.')[0]!);
}

export type TextPart = 'viewers' | 'staff';

export function partOf(namespace: string, texts: Readonly<Record<string, unknown>>, part: TextPart): object {
  if (laterNamespaces.includes(namespace)) return {};
  return Object.fromEntries(
    Object.entries(texts).filter(([key]) => isStaffText(namespace, key) === (part === 'staff')),
  );
}

const messageFile = /\/([a-z-]+)\/messages\/en\.json\?(viewers|staff)$/;

/** `en.json?viewers` and `en.json?staff` are the two parts of a feature's English, which comes with the app. */
export function staffTexts(): Plugin {
  return {
    name: 'staff-texts',
    enforce: 'pre',
    load(id) {
      const [, namespace, part] = messageFile.exec(id) ?? [];
      if (namespace === undefined || part === undefined) return null;
      const file = id.slice(0, id.lastIndexOf('?'));
      this.addWatchFile(file);
      const texts = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
      // As a string that is parsed: a large object costs a browser less so than as code.
      const json = JSON.stringify(JSON.stringify(partOf(namespace, texts, part as TextPart)));
      return { code: `export default JSON.parse(${json})`, map: null, moduleType: 'js' };
    },
  };
}
