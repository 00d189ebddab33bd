export interface NatsAddress {
  /** `host:port`, without what is secret. */
  readonly servers: readonly string[];
  readonly tls: boolean;
  readonly user?: string;
  readonly pass?: string;
  readonly token?: string;
}

const defaultPort = '4222';

/**
 * `nats://host:4222`, `tls://…`, several with commas; `user:password@` or `token@` in the first counts for all. Null when
 * it is none of these.
 */
export function readNatsAddress(text: string): NatsAddress | null {
  const urls = text.split(',').map((part) => URL.parse(part.trim()));
  const [first] = urls;
  if (!first || !['nats:', 'tls:'].includes(first.protocol)) return null;
  if (urls.some((url) => !isServer(url, first.protocol))) return null;
  const [user, pass] = [decodeURIComponent(first.username), decodeURIComponent(first.password)];
  return {
    servers: urls.map((url) => `${url!.hostname}:${url!.port || defaultPort}`),
    tls: first.protocol === 'tls:',
    ...(user && pass ? { user, pass } : {}),
    ...(user && !pass ? { token: user } : {}),
  };
}

function isServer(url: URL | null, protocol: string): boolean {
  if (url?.protocol !== protocol || url.hostname === '') return false;
  return ['', '/'].includes(url.pathname) && url.search === '' && url.hash === '';
}
