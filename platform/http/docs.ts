import swaggerUi from '@fastify/swagger-ui';
import type { App } from './app.ts';

/** /openapi.json and pages to read it at /docs. Registered before the routes, so that it sees them all. */
export async function docs(app: App): Promise<void> {
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { docExpansion: 'list', deepLinking: true },
    theme: { title: 'Livestall API' },
    // The reader's own styles are made at run time; scripts stay ours alone.
    staticCSP: {
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self' 'unsafe-inline'",
      'img-src': "'self' data:",
      'connect-src': "'self'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    },
  });
}
