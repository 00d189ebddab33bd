import { type Static, type TSchema, Type } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { refusable, requireNamed } from '../../../platform/http/refusable.ts';
import type { Actor, Named } from '../../../platform/kit/actor.ts';
import { isNamed } from '../../../platform/kit/actor.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { closed, Id } from '../../../platform/kit/schema.ts';
import { may } from '../../accounts/access.ts';
import { Claim, Coupon, CouponAct, couponsPerShopMax, MakeCoupon, MakeOffer, Offer, PinCoupon } from '../protocol.ts';
import { type Acting, shown } from './acting.ts';
import type { CouponsNeeds } from './needs.ts';
import type { Offering } from './offering.ts';
import { countUses, listCoupons, readClaims } from './store.ts';

const tags = ['coupons'];
const Nothing = Type.Object({});

const dayMs = 24 * 60 * 60 * 1000;

export function routes(app: App, needs: CouponsNeeds, acting: Acting, offering: Offering): void {
  readRoutes(app, needs);
  offersRoute(app, offering);
  act(app, '/api/shops/:id/coupons', 'Make a coupon', MakeCoupon, Coupon, acting.make);
  act(app, '/api/rooms/:id/coupon', 'Show a coupon in the room, or take it down', PinCoupon, Nothing, acting.pin);
  act(app, '/api/rooms/:id/offers', 'Offer something off to one person', MakeOffer, Offer, offering.offer);
  act(app, '/api/coupons/:id/end', 'End a coupon', CouponAct, Coupon, (actor, id, body) =>
    acting.end(actor, id, body.id),
  );
  act(app, '/api/coupons/:id/claim', 'Claim a coupon', CouponAct, Claim, (actor, id, body) =>
    acting.claim(actor, id, body.id),
  );
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

function offersRoute(app: App, offering: Offering): void {
  app.route({
    method: 'GET',
    url: '/api/rooms/:id/offers',
    schema: {
      tags,
      summary: 'What was offered to single persons in the room, newest first, for its staff',
      params: Type.Object({ id: Id }),
      response: refusable(Type.Object({ offers: Type.Array(Offer) })),
    },
    handler: ({ params: { id }, actor }) => offering.list(actor, id),
  });
}

function readRoutes(app: App, needs: CouponsNeeds): void {
  app.route({
    method: 'GET',
    url: '/api/shops/:shopId/coupons',
    schema: {
      tags,
      summary: "The shop's coupons, newest first, for its staff",
      params: Type.Object({ shopId: Id }),
      querystring: Type.Object(
        { uses: Type.Optional(Type.Boolean({ description: 'With how many of each are used.' })) },
        closed,
      ),
      response: refusable(Type.Object({ coupons: Type.Array(Coupon) })),
    },
    handler: async ({ params: { shopId }, query, actor }) => {
      if (!may(actor, 'coupon.read', shopId)) return refuse('not_allowed');
      const currency = await needs.currencyOf(needs.sql, shopId);
      if (currency === null) return refuse('not_found');
      const rows = await listCoupons(needs.sql, shopId, couponsPerShopMax);
      const coupons = rows.map((row) => shown(row, currency));
      if (!query.uses) return { coupons };
      const uses = await countUses(
        needs.sql,
        rows.map(({ id }) => id),
      );
      return { coupons: coupons.map((coupon) => ({ ...coupon, used: uses.get(coupon.id) ?? 0 })) };
    },
  });
  app.route({
    method: 'GET',
    url: '/api/me/coupons',
    schema: {
      tags,
      summary: 'The coupons that one holds of a shop and has not used',
      querystring: Type.Object({ shopId: Id }),
      response: refusable(Type.Object({ claims: Type.Array(Claim) })),
    },
    handler: async ({ query: { shopId }, actor }, reply) => {
      reply.header('cache-control', 'no-store');
      const currency = isNamed(actor) ? await needs.currencyOf(needs.sql, shopId) : null;
      if (!isNamed(actor) || currency === null) return { claims: [] };
      const rows = await readClaims(needs.sql, [actor.accountId], { shopId, endsAfter: needs.now() - dayMs });
      return { claims: rows.map(({ id, coupon }) => ({ id, coupon: shown(coupon, currency) })) };
    },
  });
}
