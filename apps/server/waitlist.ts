import type { Accounts } from '../../features/accounts/server/index.ts';
import type { Catalog } from '../../features/catalog/server/index.ts';
import type { FulfilmentFeature } from '../../features/fulfilment/server/index.ts';
import type { OrdersFeature } from '../../features/orders/server/index.ts';
import type { Shops } from '../../features/shops/server/index.ts';
import type { StockFeature } from '../../features/stock/server/index.ts';
import { createWaitlist, type WaitlistFeature } from '../../features/waitlist/server/index.ts';
import type { Transact } from '../../platform/beat/transact.ts';
import type { Sql } from '../../platform/db/connect.ts';
import type { Texts } from '../../platform/http/texts.ts';
import type { Mail } from '../../platform/mail/mail.ts';

interface Parts {
  readonly sql: Sql;
  readonly transact: Transact;
  readonly now: () => number;
  readonly settings: { readonly waitlistTurnMinutes: number; readonly publicUrl: string };
  readonly mail: Mail;
  readonly text: Texts['text'];
  readonly all: {
    readonly accounts: Accounts;
    readonly catalog: Catalog;
    readonly stock: StockFeature;
    readonly orders: OrdersFeature;
    readonly shops: Shops;
    readonly fulfilment: FulfilmentFeature;
  };
}

/** Who waits for what is the stock's neighbour: it is asked who gets what comes back. */
export function createWaitlistOf(
  { all, settings, ...parts }: Parts,
  onFault: (error: unknown) => void,
): WaitlistFeature {
  return createWaitlist({
    ...parts,
    turnMs: settings.waitlistTurnMinutes * 60_000,
    readSkus: all.catalog.readSkus,
    holdAccounts: all.accounts.holdAccounts,
    boughtOf: (...asked) => all.orders.boughtOf(...asked),
    stock: all.stock,
    publicUrl: settings.publicUrl,
    readAccounts: all.accounts.readAccounts,
    readShop: all.shops.readShop,
    letterSender: all.shops.onlySender,
    languageOf: (sql, accountId) => all.fulfilment.readLanguage(sql, accountId),
    heardLanguage: (accountId, language) => all.fulfilment.heardLanguage(accountId, language),
    onFault,
  });
}
