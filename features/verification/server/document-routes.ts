import { createReadStream } from 'node:fs';
import { Type } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { readUpload } from '../../../platform/http/read-upload.ts';
import { refusable, requireNamed } from '../../../platform/http/refusable.ts';
import { isRefusal, refuse } from '../../../platform/kit/refusal.ts';
import { Id } from '../../../platform/kit/schema.ts';
import { may } from '../../accounts/access.ts';
import { contentTypes } from '../document-file.ts';
import { Document, DocumentName, documentBytesMax } from '../protocol.ts';
import type { Documents } from './documents.ts';
import { readDocument } from './documents-store.ts';
import type { VerificationNeeds } from './needs.ts';
import { record } from './store.ts';

const tags = ['verification'];

export function documentRoutes(app: App, needs: VerificationNeeds, documents: Documents): void {
  uploadRoute(app, documents);
  app.route({
    method: 'GET',
    url: '/api/verification-documents/:documentId',
    // A stranger's file is passed on as it is.
    compress: false,
    schema: {
      tags,
      summary: 'A document, as a download (merchant of the shop, operator)',
      params: Type.Object({ documentId: Id }),
    },
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const actor = requireNamed(request);
      if (isRefusal(actor)) return actor;
      const document = await readDocument(needs.sql, request.params.documentId);
      // Whoever may not learns nothing, not even that there is one. [V3]
      if (!document || !may(actor, 'verification.apply', document.shopId)) return refuse('document_unknown');
      const { id, name, kind, bytes, shopId, verificationId } = document;
      if (verificationId !== null && may(actor, 'verification.decide')) {
        const line = { shopId, verificationId, act: 'document_read', byId: actor.accountId, text: name } as const;
        await needs.transact((tx) => record(tx, line));
      }
      reply
        .header('content-disposition', `attachment; filename="document.${kind}"; filename*=UTF-8''${encoded(name)}`)
        .header('x-content-type-options', 'nosniff')
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('content-length', bytes);
      return reply.type(contentTypes[kind]).send(createReadStream(documents.fileOf(id)));
    },
  });
}

function uploadRoute(app: App, documents: Documents): void {
  app.route({
    method: 'POST',
    url: '/api/shops/:shopId/verification-documents',
    schema: {
      tags,
      summary: 'Takes a document, as multipart/form-data with one file (merchant)',
      description: 'PDF, JPEG, PNG or WebP, judged by its bytes.',
      consumes: ['multipart/form-data'],
      params: Type.Object({ shopId: Id }),
      querystring: DocumentName,
      response: refusable(Document),
    },
    handler: async (request, reply) => {
      const { shopId } = request.params;
      const actor = requireNamed(request);
      if (isRefusal(actor)) return actor;
      if (!may(actor, 'verification.apply', shopId)) return refuse('not_allowed');
      const file = await readUpload(request, reply, { bytesMax: documentBytesMax, beyond: 'document_too_large' });
      return isRefusal(file) ? file : documents.add(shopId, actor.accountId, request.query.name, file);
    },
  });
}

/** As RFC 5987 wants it: what encodeURIComponent leaves and a header does not take. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
