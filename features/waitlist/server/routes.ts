import { Type } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { refusable, requireNamed } from '../../../platform/http/refusable.ts';
import { isNamed } from '../../../platform/kit/actor.ts';
import { isRefusal, refuse } from '../../../platform/kit/refusal.ts';
import { Id } from '../../../platform/kit/schema.ts';
import { may } from '../../accounts/access.ts';
import { JoinWaitlist, LeaveWaitlist, OwnPlace, SkuWaiting } from '../protocol.ts';
import { join, leave, ownPlaces } from './acting.ts';
import type { WaitlistNeeds } from './needs.ts';
import { countOfShop } from './store.ts';

const tags = ['waitlist'];
const params = Type.Object({ skuId: Id });

export function routes(app: App, needs: WaitlistNeeds): void {
  app.route({
    method: 'POST',
    url: '/api/skus/:skuId/waitlist',
    schema: {
      tags,
      summary: 'Wait for a SKU that is sold out',
      params,
      body: JoinWaitlist,
      response: refusable(OwnPlace),
    },
    handler: async (request) => {
      const named = requireNamed(request);
      if (!isRefusal(named)) needs.heardLanguage(named.accountId, request.headers['accept-language']);
      return isRefusal(named) ? named : join(needs, named, request.params.skuId, request.body);
    },
  });
  app.route({
    method: 'POST',
    url: '/api/skus/:skuId/waitlist/leave',
    schema: {
      ...{ tags, summary: 'Give the place up', params, body: LeaveWaitlist },
      response: refusable(Type.Object({})),
    },
    handler: async (request) => {
      const named = requireNamed(request);
      return isRefusal(named) ? named : leave(needs, named, request.params.skuId, request.body.id);
    },
  });
  readRoutes(app, needs);
}

function readRoutes(app: App, needs: WaitlistNeeds): void {
  app.route({
    method: 'GET',
    url: '/api/me/waitlist',
    schema: {
      ...{ tags, summary: 'The own places' },
      response: refusable(Type.Object({ places: Type.Array(OwnPlace) })),
    },
    handler: async ({ actor }, reply) => {
      reply.header('cache-control', 'no-store');
      return { places: isNamed(actor) ? await ownPlaces(needs, needs.sql, actor.accountId) : [] };
    },
  });
  app.route({
    method: 'GET',
    url: '/api/shops/:shopId/waitlist',
    schema: {
      ...{ tags, summary: 'How many wait for each SKU (host, merchant)', params: Type.Object({ shopId: Id }) },
      response: refusable(Type.Object({ skus: Type.Array(SkuWaiting) })),
    },
    handler: async ({ params: { shopId }, actor }) => {
      if (!may(actor, 'waitlist.read', shopId)) return refuse('not_allowed');
      return { skus: await countOfShop(needs.sql, shopId) };
    },
  });
}
