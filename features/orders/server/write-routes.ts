import { Type } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { refusable, requireNamed } from '../../../platform/http/refusable.ts';
import type { Named } from '../../../platform/kit/actor.ts';
import { isRefusal, type Refusal } from '../../../platform/kit/refusal.ts';
import { Id } from '../../../platform/kit/schema.ts';
import { Order, OrderAct, PayOrder, PlaceOrder } from '../protocol.ts';
import type { OrdersNeeds } from './needs.ts';
import { show } from './shown.ts';
import type { StoredOrder } from './store.ts';

interface Acts {
  place(actor: Named, body: PlaceOrder): Promise<StoredOrder | Refusal>;
  pay(actor: Named, orderId: string, body: PayOrder): Promise<StoredOrder | Refusal>;
  cancel(actor: Named, orderId: string, id: string): Promise<StoredOrder | Refusal>;
  refund(actor: Named, orderId: string, id: string): Promise<StoredOrder | Refusal>;
}

const params = Type.Object({ orderId: Id });
const response = refusable(Order);

/** Who may act sees the whole order: the buyer, or a merchant of the shop. */
export function writeRoutes(
  app: App,
  acts: Acts,
  { now, heardLanguage }: Pick<OrdersNeeds, 'now' | 'heardLanguage'>,
): void {
  const shown = (answer: StoredOrder | Refusal) => (isRefusal(answer) ? answer : show(answer, now()));

  app.route({
    method: 'POST',
    url: '/api/orders',
    schema: {
      tags: ['orders'],
      summary: 'Buys: holds the units, asks for the money, settles',
      body: PlaceOrder,
      response,
    },
    handler: async (request) => {
      const actor = requireNamed(request);
      if (isRefusal(actor)) return actor;
      heardLanguage?.(actor.accountId, request.headers['accept-language']);
      return shown(await acts.place(actor, request.body));
    },
  });
  app.route({
    method: 'POST',
    url: '/api/orders/:orderId/pay',
    schema: { tags: ['orders'], summary: 'Tries again to pay a held order (buyer)', params, body: PayOrder, response },
    handler: async (request) => {
      const actor = requireNamed(request);
      return isRefusal(actor) ? actor : shown(await acts.pay(actor, request.params.orderId, request.body));
    },
  });
  for (const act of ['cancel', 'refund'] as const) {
    app.route({
      method: 'POST',
      url: `/api/orders/:orderId/${act}`,
      schema: { tags: ['orders'], summary: summaries[act], params, body: OrderAct, response },
      handler: async (request) => {
        const actor = requireNamed(request);
        return isRefusal(actor) ? actor : shown(await acts[act](actor, request.params.orderId, request.body.id));
      },
    });
  }
}

const summaries = {
  cancel: 'Cancels a held order and releases its units (buyer, merchant)',
  refund: 'Gives the money of a paid order back and puts its units on sale again (merchant)',
};
