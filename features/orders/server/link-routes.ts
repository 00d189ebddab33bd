import { Type } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { refusable, requireNamed } from '../../../platform/http/refusable.ts';
import { isRefusal, refuse } from '../../../platform/kit/refusal.ts';
import { Id } from '../../../platform/kit/schema.ts';
import { Order, OrderLink, orderKeyChars } from '../protocol.ts';
import type { OrdersNeeds } from './needs.ts';
import { createOrderLinks } from './order-links.ts';
import { showByLink } from './shown.ts';
import { readOrder } from './store.ts';

const tags = ['orders'];
const params = Type.Object({ orderId: Id });

/** An order is found again without an account: by a link that only its buyer is given. [O47] */
export function linkRoutes(app: App, { sql, now, linkSecret }: OrdersNeeds): void {
  const links = createOrderLinks(linkSecret);
  app.route({
    method: 'GET',
    url: '/api/orders/:orderId/link',
    schema: {
      tags,
      summary: 'A link that opens this order without an account (buyer)',
      params,
      response: refusable(OrderLink),
    },
    handler: async (request) => {
      const actor = requireNamed(request);
      if (isRefusal(actor)) return actor;
      const order = await readOrder(sql, request.params.orderId);
      return order?.accountId === actor.accountId ? { path: links.pathOf(order.id) } : refuse('order_unknown');
    },
  });
  app.route({
    method: 'GET',
    url: '/api/linked-orders/:orderId',
    schema: {
      tags,
      summary: 'The order of a link: how it stands, without the door, the note and who bought it',
      params,
      querystring: Type.Object({ key: Type.String({ minLength: orderKeyChars, maxLength: orderKeyChars }) }),
      response: refusable(Order),
    },
    handler: async ({ params: { orderId }, query }, reply) => {
      reply.header('cache-control', 'no-store');
      const order = links.opens(orderId, query.key) ? await readOrder(sql, orderId) : null;
      return order ? showByLink(order, now()) : refuse('order_unknown');
    },
  });
}
