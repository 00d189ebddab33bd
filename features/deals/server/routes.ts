import { Type } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { refusable, requireNamed } from '../../../platform/http/refusable.ts';
import { isRefusal, refuse } from '../../../platform/kit/refusal.ts';
import { Id } from '../../../platform/kit/schema.ts';
import { may } from '../../accounts/access.ts';
import { Deal, DealAct, SetUpDeal } from '../protocol.ts';
import { type Acting, shown } from './acting.ts';
import type { DealsNeeds } from './needs.ts';
import { listDeals } from './store.ts';

const tags = ['deals'];
const params = Type.Object({ dealId: Id });
const roomParams = Type.Object({ roomId: Id });

export function routes(app: App, needs: DealsNeeds, acting: Acting): void {
  app.route({
    method: 'GET',
    url: '/api/rooms/:roomId/deals',
    schema: {
      tags,
      summary: "The room's deals, prepared ones too, for its shop's staff",
      params: roomParams,
      response: refusable(Type.Object({ deals: Type.Array(Deal) })),
    },
    handler: async ({ params: { roomId }, actor }) => {
      const room = await needs.readRoom(needs.sql, roomId);
      if (!room) return refuse('room_unknown');
      if (!may(actor, 'deal.read', room.shopId)) return refuse('not_allowed');
      return { deals: (await listDeals(needs.sql, roomId)).map(shown) };
    },
  });
  app.route({
    method: 'POST',
    url: '/api/rooms/:roomId/deals',
    schema: { tags, summary: 'Set up a deal', params: roomParams, body: SetUpDeal, response: refusable(Deal) },
    handler: async (request) => {
      const named = requireNamed(request);
      return isRefusal(named) ? named : acting.setUp(named, request.params.roomId, request.body);
    },
  });
  for (const [name, summary] of [
    ['announce', 'Begin the countdown'],
    ['end', 'End it early'],
  ] as const) {
    app.route({
      method: 'POST',
      url: `/api/deals/:dealId/${name}`,
      schema: { tags, summary, params, body: DealAct, response: refusable(Deal) },
      handler: async (request) => {
        const named = requireNamed(request);
        return isRefusal(named) ? named : acting[name](named, request.params.dealId, request.body.id);
      },
    });
  }
  app.route({
    method: 'POST',
    url: '/api/deals/:dealId/drop',
    schema: {
      tags,
      summary: 'Take away a deal that was not announced',
      params,
      body: DealAct,
      response: refusable(Type.Object({})),
    },
    handler: async (request) => {
      const named = requireNamed(request);
      return isRefusal(named) ? named : acting.drop(named, request.params.dealId, request.body.id);
    },
  });
}
