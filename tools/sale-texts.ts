import path from 'node:path';
import { readTexts } from '../platform/http/texts.ts';

const nouns = [
  ...[
    'orders',
    'payments',
    'stock',
    'waitlist',
    'ledger',
    'catalog',
    'rooms',
    'deals',
    'coupons',
    'carts',
    'addresses',
  ],
  ...['fulfilment', 'reviews', 'verification'],
];

/** What the servers of a world of sales say: the texts of the features that sell. */
export function saleTexts() {
  const root = path.join(import.meta.dirname, '..');
  const folders = Object.fromEntries(nouns.map((noun) => [noun, path.join(root, `features/${noun}/messages`)]));
  return readTexts({ platform: path.join(root, 'platform/http/messages'), ...folders });
}
