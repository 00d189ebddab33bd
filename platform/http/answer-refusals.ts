import type { FastifyReply, FastifyRequest } from 'fastify';
import { isDatabaseBusy, isDatabaseDown } from '../db/connect.ts';
import { platformRefusals } from '../kit/platform-refusals.ts';
import { isRefusal, type Refusal, type RefusalTable, refuse } from '../kit/refusal.ts';
import type { App } from './app.ts';
import type { Texts } from './texts.ts';

/** What an operator must hear of. */
const oursToMend: ReadonlySet<string> = new Set(['fault', 'database_down', 'storage_full']);
/** Whoever is told to come back is told when. */
export const retryAfterSeconds = 2;

interface Needs {
  readonly refusals: RefusalTable;
  readonly texts: Texts;
}

/** Turns a returned Refusal, and every error of the framework, into a coded answer in the caller's language. */
export function answerRefusals(app: App, needs: Needs): void {
  const statuses: RefusalTable = { ...platformRefusals, ...needs.refusals };

  app.addHook('preSerialization', async (request, reply, payload) => {
    if (!isRefusal(payload)) return payload;
    const status = statuses[payload.refused];
    if (status === undefined) throw new Error(`The refusal ${payload.refused} is in no protocol.`);
    reply.code(status);
    if (watched.has(payload.refused)) noteRefusal(request, payload.refused);
    if (status === 503) reply.header('retry-after', retryAfterSeconds);
    return bodyOf(payload, needs.texts, request);
  });

  app.setErrorHandler((error: Error & { code?: string; statusCode?: number }, request, reply) => {
    const refusal = refusalOf(error);
    if (oursToMend.has(refusal.refused)) {
      request.log.error(
        { err: error, request: request.id, method: request.method, path: request.url.split('?')[0] },
        refusal.refused,
      );
    }
    return reply.type('application/json').send(refusal);
  });

  app.setNotFoundHandler((_request, reply) => reply.type('application/json').send(refuse('not_found')));
}

/** Refusals that an attacker earns: each leaves a line, so that somebody can find out later. */
const watched = new Set(['not_allowed', 'not_signed_in', 'bad_origin', 'rate_limited', 'webhook_signature_wrong']);

function noteRefusal(request: FastifyRequest, code: string): void {
  const { id, method, address, actor } = request;
  const route = request.routeOptions.url ?? 'none';
  request.log.info({ request: id, code, method, route, address, account: actor?.accountId ?? null }, 'refused');
}

/** For an address that cannot be read: the framework answers before any hook of ours. */
export function answerBadAddress(texts: Texts) {
  return (_error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const body = bodyOf(refuse('not_found'), texts, request);
    void reply.code(platformRefusals.not_found).type('application/json').send(JSON.stringify(body));
  };
}

function bodyOf(refusal: Refusal, texts: Texts, request: FastifyRequest): object {
  return {
    code: refusal.refused,
    text: texts.refusal(refusal, request.headers['accept-language']),
    ...(refusal.details ? { details: refusal.details } : {}),
    id: request.id,
  };
}

const frameworkCodes: Readonly<Record<string, string>> = {
  FST_ERR_VALIDATION: 'bad_request',
  FST_ERR_CTP_BODY_TOO_LARGE: 'too_large',
  FST_REQ_FILE_TOO_LARGE: 'too_large',
  FST_FILES_LIMIT: 'too_large',
  FST_PARTS_LIMIT: 'too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_type',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'unsupported_type',
};

function refusalOf(error: Error & { code?: string; statusCode?: number }): Refusal {
  const named = error.code ? frameworkCodes[error.code] : undefined;
  if (named === 'bad_request') return refuse('bad_request', { what: error.message.slice(0, 200) });
  if (named) return refuse(named);
  if (error.statusCode === 429) return refuse('rate_limited');
  if (error.statusCode === 413) return refuse('too_large');
  if (error.statusCode === 415) return refuse('unsupported_type');
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return refuse('bad_request', { what: 'request' });
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return refuse('storage_full');
  if (error.statusCode === 503 || isDatabaseBusy(error)) return refuse('overloaded');
  return refuse(isDatabaseDown(error) ? 'database_down' : 'fault');
}
