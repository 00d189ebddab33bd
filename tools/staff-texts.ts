import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/**
 * Texts that only pages behind the staff's gate show: a viewer's first load leaves them out. `null` is a whole feature's.
 * The refusals of features that only HTTP asks are among them: the server's answer has the sentence with it.
 */
export const staffTextKeys: Readonly<Record<string, readonly string[] | null>> = {
  // Letters are written by the server; no page says these.
  accounts: ['mail'],
  moderation: null,
  deals: ['studio', 'refusal'],
  coupons: ['studio', 'shop', 'offer', 'refusal'],
  rooms: ['studio', 'refusal'],
  shops: [
    ...['staff', 'nav', 'mail', 'switch', 'panel', 'step', 'languages', 'tax', 'delivery', 'lines', 'payment'],
    'checklist',
    ...['members', 'refusal'],
  ],
  orders: ['staff'],
  catalog: ['edit', 'import', 'prices', 'refusal'],
  media: ['camera', 'studio', 'refusal'],
  stock: ['journal', 'refusal'],
  waitlist: ['staff', 'refusal', 'mail'],
  ledger: ['book', 'books', 'payouts', 'refusal'],
};

/**
 * Texts that viewers see, but never at first: `apps/web/later-texts.ts` brings them along with the parts of the page that
 * show them. `null` is all of a feature that the staff's part does not have.
 */
export const laterTextKeys: Readonly<Record<string, readonly string[] | null>> = {
  addresses: null,
  carts: null,
  catalog: ['find', 'reserve', 'look', 'about', 'product'],
  coupons: null,
  orders: ['address', 'buy', 'card', 'charges', 'guest', 'note', 'own', 'result', 'stripe', 'way'],
  waitlist: null,
  fulfilment: null,
  reviews: null,
  verification: null,
};

/** True for a text that stands in the staff's part, by its namespace and key. */
export function isStaffText(namespace: string, key: string): boolean {
  return isAmong(staffTextKeys[namespace], key);
}

/** True for a text that comes after the first load. */
export function isLaterText(namespace: string, key: string): boolean {
  return !isStaffText(namespace, key) && isAmong(laterTextKeys[namespace], key);
}

export type TextPart = 'viewers' | 'staff' | 'later';

function isAmong(keys: readonly string[] | null | undefined, key: string): boolean {
  if (keys === undefined) return false;
  return keys === null || keys.includes(key.split('.')[0]!);
}

function partOfText(namespace: string, key: string): TextPart {
  if (isStaffText(namespace, key)) return 'staff';
  return isLaterText(namespace, key) ? 'later' : 'viewers';
}

export function partOf(namespace: string, texts: Readonly<Record<string, unknown>>, part: TextPart): object {
  return Object.fromEntries(Object.entries(texts).filter(([key]) => partOfText(namespace, key) === part));
}

const messageFile = /\/([a-z-]+)\/messages\/en\.json\?(viewers|staff|later)$/;

/** `en.json?viewers`, `en.json?staff` and `en.json?later` are the parts of a feature's English, which comes with the app. */
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
