import { Type } from 'typebox';
import type { Sql } from '../../../platform/db/connect.ts';
import type { App } from '../../../platform/http/app.ts';
import { refusable } from '../../../platform/http/refusable.ts';
import { refuse } from '../../../platform/kit/refusal.ts';
import { closed, Id, TimeMs } from '../../../platform/kit/schema.ts';
import { may } from '../../accounts/access.ts';
import { BooksReport, Ledger } from '../protocol.ts';
import { readReport } from './books-store.ts';
import { readLedger } from './store.ts';

export function routes(app: App, sql: Sql, checkNow: () => Promise<void>): void {
  booksRoutes(app, sql, checkNow);
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

function booksRoutes(app: App, sql: Sql, checkNow: () => Promise<void>): void {
  const response = refusable(Type.Object({ report: Type.Union([BooksReport, Type.Null()]) }));
  app.route({
    method: 'GET',
    url: '/api/operator/books',
    schema: {
      tags: ['ledger'],
      summary: 'The last check of the books of all shops; null before the first (operator)',
      response,
    },
    handler: async ({ actor }) =>
      may(actor, 'books.read') ? { report: await readReport(sql) } : refuse('not_allowed'),
  });
  app.route({
    method: 'POST',
    url: '/api/operator/books',
    schema: {
      tags: ['ledger'],
      summary: 'Checks the books of all shops now; a repeat changes nothing (operator)',
      body: Type.Object({ id: Id }, closed),
      response,
    },
    handler: async ({ actor }) => {
      if (!may(actor, 'books.read')) return refuse('not_allowed');
      await checkNow();
      return { report: await readReport(sql) };
    },
  });
}
