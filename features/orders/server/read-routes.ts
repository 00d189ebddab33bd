import { Type } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { refusable, requireNamed } from '../../../platform/http/refusable.ts';
import { isRefusal, refuse } from '../../../platform/kit/refusal.ts';
import { Id } from '../../../platform/kit/schema.ts';
import { may } from '../../accounts/access.ts';
import { Confirmation } from '../../payments/protocol.ts';
import { stateAt } from '../order.ts';
import { Checkout, Order, OrderPage, OrderQuery, Sold } from '../protocol.ts';
import { readCheckouts } from './checkout-store.ts';
import { readPage } from './listing.ts';
import type { OrdersNeeds } from './needs.ts';
import { showTo } from './shown.ts';
import { readSold } from './sold-store.ts';
import { readOrder } from './store.ts';

const tags = ['orders'];
const querystring = OrderQuery;
const listed = refusable(OrderPage);

export function readRoutes(app: App, needs: OrdersNeeds): void {
  ownRoutes(app, needs);
  staffRoutes(app, needs);
}

function ownRoutes(app: App, { sql, now, payments }: OrdersNeeds): void {
  app.route({
    method: 'GET',
    url: '/api/orders',
    schema: { tags, summary: 'A page of the own orders, newest first', querystring, response: listed },
    handler: async (request) => {
      const actor = requireNamed(request);
      if (isRefusal(actor)) return actor;
      return readPage({ sql, now }, actor, { accountId: actor.accountId }, request.query);
    },
  });
  app.route({
    method: 'GET',
    url: '/api/orders/:orderId',
    schema: {
      tags,
      summary: 'One order: to its buyer and the merchant whole, to hosts and moderators without the door',
      params: Type.Object({ orderId: Id }),
      response: refusable(Order),
    },
    handler: async ({ actor, params }) => {
      const order = await readOrder(sql, params.orderId);
      return (order && showTo(actor, order, now())) ?? refuse('order_unknown');
    },
  });
  app.route({
    method: 'GET',
    url: '/api/orders/:orderId/confirmation',
    schema: {
      tags,
      summary: 'What the buyer needs to agree to the payment at its provider, while there is one to agree to (buyer)',
      params: Type.Object({ orderId: Id }),
      response: refusable(Confirmation),
    },
    handler: async (request) => {
      const actor = requireNamed(request);
      if (isRefusal(actor)) return actor;
      const order = await readOrder(sql, request.params.orderId);
      if (order?.accountId !== actor.accountId) return refuse('order_unknown');
      const open = stateAt(order, now()) === 'held' ? await payments.confirmation(order.id) : null;
      return open ?? refuse('payment_not_open');
    },
  });
  app.route({
    method: 'GET',
    url: '/api/me/checkout',
    schema: { tags, summary: 'What two-tap buying remembers', response: refusable(Checkout) },
    handler: async (request) => {
      const actor = requireNamed(request);
      if (isRefusal(actor)) return actor;
      const remembered = await readCheckouts(sql, [actor.accountId]);
      return remembered.get(actor.accountId) ?? { address: null, method: null, deliveryId: null };
    },
  });
}

function staffRoutes(app: App, { sql, now, readRoom }: OrdersNeeds): void {
  app.route({
    method: 'GET',
    url: '/api/rooms/:roomId/orders',
    schema: {
      tags,
      summary: 'A page of the orders of a room (host, moderator, merchant)',
      params: Type.Object({ roomId: Id }),
      querystring,
      response: listed,
    },
    handler: async ({ actor, params, query }) => {
      const room = await readRoom(sql, params.roomId);
      if (!room) return refuse('room_unknown');
      if (!may(actor, 'order.list_room', room.shopId)) return refuse('not_allowed');
      return readPage({ sql, now }, actor, { roomId: params.roomId }, query);
    },
  });
  app.route({
    method: 'GET',
    url: '/api/rooms/:roomId/sold',
    schema: {
      tags,
      summary: 'What a room has sold, by product (host, moderator, merchant)',
      params: Type.Object({ roomId: Id }),
      response: refusable(Type.Object({ sold: Type.Array(Sold) })),
    },
    handler: async ({ actor, params }) => {
      const room = await readRoom(sql, params.roomId);
      if (!room) return refuse('room_unknown');
      if (!may(actor, 'order.list_room', room.shopId)) return refuse('not_allowed');
      return { sold: await readSold(sql, params.roomId) };
    },
  });
  app.route({
    method: 'GET',
    url: '/api/shops/:shopId/orders',
    schema: {
      tags,
      summary: 'A page of the orders of a shop (merchant)',
      params: Type.Object({ shopId: Id }),
      querystring,
      response: listed,
    },
    handler: async ({ actor, params, query }) => {
      if (!may(actor, 'order.list_shop', params.shopId)) return refuse('not_allowed');
      return readPage({ sql, now }, actor, { shopId: params.shopId }, query);
    },
  });
}
