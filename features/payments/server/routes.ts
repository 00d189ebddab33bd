import type { IncomingHttpHeaders } from 'node:http';
import { Type } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { refusable } from '../../../platform/http/refusable.ts';
import type { Refusal } from '../../../platform/kit/refusal.ts';

export const webhookBytesMax = 16 * 1024;

interface Needs {
  readonly provider: string;
  readonly hearWebhook: (rawBody: string, headers: IncomingHttpHeaders) => Promise<Refusal | undefined>;
}

/** The signature is over the bytes, so this corner of the server takes its bodies unparsed. */
export function routes(app: App, needs: Needs): void {
  app.register(async (corner: App) => {
    corner.removeAllContentTypeParsers();
    corner.addContentTypeParser(
      'application/json',
      { parseAs: 'string', bodyLimit: webhookBytesMax },
      (_request, body, done) => done(null, body),
    );
    corner.route({
      method: 'POST',
      url: `/api/payments/${needs.provider}/webhook`,
      schema: {
        tags: ['payments'],
        summary: 'Heard from the payment provider: signed, in any order, any number of times',
        response: refusable(Type.Object({})),
      },
      handler: async (request) => (await needs.hearWebhook(String(request.body), request.headers)) ?? {},
    });
  });
}
