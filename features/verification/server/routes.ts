import { type Static, type TSchema, Type } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { refusable, requireNamed } from '../../../platform/http/refusable.ts';
import type { Actor, Named } from '../../../platform/kit/actor.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { Id } from '../../../platform/kit/schema.ts';
import { may } from '../../accounts/access.ts';
import {
  Apply,
  Badges,
  Decide,
  Revoke,
  Verification,
  VerificationAct,
  Verifications,
  verificationsListedMax,
} from '../protocol.ts';
import type { Acting } from './acting.ts';
import type { VerificationNeeds } from './needs.ts';
import { badgesOf, shownOf } from './shown.ts';
import { listAccepted, listForOperator, listOfShop } from './store.ts';

const tags = ['verification'];

export function routes(app: App, needs: VerificationNeeds, acting: Acting): void {
  staffRoutes(app, needs);
  badgeRoutes(app, needs);
  act(
    app,
    '/api/shops/:id/verifications',
    'Applies for a badge of the shop or a product (merchant)',
    Apply,
    acting.apply,
  );
  const one = '/api/verifications/:id';
  act(app, `${one}/withdraw`, 'Withdraws what waits (merchant)', VerificationAct, acting.withdraw);
  act(app, `${one}/decide`, 'Accepts or declines (operator)', Decide, acting.decide);
  act(app, `${one}/revoke`, 'Takes a badge away (operator)', Revoke, acting.revoke);
}

function staffRoutes(app: App, needs: VerificationNeeds): void {
  app.route({
    method: 'GET',
    url: '/api/shops/:shopId/verifications',
    schema: {
      tags,
      summary: 'What the shop applied for, newest first (merchant)',
      params: Type.Object({ shopId: Id }),
      response: refusable(Verifications),
    },
    handler: async ({ actor, params: { shopId } }, reply) => {
      reply.header('cache-control', 'no-store');
      if (!may(actor, 'verification.apply', shopId)) return refuse('not_allowed');
      const rows = await listOfShop(needs.sql, shopId, verificationsListedMax);
      return { verifications: await shownOf(needs, rows) };
    },
  });
  app.route({
    method: 'GET',
    url: '/api/operator/verifications',
    schema: {
      tags,
      summary: 'What all shops applied for: waiting, the oldest first, or decided, the latest first (operator)',
      querystring: Type.Object({ which: Type.Optional(Type.Enum(['waiting', 'decided'])) }),
      response: refusable(Verifications),
    },
    handler: async ({ actor, query: { which = 'waiting' } }, reply) => {
      reply.header('cache-control', 'no-store');
      if (!may(actor, 'verification.decide')) return refuse('not_allowed');
      const rows = await listForOperator(needs.sql, which === 'waiting', verificationsListedMax);
      return { verifications: await shownOf(needs, rows) };
    },
  });
}

function badgeRoutes(app: App, needs: VerificationNeeds): void {
  app.route({
    method: 'GET',
    url: '/api/shops/:shopId/badges',
    schema: {
      tags,
      summary: 'What is verified about a shop: its newest badge that holds',
      params: Type.Object({ shopId: Id }),
      response: refusable(Badges),
    },
    handler: async ({ params: { shopId } }, reply) => {
      reply.header('cache-control', 'no-store');
      return { badges: (await badgesOf(needs, await listAccepted(needs.sql, { shopId }))).slice(0, 1) };
    },
  });
  app.route({
    method: 'GET',
    url: '/api/products/:productId/badges',
    schema: {
      tags,
      summary: 'What is verified about a product, and about the shop that sells it',
      params: Type.Object({ productId: Id }),
      response: refusable(Badges),
    },
    handler: async ({ params: { productId } }, reply) => {
      reply.header('cache-control', 'no-store');
      const [product] = await needs.readProducts(needs.sql, [productId]);
      if (product?.state !== 'shown') return refuse('product_unknown');
      const { shopId } = product;
      const ofShop = await badgesOf(needs, await listAccepted(needs.sql, { shopId }));
      const ofProduct = await badgesOf(needs, await listAccepted(needs.sql, { productId }));
      return { badges: [...ofProduct, ...ofShop.slice(0, 1)] };
    },
  });
}

function act<B extends TSchema>(
  app: App,
  url: string,
  summary: string,
  body: B,
  run: (actor: Named, id: string, body: Static<B>) => Promise<object | Refusal>,
): void {
  app.route({
    method: 'POST',
    url,
    schema: { tags, summary, params: Type.Object({ id: Id }), body, response: refusable(Verification as TSchema) },
    handler: async (request): Promise<object> => {
      const named = requireNamed(request as { readonly actor: Actor });
      if (isRefusal(named)) return named;
      return run(named, (request.params as { id: string }).id, request.body as Static<B>);
    },
  });
}
