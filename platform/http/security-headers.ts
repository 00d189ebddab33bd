import type { App } from './app.ts';

interface Needs {
  readonly publicUrl: string;
  readonly mediaPublicUrl: string;
  readonly strictTransport?: boolean;
  /** Other origins that pages may take a part from; none unless the installation was told to. */
  readonly outside?: OutsideSources | undefined;
}

export interface OutsideSources {
  readonly scripts: readonly string[];
  readonly frames: readonly string[];
  readonly connections: readonly string[];
  /** May use the browser's own wallet. */
  readonly payments: readonly string[];
}

/** What a page of ours may do. The video comes from the media process, which has an address of its own. */
export function contentSecurityPolicy({ publicUrl, mediaPublicUrl, outside }: Needs): string {
  const media = new URL(mediaPublicUrl).origin;
  const sockets = [media, new URL(publicUrl).origin].map((origin) => origin.replace(/^http/, 'ws'));
  return [
    "default-src 'none'",
    ["script-src 'self'", ...(outside?.scripts ?? [])].join(' '),
    ...(outside ? [`frame-src ${outside.frames.join(' ')}`] : []),
    "style-src 'self'",
    "img-src 'self' blob: data:",
    `media-src 'self' blob: ${media}`,
    // A 3D model's textures are read from blobs that its own page has made.
    ["connect-src 'self' blob:", media, ...sockets, ...(outside?.connections ?? [])].join(' '),
    "worker-src 'self' blob:",
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export function securityHeaders(app: App, needs: Needs): void {
  const policy = contentSecurityPolicy(needs);
  const wallets = ['self', ...(needs.outside?.payments.map((origin) => `"${origin}"`) ?? [])].join(' ');
  const payment = needs.outside ? `payment=(${wallets})` : 'payment=()';
  const strict = needs.strictTransport ?? needs.publicUrl.startsWith('https:');
  app.addHook('onSend', async (request, reply, payload) => {
    // What is said to one person is for no shared computer's cache; what may be kept says so itself.
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', policy);
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'same-origin');
    reply.header('cross-origin-opener-policy', 'same-origin');
    reply.header('permissions-policy', `camera=(self), microphone=(self), geolocation=(), ${payment}`);
    if (strict) reply.header('strict-transport-security', 'max-age=31536000');
    return payload;
  });
}
