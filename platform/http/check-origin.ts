import { refuse } from '../kit/refusal.ts';
import type { App } from './app.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A browser always names the page that makes a writing request. It must be ours, exactly: with SameSite cookies this is
 * the defence against forged requests. A program that is no browser sends neither header and carries no ambient cookie.
 */
export function checkOrigin(app: App, publicUrl: string): void {
  const own = new URL(publicUrl).origin;
  app.addHook('onRequest', async (request, reply) => {
    if (safeMethods.has(request.method)) return;
    const { origin, 'sec-fetch-site': site } = request.headers;
    const ok = origin === undefined ? site === undefined || site === 'same-origin' || site === 'none' : origin === own;
    if (!ok) return reply.type('application/json').send(refuse('bad_origin'));
  });
}
