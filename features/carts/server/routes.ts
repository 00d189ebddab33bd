import type { Static, TSchema } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { refusable, requireNamed } from '../../../platform/http/refusable.ts';
import type { Actor, Named } from '../../../platform/kit/actor.ts';
import { isNamed } from '../../../platform/kit/actor.ts';
import { isRefusal, type Refusal } from '../../../platform/kit/refusal.ts';
import { BringCart, Cart, ChangeCart, PriceCart, PutIntoCart } from '../protocol.ts';
import type { Acting } from './acting.ts';
import type { CartsNeeds } from './needs.ts';
import { priced } from './pricing.ts';
import { readCart } from './store.ts';

const tags = ['carts'];
const response = refusable(Cart);

/** A cart is only ever one's own: no address names another's. [Z1] */
export function routes(app: App, needs: CartsNeeds, acting: Acting): void {
  readRoutes(app, needs);
  act(app, 'POST', '/api/me/cart/lines', 'Puts something into the cart', PutIntoCart, acting.put);
  act(app, 'PUT', '/api/me/cart/lines', 'Another quantity of a line; none takes it out', ChangeCart, acting.change);
  act(
    app,
    'POST',
    '/api/me/cart/bring',
    'Brings what the browser kept before there was a name',
    BringCart,
    acting.bring,
  );
}

function readRoutes(app: App, needs: CartsNeeds): void {
  app.route({
    method: 'GET',
    url: '/api/me/cart',
    schema: { tags, summary: 'The own cart at the prices of now', response },
    handler: async ({ actor }, reply) => {
      reply.header('cache-control', 'no-store');
      return priced(needs, actor, isNamed(actor) ? await readCart(needs.sql, actor.accountId) : []);
    },
  });
  app.route({
    method: 'POST',
    url: '/api/cart/price',
    schema: {
      tags,
      summary: 'What a browser keeps, at the prices of now; nothing is written',
      body: PriceCart,
      response,
    },
    handler: async ({ actor, body }) => priced(needs, actor, body.lines),
  });
}

function act<B extends TSchema>(
  app: App,
  method: 'POST' | 'PUT',
  url: string,
  summary: string,
  body: B,
  run: (actor: Named, body: Static<B>) => Promise<Cart | Refusal>,
): void {
  app.route({
    method,
    url,
    schema: { tags, summary, body: body as TSchema, response },
    handler: async (request) => {
      const named = requireNamed(request as { readonly actor: Actor });
      return isRefusal(named) ? named : run(named, request.body as Static<B>);
    },
  });
}
