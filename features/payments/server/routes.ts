import type { IncomingHttpHeaders } from 'node:http';
import { Type } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { refusable } from '../../../platform/http/refusable.ts';
import type { Refusal } from '../../../platform/kit/refusal.ts';
import { PaymentWays, type ProviderName } from '../protocol.ts';

export const webhookBytesMax = 256 * 1024;

interface Needs {
  readonly ways: PaymentWays;
  readonly providers: readonly ProviderName[];
  readonly hearWebhook: (
    provider: ProviderName,
    rawBody: Buffer,
    headers: IncomingHttpHeaders,
  ) => Promise<Refusal | undefined>;
}

/** The signature is over the bytes, so this corner of the server takes its bodies unparsed. */
export function routes(app: App, { ways, providers, hearWebhook }: Needs): void {
  app.route({
    method: 'GET',
    url: '/api/payments/ways',
    schema: {
      tags: ['payments'],
      summary: 'The ways to pay that this installation has',
      response: { 200: PaymentWays },
    },
    handler: async () => ways,
  });
  app.register(async (corner: App) => {
    corner.removeAllContentTypeParsers();
    corner.addContentTypeParser(
      'application/json',
      { parseAs: 'buffer', bodyLimit: webhookBytesMax },
      (_request, body, done) => done(null, body),
    );
    for (const provider of providers) {
      corner.route({
        method: 'POST',
        url: `/api/payments/${provider}/webhook`,
        schema: {
          tags: ['payments'],
          summary: 'Heard from the payment provider: signed, in any order, any number of times',
          response: refusable(Type.Object({})),
        },
        handler: async ({ body, headers }) =>
          (await hearWebhook(provider, Buffer.isBuffer(body) ? body : Buffer.alloc(0), headers)) ?? {},
      });
    }
  });
}
