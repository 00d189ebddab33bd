import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader } from '../../../platform/db/connect.ts';
import type { Migration } from '../../../platform/db/migrate.ts';
import type { App } from '../../../platform/http/app.ts';
import type { Named } from '../../../platform/kit/actor.ts';
import type { PaymentOutcome } from '../../payments/payment.ts';
import type { PayOrder, PlaceOrder } from '../protocol.ts';
import { boughtKey } from '../purchase-limit.ts';
import * as acts from './acts.ts';
import { hasBoughtIn, hasBoughtProduct } from './bought-store.ts';
import * as buying from './buying.ts';
import { readContacts } from './contact-store.ts';
import { linkRoutes } from './link-routes.ts';
import type { OrdersNeeds } from './needs.ts';
import { createOrderLinks } from './order-links.ts';
import { moveOwned } from './owned.ts';
import { markSent, readOwners, readPacking } from './packing-store.ts';
import { beginPart, followPart } from './part-refunds.ts';
import { readRoutes } from './read-routes.ts';
import { readAsks, readPart } from './refund-store.ts';
import { show } from './shown.ts';
import { leaveRoom } from './sold-counting.ts';
import { readBought } from './sold-store.ts';
import { hasBought, hasOrders, readOrder } from './store.ts';
import { startSweeping, sweep } from './sweeper.ts';
import { writeRoutes } from './write-routes.ts';

export const migrations: Migration = { name: 'orders', folder: new URL('migrations', import.meta.url).pathname };

export type OrdersFeature = ReturnType<typeof createOrders>;

export function createOrders(needs: OrdersNeeds) {
  const queues = buying.createQueues(needs);
  const answering = async <T>(act: string, work: Promise<T>): Promise<T> => {
    const answer = await work;
    needs.passing?.(`${act} answering`);
    return answer;
  };
  const sweepNow = (now: number) => sweep(needs, queues, now);
  const orders = {
    migrations,
    place: (actor: Named, body: PlaceOrder) => answering('place', buying.place(needs, queues, actor, body)),
    pay: (actor: Named, orderId: string, body: PayOrder) =>
      answering('pay', acts.payAgain(needs, queues, actor, orderId, body)),
    cancel: (actor: Named, orderId: string, id: string) => answering('cancel', acts.cancel(needs, actor, orderId, id)),
    refund: (actor: Named, orderId: string, id: string) =>
      answering('refund', acts.refund(needs, queues, actor, orderId, id)),
    /** For whoever decides that a part of an order goes back: in their transaction, and when that is over. */
    beginPart: (tx: Tx, wanted: Parameters<typeof beginPart>[2]) => beginPart(needs, tx, wanted),
    followPart: (refundId: string) => answering('part', followPart(needs, queues, refundId)),
    readPart,
    readAsks,
    /** As it is shown to its buyer. */
    read: async (orderId: string) => {
      const order = await readOrder(needs.sql, orderId);
      return order && show(order, needs.now());
    },
    readOwners,
    readPacking,
    markSent,
    /** Handed to payments: what a webhook or the sweeper heard. */
    settle: (outcome: PaymentOutcome) => buying.settle(needs, queues, outcome),
    hasBought: (sql: Reader, accountId: string, shopId: string) => hasBought(sql, accountId, shopId),
    hasBoughtProduct,
    hasBoughtIn,
    hasOrders,
    /** Units of a product that an account has in its orders. */
    boughtOf: async (sql: Reader, accountId: string, productId: string) =>
      (await readBought(sql, [accountId], [productId])).get(boughtKey(accountId, productId)) ?? 0,
    readBought,
    /** For letters: the e-mail that came with an order, and the way back to it. */
    readContacts,
    linkPathOf: createOrderLinks(needs.linkSecret).pathOf,
    moveOwned,
    leaveRoom,
    sweep: sweepNow,
    /** Sweeps each second, from now on. Returns the way to stop. */
    start: () => startSweeping(() => sweepNow(needs.now()), needs.onFault),
    /** Resolves when nothing is in flight. */
    close: async () => {
      await queues.purchases.close();
      await queues.steps.close();
    },
  };
  const routes = (app: App) => {
    writeRoutes(app, orders, needs);
    readRoutes(app, needs);
    linkRoutes(app, needs);
  };
  return { ...orders, routes };
}
