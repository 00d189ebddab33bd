import type { FastifyBaseLogger } from 'fastify';
import type { Accounts } from '../../features/accounts/server/index.ts';
import type { Catalog } from '../../features/catalog/server/index.ts';
import { createFulfilment, type FulfilmentFeature } from '../../features/fulfilment/server/index.ts';
import type { FulfilmentNeeds } from '../../features/fulfilment/server/needs.ts';
import type { OrdersFeature } from '../../features/orders/server/index.ts';
import type { Shops } from '../../features/shops/server/index.ts';

interface Parts extends Pick<FulfilmentNeeds, 'sql' | 'transact' | 'now' | 'mail' | 'text'> {
  readonly settings: { readonly publicUrl: string };
  readonly log: Pick<FastifyBaseLogger, 'error'>;
  readonly all: {
    readonly catalog: Pick<Catalog, 'codesOf'>;
    readonly accounts: Pick<Accounts, 'readAccounts'>;
    readonly shops: Pick<Shops, 'readShop' | 'onlySender'>;
  };
}

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
