import { Type } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { refusable, requireNamed } from '../../../platform/http/refusable.ts';
import { isRefusal } from '../../../platform/kit/refusal.ts';
import { Id } from '../../../platform/kit/schema.ts';
import { Adjustment, Journal } from '../protocol.ts';
import type { Adjusting } from './adjusting.ts';

const tags = ['stock'];
const params = Type.Object({ skuId: Id });

export function routes(app: App, adjusting: Adjusting): void {
  app.route({
    method: 'GET',
    url: '/api/skus/:skuId/journal',
    schema: {
      tags,
      summary: 'Why there are so many: the newest entries (merchant)',
      params,
      response: refusable(Journal),
    },
    handler: ({ params: { skuId }, actor }) => adjusting.journal(actor, skuId),
  });
  app.route({
    method: 'POST',
    url: '/api/skus/:skuId/adjustments',
    schema: {
      tags,
      summary: 'Adds or takes away units, with the reason (merchant)',
      params,
      body: Adjustment,
      response: refusable(Journal),
    },
    handler: async (request) => {
      const named = requireNamed(request);
      return isRefusal(named) ? named : adjusting.adjust(named, request.params.skuId, request.body);
    },
  });
}
