import type { App } from './app.ts';

/**
 * Sends a page's visitor to the public address, since cookies, writes and sockets are refused at any other: someone on the
 * machine itself who types http://localhost, or another of its names. Behind a proxy the names are the proxy's business.
 */
export function onePageAddress(app: App, publicUrl: string): void {
  const { host } = new URL(publicUrl);
  app.addHook('onRequest', async (request, reply) => {
    const { headers, socket, url } = request.raw;
    if (!['GET', 'HEAD'].includes(request.method) || !headers.accept?.includes('text/html')) return;
    if (headers['x-forwarded-for'] !== undefined || !url?.startsWith('/')) return;
    if ('encrypted' in socket && headers.host === host) return;
    // 307 and unstored: the next start may be at another address.
    return reply.header('cache-control', 'no-store').redirect(`${publicUrl}${url}`, 307);
  });
}
