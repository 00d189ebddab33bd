import scalar from '@scalar/fastify-api-reference';
import type { App } from './http.ts';

/** The page's own script runs from our server; its styles are made at run time, so only this page allows inline ones. */
const docsPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** /openapi.json and a page to read it at /docs. Registered after every route. */
export async function docs(app: App): Promise<void> {
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  await app.register(async (page) => {
    page.addHook('onRequest', async (_request, reply) => {
      reply.header('content-security-policy', docsPolicy);
    });
    await page.register(scalar, {
      routePrefix: '/docs',
      configuration: {
        url: '/openapi.json',
        theme: 'default',
        telemetry: false,
        withDefaultFonts: false,
        hideClientButton: true,
      },
    } as never);
  });
}
