import path from 'node:path';
import { refusals as accountRefusals } from '../features/accounts/protocol.ts';
import { refusals as catalogRefusals } from '../features/catalog/protocol.ts';
import { refusals as couponRefusals } from '../features/coupons/protocol.ts';
import { refusals as dealRefusals } from '../features/deals/protocol.ts';
import { refusals as fulfilmentRefusals } from '../features/fulfilment/protocol.ts';
import { refusals as orderRefusals } from '../features/orders/protocol.ts';
import { refusals as paymentRefusals } from '../features/payments/protocol.ts';
import { refusals as roomRefusals } from '../features/rooms/protocol.ts';
import { refusals as stockRefusals } from '../features/stock/protocol.ts';
import { readTexts } from '../platform/http/texts.ts';

export const saleRefusals = {
  ...accountRefusals,
  ...couponRefusals,
  ...dealRefusals,
  ...fulfilmentRefusals,
  ...catalogRefusals,
  ...orderRefusals,
  ...paymentRefusals,
  ...roomRefusals,
  ...stockRefusals,
};

/** What the servers of a world of sales say: the texts of the features that sell. */
export function saleTexts() {
  const root = path.join(import.meta.dirname, '..');
  const nouns = ['orders', 'payments', 'stock', 'ledger', 'catalog', 'rooms', 'deals', 'coupons', 'fulfilment'];
  const folders = Object.fromEntries(nouns.map((noun) => [noun, path.join(root, `features/${noun}/messages`)]));
  return readTexts({ platform: path.join(root, 'platform/http/messages'), ...folders });
}
