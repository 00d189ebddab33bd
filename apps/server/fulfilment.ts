import { createFulfilment, type FulfilmentFeature } from '../../features/fulfilment/server/index.ts';
import type { OrdersFeature } from '../../features/orders/server/index.ts';
import type { Parts } from './app.ts';

/** What comes after an order is paid, on these orders. */
export function fulfilmentOf(
  { sql, transact, now, mail, text, log, settings, all }: Parts,
  orders: OrdersFeature,
): FulfilmentFeature {
  return createFulfilment({
    ...{ sql, transact, now, mail, text, orders, publicUrl: settings.publicUrl },
    codesOf: all.catalog.codesOf,
    readAccounts: all.accounts.readAccounts,
    readShop: all.shops.readShop,
    letterSender: all.shops.onlySender,
    onFault: (err) => log.error({ err }, 'fault'),
  });
}
