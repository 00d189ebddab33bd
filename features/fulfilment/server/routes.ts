import { type Static, type TSchema, Type } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { refusable, requireNamed } from '../../../platform/http/refusable.ts';
import type { Actor, Named } from '../../../platform/kit/actor.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { Id } from '../../../platform/kit/schema.ts';
import { may } from '../../accounts/access.ts';
import {
  AcceptReturn,
  AskReturn,
  askedOrdersMax,
  DeclineReturn,
  Fulfilment,
  PackedOrder,
  PartRefund,
  packingOrdersMax,
  RefundAgain,
  RefundPart,
  Return,
  SendOrder,
} from '../protocol.ts';
import { type Acting, fulfilmentsFor } from './acting.ts';
import type { FulfilmentNeeds } from './needs.ts';
import { readOpenReturns, readParcels } from './store.ts';

const tags = ['fulfilment'];
const uuidChars = 36;
const OrderIds = Type.String({
  pattern: '^[0-9a-f-]{36}(,[0-9a-f-]{36})*$',
  maxLength: askedOrdersMax * (uuidChars + 1),
});
const shopParams = Type.Object({ shopId: Id });

export function routes(app: App, needs: FulfilmentNeeds, acting: Acting): void {
  packingRoute(app, needs);
  readRoutes(app, needs);
  act(app, '/api/orders/:id/parcel', 'An order goes out (merchant)', SendOrder, Fulfilment, acting.send);
  act(app, '/api/orders/:id/part-refund', 'Refunds a part (merchant)', RefundPart, PartRefund, acting.refundPart);
  act(
    app,
    '/api/part-refunds/:id/again',
    'Tries a failed refund anew (merchant)',
    RefundAgain,
    PartRefund,
    acting.refundAgain,
  );
  act(app, '/api/orders/:id/returns', 'Asks to return units (buyer)', AskReturn, Fulfilment, acting.ask);
  act(app, '/api/returns/:id/accept', 'Accepts a return (merchant)', AcceptReturn, Fulfilment, acting.accept);
  act(app, '/api/returns/:id/decline', 'Declines a return (merchant)', DeclineReturn, Fulfilment, acting.decline);
}

function act<B extends TSchema, R extends TSchema>(
  app: App,
  url: string,
  summary: string,
  body: B,
  answer: R,
  run: (actor: Named, id: string, body: Static<B>) => Promise<object | Refusal>,
): void {
  app.route({
    method: 'POST',
    url,
    schema: { tags, summary, params: Type.Object({ id: Id }), body, response: refusable(answer as TSchema) },
    handler: async (request): Promise<object> => {
      const named = requireNamed(request as { readonly actor: Actor });
      if (isRefusal(named)) return named;
      return run(named, (request.params as { id: string }).id, request.body as Static<B>);
    },
  });
}

function packingRoute(app: App, needs: FulfilmentNeeds): void {
  app.route({
    method: 'GET',
    url: '/api/shops/:shopId/packing',
    schema: {
      tags,
      summary: 'Paid orders that did not go out yet, the oldest first (merchant)',
      params: shopParams,
      response: refusable(Type.Object({ orders: Type.Array(PackedOrder) })),
    },
    handler: async ({ params: { shopId }, actor }, reply) => {
      reply.header('cache-control', 'no-store');
      if (!may(actor, 'order.send', shopId)) return refuse('not_allowed');
      const orders = await needs.orders.readPacking(needs.sql, shopId, packingOrdersMax);
      const skuIds = [...new Set(orders.flatMap(({ lines }) => lines.map(({ skuId }) => skuId)))];
      const ids = orders.map(({ id }) => id);
      const [codes, parcels] = [await needs.codesOf(needs.sql, skuIds), await readParcels(needs.sql, ids)];
      return {
        orders: orders.map((order) => ({
          ...order,
          ready: parcels.has(order.id),
          lines: order.lines.map((line) => ({ ...line, code: codes.get(line.skuId) ?? '' })),
        })),
      };
    },
  });
}

function readRoutes(app: App, needs: FulfilmentNeeds): void {
  app.route({
    method: 'GET',
    url: '/api/shops/:shopId/returns',
    schema: {
      tags,
      summary: 'Returns that wait for an answer, the oldest first (merchant)',
      params: shopParams,
      response: refusable(Type.Object({ returns: Type.Array(Return) })),
    },
    handler: async ({ params: { shopId }, actor }, reply) => {
      reply.header('cache-control', 'no-store');
      if (!may(actor, 'order.decide_return', shopId)) return refuse('not_allowed');
      const rows = await readOpenReturns(needs.sql, shopId);
      return { returns: rows.map(({ shopId: _, refundId: __, ...shown }) => shown) };
    },
  });
  app.route({
    method: 'GET',
    url: '/api/fulfilment',
    schema: {
      tags,
      summary: 'How orders went out, and their returns: of the own ones, and of those of a shop whose merchant asks',
      querystring: Type.Object({ orderIds: OrderIds }),
      response: refusable(Type.Object({ orders: Type.Array(Fulfilment) })),
    },
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const named = requireNamed(request);
      if (isRefusal(named)) return named;
      return { orders: await fulfilmentsFor(needs, named, request.query.orderIds.split(',')) };
    },
  });
}
