import { Type } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { refusable, requireNamed } from '../../../platform/http/refusable.ts';
import { isRefusal, refuse } from '../../../platform/kit/refusal.ts';
import { Id } from '../../../platform/kit/schema.ts';
import { may } from '../../accounts/access.ts';
import { PayOut, Payouts, ReturnPayout } from '../protocol.ts';
import { returnPayout } from './payout-returns.ts';
import { type PayoutsNeeds, payOut, readPayouts } from './payouts.ts';

export function payoutRoutes(app: App, needs: PayoutsNeeds): void {
  app.route({
    method: 'GET',
    url: '/api/operator/payouts',
    schema: {
      tags: ['ledger'],
      summary: 'What each of several shops has at the provider, and what was paid out to it (operator)',
      response: refusable(Payouts),
    },
    handler: async ({ actor }, reply) => {
      reply.header('cache-control', 'no-store');
      return may(actor, 'payout.make') ? readPayouts(needs) : refuse('not_allowed');
    },
  });
  app.route({
    method: 'POST',
    url: '/api/operator/payouts/:shopId',
    schema: {
      tags: ['ledger'],
      summary: 'Writes down what was paid out to one of several shops (operator)',
      params: Type.Object({ shopId: Id }),
      body: PayOut,
      response: refusable(Payouts),
    },
    handler: async (request) => {
      const named = requireNamed(request);
      if (isRefusal(named)) return named;
      if (!may(named, 'payout.make', request.params.shopId)) return refuse('not_allowed');
      return payOut(needs, named, request.params.shopId, request.body);
    },
  });
  app.route({
    method: 'POST',
    url: '/api/operator/payouts/:shopId/:payoutId/return',
    schema: {
      tags: ['ledger'],
      summary: 'Writes down that a payout came back from the bank: it is owed again (operator)',
      params: Type.Object({ shopId: Id, payoutId: Id }),
      body: ReturnPayout,
      response: refusable(Payouts),
    },
    handler: async (request) => {
      const named = requireNamed(request);
      if (isRefusal(named)) return named;
      if (!may(named, 'payout.make', request.params.shopId)) return refuse('not_allowed');
      return returnPayout(needs, named, request.params, request.body);
    },
  });
}
