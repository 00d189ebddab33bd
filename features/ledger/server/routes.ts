import { Type } from 'typebox';
import type { Sql } from '../../../platform/db/connect.ts';
import type { App } from '../../../platform/http/app.ts';
import { refusable } from '../../../platform/http/refusable.ts';
import { refuse } from '../../../platform/kit/refusal.ts';
import { closed, Id, TimeMs } from '../../../platform/kit/schema.ts';
import { may } from '../../accounts/access.ts';
import { Ledger } from '../protocol.ts';
import { readLedger } from './store.ts';

export function routes(app: App, sql: Sql): void {
  app.route({
    method: 'GET',
    url: '/api/shops/:shopId/ledger',
    schema: {
      tags: ['ledger'],
      summary: "The shop's book: its newest entries, and what each account holds (merchant)",
      params: Type.Object({ shopId: Id }),
      querystring: Type.Object({ before: Type.Optional(TimeMs), beforeId: Type.Optional(Id) }, closed),
      response: refusable(Ledger),
    },
    handler: async ({ actor, params, query }) => {
      if (!may(actor, 'ledger.read', params.shopId)) return refuse('not_allowed');
      return readLedger(sql, params.shopId, query);
    },
  });
}
