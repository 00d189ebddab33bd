import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { Type } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { readUpload } from '../../../platform/http/read-upload.ts';
import { refusable, requireNamed } from '../../../platform/http/refusable.ts';
import { isRefusal, refuse } from '../../../platform/kit/refusal.ts';
import { Id } from '../../../platform/kit/schema.ts';
import { may } from '../../accounts/access.ts';
import { csvColumns, csvLines } from '../csv-table.ts';
import { ImportDone, ImportPreview, importBytesMax } from '../import-protocol.ts';
import { createImporting } from './importing.ts';
import type { CatalogNeeds } from './needs.ts';
import type { Reading } from './reading.ts';
import { readProductIdsAfter } from './store-import.ts';

const tags = ['catalog'];
const uploadLimit = { bytesMax: importBytesMax, beyond: 'csv_too_large' };
/** Products that are read at a time: an export never holds the whole shop in memory. */
const exportedAtOnce = 100;

export function csvRoutes(app: App, needs: CatalogNeeds, reading: Reading): void {
  importRoutes(app, needs);
  app.route({
    method: 'GET',
    url: '/api/shops/:shopId/products.csv',
    schema: {
      tags,
      summary: 'All products as CSV, one line for each variant (merchant)',
      params: Type.Object({ shopId: Id }),
    },
    handler: async ({ params: { shopId }, actor }, reply) => {
      if (!may(actor, 'product.change', shopId)) return refuse('not_allowed');
      const table = stringify({ bom: true, header: true, columns: [...csvColumns], record_delimiter: 'windows' });
      const lines = Readable.from(linesOf(needs, reading, shopId));
      lines.on('error', (error) => table.destroy(error));
      reply.header('content-disposition', 'attachment; filename="products.csv"').header('cache-control', 'no-store');
      return reply.type('text/csv; charset=utf-8').send(lines.pipe(table));
    },
  });
}

async function* linesOf({ sql, readOnHand }: CatalogNeeds, { readProducts }: Reading, shopId: string) {
  let after: string | null = null;
  for (;;) {
    const ids: string[] = await readProductIdsAfter(sql, shopId, after, exportedAtOnce);
    if (ids.length === 0) return;
    after = ids.at(-1)!;
    const products = await readProducts(sql, ids);
    const skuIds = products.flatMap(({ skus }) => skus.map(({ id }) => id));
    const onHand = await readOnHand(sql, skuIds);
    for (const product of products) yield* csvLines(product, onHand);
  }
}

function importRoutes(app: App, needs: CatalogNeeds): void {
  const importing = createImporting(needs);
  app.route({
    method: 'POST',
    url: '/api/shops/:shopId/imports/preview',
    schema: {
      tags,
      summary: 'What a CSV file would make and change, and what is wrong with it (merchant); writes nothing',
      consumes: ['multipart/form-data'],
      params: Type.Object({ shopId: Id }),
      response: refusable(ImportPreview),
    },
    handler: async (request, reply) => {
      const named = requireNamed(request);
      if (isRefusal(named)) return named;
      const { shopId } = request.params;
      if (!may(named, 'product.change', shopId)) return refuse('not_allowed');
      const upload = await readUpload(request, reply, uploadLimit);
      return isRefusal(upload) ? upload : importing.preview(named, shopId, upload);
    },
  });
  app.route({
    method: 'POST',
    url: '/api/shops/:shopId/imports/:importId',
    schema: {
      tags,
      summary: 'Imports the file that was previewed, all or nothing (merchant)',
      consumes: ['multipart/form-data'],
      params: Type.Object({ shopId: Id, importId: Id }),
      querystring: Type.Object({ plan: Type.String({ minLength: 1, maxLength: 64 }) }),
      response: refusable(ImportDone),
    },
    handler: async (request, reply) => {
      const named = requireNamed(request);
      if (isRefusal(named)) return named;
      const { shopId, importId } = request.params;
      if (!may(named, 'product.change', shopId)) return refuse('not_allowed');
      const upload = await readUpload(request, reply, uploadLimit);
      if (isRefusal(upload)) return upload;
      return importing.apply(named, shopId, { importId, plan: request.query.plan, upload });
    },
  });
}
