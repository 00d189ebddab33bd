import { setTimeout as sleep } from 'node:timers/promises';
import * as acme from 'acme-client';
import type { TlsPair } from '../../platform/http/tls-files.ts';
import { type AcmeProblem, NoCertificate } from './acme-problem.ts';

export interface OrderNeeds {
  readonly directoryUrl: string;
  readonly email?: string | undefined;
  readonly domain: string;
  readonly httpPort: number;
  readonly accountKey: string;
  /** Makes the plain port answer the authority's question, until what it returns is called. */
  readonly answer: (token: string, keyAuthorization: string) => () => void;
  readonly ended: AbortSignal;
  readonly say: (line: string) => void;
}

const requestMsMax = 30_000;
const firstLookMs = 250;
const looksMsMax = 5_000;
const proofMsMax = 120_000;
type AxiosAdapter = Extract<NonNullable<typeof acme.axios.defaults.adapter>, (...args: never[]) => unknown>;

const problemPrefix = 'urn:ietf:params:acme:error:';

export async function makeAccountKey(): Promise<string> {
  return (await acme.crypto.createPrivateEcdsaKey('P-256')).toString();
}

/** One certificate from the authority: account, order, proof, request, certificate. Throws NoCertificate. */
export async function orderCertificate(needs: OrderNeeds): Promise<TlsPair> {
  const listener = askForOurselves(needs);
  try {
    return await order(needs);
  } catch (error) {
    needs.ended.throwIfAborted();
    const asked = { ...needs, authority: new URL(needs.directoryUrl).host };
    throw new NoCertificate(listener.problem(error as Error), asked);
  } finally {
    listener.stop();
  }
}

async function order(needs: OrderNeeds): Promise<TlsPair> {
  const { directoryUrl, accountKey, email, domain } = needs;
  const client = new acme.Client({ directoryUrl, accountKey });
  const terms = await client.getTermsOfServiceUrl();
  needs.say(
    `Getting a certificate for ${domain} from ${new URL(directoryUrl).host}${terms ? `, under ${terms}` : ''} ...`,
  );
  await client.createAccount({ termsOfServiceAgreed: true, ...(email ? { contact: [`mailto:${email}`] } : {}) });
  const placed = await client.createOrder({ identifiers: [{ type: 'dns', value: domain }] });
  await prove(client, placed, needs);
  const [key, request] = await acme.crypto.createCsr(
    { altNames: [domain] },
    await acme.crypto.createPrivateEcdsaKey('P-256'),
  );
  await client.finalizeOrder(placed, request);
  const done = await until(needs.ended, async () => {
    const now = await client.getOrder(placed);
    return ['pending', 'ready', 'processing'].includes(now.status) ? undefined : now;
  });
  if (done.status !== 'valid') throw problemError(done.error);
  return { cert: await client.getCertificate(done), key: key.toString() };
}

/** Answers the question for each name, and waits until the authority has looked. */
async function prove(client: acme.Client, placed: acme.Order, needs: OrderNeeds): Promise<void> {
  for (const [index, authorization] of (await client.getAuthorizations(placed)).entries()) {
    if (authorization.status === 'valid') continue;
    const challenge = authorization.challenges.find(({ type }) => type === 'http-01');
    if (!challenge) throw problemError({ type: 'unsupported', detail: 'it offers no proof over HTTP' });
    const unanswer = needs.answer(challenge.token, await client.getChallengeKeyAuthorization(challenge));
    try {
      await client.completeChallenge(challenge);
      const looked = await until(needs.ended, async () => {
        const now = (await client.getAuthorizations(placed))[index];
        return now?.status === 'pending' ? undefined : now;
      });
      if (looked.status !== 'valid') throw problemError(looked.challenges.find(({ error }) => error)?.error);
    } finally {
      unanswer();
    }
  }
}

async function until<T>(ended: AbortSignal, look: () => Promise<T | undefined>): Promise<T> {
  const begun = performance.now();
  for (let waitMs = firstLookMs; performance.now() - begun < proofMsMax; waitMs = Math.min(waitMs * 2, looksMsMax)) {
    const found = await look();
    if (found) return found;
    await sleep(waitMs, undefined, { signal: ended });
  }
  throw problemError({ type: 'unreachable', detail: 'it does not come to an end with its checks' });
}

/**
 * The library's errors carry a sentence only; the kind of problem and the time to wait stand in the answers. Its own way of
 * asking waits inside a request for as long as the authority says, be it a day, and stumbles over one that does not answer.
 */
function askForOurselves({ ended }: OrderNeeds) {
  let heard: AcmeProblem | undefined;
  const adapter: AxiosAdapter = async (config) => {
    heard = undefined;
    const response = await fetch(config.url ?? '', {
      method: config.method ?? 'get',
      headers: config.headers.toJSON(true) as Record<string, string>,
      ...(config.data ? { body: String(config.data) } : {}),
      signal: AbortSignal.any([ended, AbortSignal.timeout(requestMsMax)]),
    });
    const data = await response.text();
    if (!response.ok) heard = readProblem(data, response.headers.get('retry-after'));
    const { status, statusText, headers } = response;
    return { status, statusText, data, config, headers: Object.fromEntries(headers) };
  };
  const ours = acme.axios.interceptors.request.use((config) => Object.assign(config, { adapter }));
  return {
    problem: (error: Error & { acme?: AcmeProblem }): AcmeProblem => {
      if (error.acme) return error.acme;
      if (heard) return { ...heard, detail: heard.detail || error.message };
      const cause = error.cause as NodeJS.ErrnoException | undefined;
      return { type: 'unreachable', detail: cause?.message || cause?.code || error.message };
    },
    stop: () => acme.axios.interceptors.request.eject(ours),
  };
}

function problemError(document: unknown): Error {
  return Object.assign(new Error('refused'), { acme: readProblem(document) });
}

function readProblem(document: unknown, retryAfter?: string | null): AcmeProblem {
  const { type, detail } = (typeof document === 'string' ? parse(document) : (document ?? {})) as Record<
    string,
    unknown
  >;
  const waitMs = retryAfterMs(retryAfter ?? '');
  return {
    type: String(type ?? 'unreachable').replace(problemPrefix, ''),
    detail: String(detail ?? ''),
    ...(waitMs > 0 ? { retryAfterMs: waitMs } : {}),
  };
}

function parse(text: string): object {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

/** Seconds or a date, as HTTP allows. */
function retryAfterMs(text: string): number {
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds * 1000) : 0;
}
