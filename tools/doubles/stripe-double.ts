import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { type Intent, newId, StripeBook, seconds, under } from './stripe-state.ts';

export const stripeTestKeys = {
  secretKey: 'sk_test_double',
  publishableKey: 'pk_test_double',
  webhookSecret: 'whsec_double',
} as const;

/** What happens to the next request of a kind: `cut_before` did nothing, `cut_after` did it, and neither answers. */
export type Fault = 'cut_before' | 'cut_after' | 'error' | { readonly delayMs: number };

export type StripeDouble = Awaited<ReturnType<typeof startStripeDouble>>;

/** A local double of the part of Stripe that we use. A test drives it; it sends nothing by itself. */
export async function startStripeDouble(port = 0) {
  const book = new StripeBook();
  const faults: { path: string; fault: Fault }[] = [];
  const calls: string[] = [];
  const answers = new Map<string, { asked: string; status: number; body: object }>();
  const server = createServer((request, response) => void handle({ book, faults, calls, answers }, request, response));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const intentOf = (paymentId: string): Intent => {
    const intent = [...book.intents.values()].find(({ metadata }) => metadata.paymentId === paymentId);
    if (!intent) throw new Error(`Nobody asked for the payment ${paymentId}.`);
    return intent;
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    book,
    calls,
    intentOf,
    /** The buyer agrees in the browser, and the bank pays. */
    confirm: (paymentId: string) => book.capture(intentOf(paymentId)),
    /** The bank says no; the buyer may try again on the same intent. */
    fail(paymentId: string) {
      const error = { type: 'card_error', code: 'card_declined', message: 'Your card was declined.' };
      Object.assign(intentOf(paymentId), { status: 'requires_payment_method', last_payment_error: error });
    },
    failNext: (path: string, fault: Fault) => void faults.push({ path, fault }),
    /** The next refunds that are asked for are made, and fail at once with Stripe's word for why. */
    failRefunds: (count: number, why: string) => void book.failing.push(...Array.from({ length: count }, () => why)),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An event as Stripe would post it now: the object as it is at this moment. */
export function stripeEvent(type: string, object: object, id = newId('evt')): string {
  const event = { id, object: 'event', api_version: Stripe.API_VERSION, created: seconds(), livemode: false, type };
  return JSON.stringify({ ...event, data: { object: structuredClone(object) } });
}

const signer = new Stripe('sk_test_unused');

/** Stripe's own helper signs it. */
export function stripeHeaders(
  payload: string,
  { at = Date.now(), secret = stripeTestKeys.webhookSecret as string } = {},
) {
  const timestamp = Math.floor(at / 1_000);
  const header = signer.webhooks.generateTestHeaderString({ payload, secret, timestamp });
  return { 'content-type': 'application/json', 'stripe-signature': header };
}

interface Parts {
  readonly book: StripeBook;
  readonly faults: { path: string; fault: Fault }[];
  readonly calls: string[];
  readonly answers: Map<string, { asked: string; status: number; body: object }>;
}

async function handle(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://double');
  const asked = Object.fromEntries(new URLSearchParams(await textOf(request)).entries());
  const call = `${request.method} ${url.pathname.replace(/pi_\w+|re_\w+/, ':id')}`;
  parts.calls.push(call);
  const at = parts.faults.findIndex(({ path }) => path === call);
  const fault = at < 0 ? undefined : parts.faults.splice(at, 1)[0]!.fault;
  if (fault === 'cut_before') return void request.socket.destroy();
  const { status, body } =
    fault === 'error' ? refused(500, 'api_error', 'down') : once(parts, request, url, { ...asked, ...query(url) });
  if (fault === 'cut_after') return void request.socket.destroy();
  if (typeof fault === 'object') await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': newId('req') });
  response.end(JSON.stringify(body));
}

type Answer = { readonly status: number; readonly body: object };

/** A repeat of a key gets the first answer; the same key with another body is an error. */
function once(parts: Parts, request: IncomingMessage, url: URL, asked: Record<string, string>): Answer {
  if (request.headers.authorization !== `Bearer ${stripeTestKeys.secretKey}`) {
    return refused(401, 'invalid_request_error', 'api_key_invalid');
  }
  const key = request.method === 'POST' ? request.headers['idempotency-key'] : undefined;
  const text = `${url.pathname} ${JSON.stringify(asked)}`;
  const before = typeof key === 'string' ? parts.answers.get(key) : undefined;
  if (before) return before.asked === text ? before : refused(400, 'idempotency_error', '');
  // What is kept is the answer of that moment, not what became of the object.
  const answer = structuredClone(act(parts.book, request.method ?? 'GET', url.pathname, asked));
  if (typeof key === 'string' && answer.status < 500) parts.answers.set(key, { asked: text, ...answer });
  return answer;
}

function act(book: StripeBook, method: string, path: string, asked: Record<string, string>): Answer {
  const parts = path.split('/').slice(2);
  if (method === 'POST' && path === '/v1/payment_intents') return makeIntent(book, asked);
  if (path === '/v1/payment_intents/search') return ok({ object: 'search_result', ...search(book, asked.query ?? '') });
  if (path === '/v1/refunds') return method === 'POST' ? makeRefund(book, asked) : listRefunds(book, asked);
  const intent = parts[0] === 'payment_intents' ? book.intents.get(parts[1] ?? '') : undefined;
  if (!intent) return refused(404, 'invalid_request_error', 'resource_missing');
  if (parts[2] === 'cancel') return cancel(intent);
  const expand = Object.entries(asked).flatMap(([name, value]) => (name.startsWith('expand') ? [value] : []));
  return ok(book.expanded(intent, expand));
}

function makeIntent(book: StripeBook, asked: Record<string, string>): Answer {
  if (Number(asked.amount) < 30) return refused(400, 'invalid_request_error', 'amount_too_small');
  return ok(book.makeIntent(asked));
}

function cancel(intent: Intent): Answer {
  if (intent.status === 'succeeded' || intent.status === 'processing' || intent.status === 'canceled') {
    return refused(400, 'invalid_request_error', 'payment_intent_unexpected_state');
  }
  intent.status = 'canceled';
  return ok(intent);
}

function makeRefund(book: StripeBook, asked: Record<string, string>): Answer {
  const intent = book.intents.get(asked.payment_intent ?? '');
  if (intent?.status !== 'succeeded') return refused(400, 'invalid_request_error', 'charge_not_captured');
  const charge = book.charges.get(intent.latest_charge ?? '');
  if (charge?.refunded) return refused(400, 'invalid_request_error', 'charge_already_refunded');
  const amount = Number(asked.amount ?? intent.amount);
  if (amount < 1 || amount > intent.amount - (charge?.amount_refunded ?? 0)) return tooLarge;
  const why = book.failing.shift();
  if (why !== undefined) {
    const failed = book.giveBack(intent, under(asked, 'metadata'), 'failed', amount);
    return ok(Object.assign(failed, { failure_reason: why }));
  }
  return ok(book.giveBack(intent, under(asked, 'metadata'), 'succeeded', amount));
}

/** Stripe has a sentence for it and no code: "Refund amount (€5.00) is greater than unrefunded amount on charge (€4.00)". */
const tooLarge: Answer = {
  status: 400,
  body: {
    error: {
      type: 'invalid_request_error',
      param: 'amount',
      message: 'Refund amount is greater than unrefunded amount.',
    },
  },
};

function listRefunds(book: StripeBook, asked: Record<string, string>): Answer {
  const data = [...book.refunds.values()].filter((refund) => refund.payment_intent === asked.payment_intent);
  return ok({ object: 'list', data, has_more: false, url: '/v1/refunds' });
}

function search(book: StripeBook, query: string): object {
  const paymentId = /^metadata\['paymentId'\]:'([^']+)'$/.exec(query)?.[1];
  const data = [...book.intents.values()].filter(({ metadata }) => metadata.paymentId === paymentId);
  return { data, has_more: false, url: '/v1/payment_intents/search' };
}

function ok(body: object): Answer {
  return { status: 200, body };
}

function refused(status: number, type: string, code: string): Answer {
  return { status, body: { error: { type, code, message: 'The double said no.' } } };
}

function query(url: URL): Record<string, string> {
  return Object.fromEntries(url.searchParams.entries());
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
