import { createHash, createPublicKey, type JsonWebKey, randomBytes, verify } from 'node:crypto';
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TestAuthority } from './test-authority.ts';

export interface AcmeDouble {
  readonly directoryUrl: string;
  readonly authority: TestAuthority;
  /** Every request that was understood, by its kind. */
  readonly asked: readonly string[];
  /** What the next requests of a kind are refused with. */
  readonly refuse: (kind: string, problem: Refusal | undefined) => void;
  readonly close: () => Promise<void>;
}

interface Refusal {
  readonly type: string;
  readonly detail: string;
  readonly status?: number;
  readonly retryAfter?: string;
}

interface Options {
  /** Where the names that are asked for are: their port 80. */
  readonly httpPort: number;
  readonly days?: number;
}

interface Order {
  readonly names: readonly string[];
  readonly token: string;
  status: 'pending' | 'ready' | 'valid' | 'invalid';
  proof: { status: 'pending' | 'valid' | 'invalid'; error?: object };
  certificate?: string;
}

interface Asked {
  readonly kind: string;
  readonly id: string;
  readonly payload: Record<string, unknown>;
  readonly key: JsonWebKey;
}

type Reply = { readonly status: number; readonly body: object | string; readonly location?: string };

const prefix = 'urn:ietf:params:acme:error:';
const requestBytesMax = 64 * 1024;

/** A certificate authority on 127.0.0.1 that speaks RFC 8555 as far as one name and HTTP proofs go, and trusts nobody. */
export async function openAcmeDouble(options: Options): Promise<AcmeDouble> {
  const double = new Double(options, await TestAuthority.create(options.days ?? 90));
  const server = createServer((request, response) => void double.answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  double.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { authority, asked, refusals } = double;
  return {
    directoryUrl: `${double.url}/directory`,
    authority,
    asked,
    refuse: (kind, problem) => (problem ? refusals.set(kind, problem) : refusals.delete(kind)),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

class Double {
  url = '';
  readonly authority: TestAuthority;
  readonly asked: string[] = [];
  readonly refusals = new Map<string, Refusal>();
  readonly #options: Options;
  readonly #nonces = new Set<string>();
  readonly #accounts = new Map<string, JsonWebKey>();
  readonly #orders = new Map<string, Order>();

  constructor(options: Options, authority: TestAuthority) {
    this.#options = options;
    this.authority = authority;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [kind = '', id = ''] = (request.url ?? '').slice(1).split('/');
    response.setHeader('replay-nonce', this.#nonce());
    const reply = await this.#reply(request, kind, id).catch((error: Error) => problem('malformed', error.message));
    const type = reply.status >= 400 ? 'application/problem+json' : 'application/json';
    const retryAfter = this.refusals.get(kind)?.retryAfter;
    if (reply.status >= 400 && retryAfter) response.setHeader('retry-after', retryAfter);
    if (reply.location) response.setHeader('location', reply.location);
    const text = typeof reply.body === 'string';
    response.setHeader('content-type', text ? 'application/pem-certificate-chain' : type);
    response.writeHead(reply.status).end(text ? reply.body : JSON.stringify(reply.body));
  }

  async #reply(request: IncomingMessage, kind: string, id: string): Promise<Reply> {
    if (kind === 'nonce') return { status: 200, body: '' };
    if (kind === 'directory') return { status: 200, body: this.#directory() };
    const asked = await this.#read(request, kind, id);
    this.asked.push(kind);
    const refused = this.refusals.get(kind);
    if (refused) return problem(refused.type, refused.detail, refused.status);
    if (kind === 'account') return this.#account(asked);
    if (kind === 'order' && id === '') return this.#newOrder(asked);
    const order = this.#orders.get(id);
    if (!order) return problem('malformed', `There is no ${kind} ${id}.`, 404);
    if (kind === 'order') return { status: 200, body: this.#orderBody(id, order) };
    if (kind === 'authorization') return { status: 200, body: this.#authorizationBody(id, order) };
    if (kind === 'challenge') return this.#challenge(id, order, asked);
    if (kind === 'finalize') return this.#finalize(id, order, asked);
    if (kind === 'certificate' && order.certificate) return { status: 200, body: order.certificate };
    return problem('malformed', `Nothing is at ${kind}.`, 404);
  }

  /** A request is signed by the account's key, for this very address, with a nonce of ours that was not used before. */
  async #read(request: IncomingMessage, kind: string, id: string): Promise<Asked> {
    const { protected: head, payload, signature } = JSON.parse(await readBody(request)) as Record<string, string>;
    const said = JSON.parse(decode(head)) as {
      nonce: string;
      url: string;
      jwk?: JsonWebKey;
      kid?: string;
      alg: string;
    };
    if (!this.#nonces.delete(said.nonce)) throw new Error('The nonce is not ours.');
    if (said.url !== `${this.url}${request.url}`) throw new Error('It was signed for another address.');
    if (said.alg !== 'ES256') throw new Error(`This double knows no ${said.alg}.`);
    const key = said.kid ? this.#accounts.get(said.kid) : said.jwk;
    if (!key) throw new Error('The account is not known.');
    const signed = Buffer.from(`${head}.${payload}`);
    const publicKey = { key: createPublicKey({ key, format: 'jwk' }), dsaEncoding: 'ieee-p1363' as const };
    const fits = verify('sha256', signed, publicKey, Buffer.from(signature ?? '', 'base64url'));
    if (!fits) throw new Error('The signature is wrong.');
    return { kind, id, key, payload: payload ? JSON.parse(decode(payload)) : {} };
  }

  #directory(): object {
    const at = (kind: string) => `${this.url}/${kind}`;
    const meta = { termsOfService: `${this.url}/terms` };
    return { newNonce: at('nonce'), newAccount: at('account'), newOrder: at('order'), meta };
  }

  #account({ payload, key }: Asked): Reply {
    const location = `${this.url}/account/${thumbprint(key)}`;
    if (payload.termsOfServiceAgreed !== true) return problem('userActionRequired', 'Agree to the terms first.', 403);
    const known = this.#accounts.has(location);
    this.#accounts.set(location, key);
    return { status: known ? 200 : 201, location, body: { status: 'valid' } };
  }

  #newOrder({ payload }: Asked): Reply {
    const names = (payload.identifiers as { type: string; value: string }[]).map(({ value }) => value);
    const id = randomBytes(8).toString('hex');
    const token = randomBytes(16).toString('base64url');
    this.#orders.set(id, { names, token, status: 'pending', proof: { status: 'pending' } });
    const body = this.#orderBody(id, this.#orders.get(id)!);
    return { status: 201, location: `${this.url}/order/${id}`, body };
  }

  async #challenge(id: string, order: Order, { key }: Asked): Promise<Reply> {
    void this.#prove(order, `${order.token}.${thumbprint(key)}`);
    return { status: 200, body: this.#challengeBody(id, order) };
  }

  /** Fetches the proof from port 80 of the name, as far as a test has one. */
  async #prove(order: Order, wanted: string): Promise<void> {
    const path = `/.well-known/acme-challenge/${order.token}`;
    const found = await fetchText(this.#options.httpPort, order.names[0]!, path).catch((error: Error) => error);
    const right = found === wanted;
    const type = found instanceof Error ? 'connection' : 'unauthorized';
    const detail = found instanceof Error ? found.message : 'The answer is not the one that was asked for.';
    order.proof = right ? { status: 'valid' } : { status: 'invalid', error: { type: `${prefix}${type}`, detail } };
    order.status = right ? 'ready' : 'invalid';
  }

  async #finalize(id: string, order: Order, { payload }: Asked): Promise<Reply> {
    if (order.status !== 'ready') return problem('orderNotReady', `The order is ${order.status}.`, 403);
    order.certificate = await this.authority.sign(Buffer.from(String(payload.csr), 'base64url'), order.names);
    order.status = 'valid';
    return { status: 200, body: this.#orderBody(id, order) };
  }

  #orderBody(id: string, order: Order): object {
    return {
      status: order.status,
      identifiers: order.names.map((value) => ({ type: 'dns', value })),
      authorizations: [`${this.url}/authorization/${id}`],
      finalize: `${this.url}/finalize/${id}`,
      ...(order.certificate ? { certificate: `${this.url}/certificate/${id}` } : {}),
    };
  }

  #authorizationBody(id: string, order: Order): object {
    const identifier = { type: 'dns', value: order.names[0] };
    return { status: order.proof.status, identifier, challenges: [this.#challengeBody(id, order)] };
  }

  #challengeBody(id: string, { token, proof }: Order): object {
    return { type: 'http-01', url: `${this.url}/challenge/${id}`, token, ...proof };
  }

  #nonce(): string {
    const nonce = randomBytes(16).toString('base64url');
    this.#nonces.add(nonce);
    return nonce;
  }
}

function problem(type: string, detail: string, status = 400): Reply {
  return { status, body: { type: `${prefix}${type}`, detail, status } };
}

function fetchText(port: number, host: string, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers: { host }, agent: false }, (response) => {
      readBody(response).then(resolve, reject);
    }).on('error', reject);
  });
}

async function readBody(stream: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of stream) {
    text += chunk;
    if (text.length > requestBytesMax) throw new Error('That is too much.');
  }
  return text;
}

function decode(text: string | undefined): string {
  return Buffer.from(text ?? '', 'base64url').toString();
}

/** RFC 7638. */
function thumbprint({ crv, kty, x, y }: JsonWebKey): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}
