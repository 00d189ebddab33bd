import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Server as TlsServer } from 'node:tls';
import fastifyCompress from '@fastify/compress';
import fastifyCookie from '@fastify/cookie';
import fastifyMultipart from '@fastify/multipart';
import fastifyRateLimit from '@fastify/rate-limit';
import fastifySwagger from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyBaseLogger, type FastifyRequest, LogController } from 'fastify';
import type { Actor } from '../kit/actor.ts';
import type { RefusalTable } from '../kit/refusal.ts';
import { type AddressOf, createAddressOf } from './address-of.ts';
import { answerBadAddress, answerRefusals } from './answer-refusals.ts';
import type { App } from './app.ts';
import { checkOrigin } from './check-origin.ts';
import { plainFromThisMachine } from './first-byte.ts';
import { onePageAddress } from './one-address.ts';
import { readJson } from './read-json.ts';
import { type OutsideSources, securityHeaders } from './security-headers.ts';
import type { Texts } from './texts.ts';
import { type TlsPair, tlsOptions } from './tls-files.ts';
import { compileValidator } from './validator.ts';

export const bodyBytesMax = 64 * 1024;
/** Below this a compressed answer saves nothing: it fits one packet either way. */
export const compressBytesMin = 1_400;
export const requestTimeoutMs = 20_000;
/** Who sends its headers byte by byte is cut after this, give or take how often it is looked. */
export const headersTimeoutMs = 10_000;
const connectionsCheckedEveryMs = 2_500;
/** Requests per minute of one account, or of one address when there is no account. */
export const requestsPerMinuteMax = 1_200;

export interface HttpNeeds {
  readonly publicUrl: string;
  readonly mediaPublicUrl: string;
  readonly actorOf: (headers: IncomingHttpHeaders) => Promise<Actor>;
  readonly refusals: RefusalTable;
  readonly texts: Texts;
  readonly uploadBytesMax: number;
  readonly requestsPerMinuteMax?: number;
  /** Without it a caller is known by the connection's own address. */
  readonly addressOf?: AddressOf;
  /** With a certificate the port speaks HTTPS, and plain HTTP to this machine only. */
  readonly tls?: TlsPair | undefined;
  /** Whether browsers are told to come by HTTPS only from now on; they are when that is the public address. */
  readonly strictTransport?: boolean;
  /** Other origins that pages may take a part from. */
  readonly outside?: OutsideSources | undefined;
  readonly log?: FastifyBaseLogger | undefined;
}

/** The HTTP server with everything that belongs to no feature: parsing, checking, refusing, logging and limits. */
export async function createHttp(needs: HttpNeeds): Promise<App> {
  const times = { headersTimeout: headersTimeoutMs, connectionsCheckingInterval: connectionsCheckedEveryMs };
  const app: App = Fastify({
    ...(needs.log ? { loggerInstance: needs.log } : {}),
    bodyLimit: bodyBytesMax,
    requestTimeout: requestTimeoutMs,
    ...(needs.tls ? { https: { ...times, ...tlsOptions(needs.tls) } } : { http: times }),
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: answerBadAddress(needs.texts),
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setValidatorCompiler(compileValidator);
  readJson(app);
  app.decorateRequest('actor', null as unknown as Actor);
  decorateAddress(app, needs.addressOf ?? createAddressOf([]));
  answerRefusals(app, needs);
  securityHeaders(app, needs);
  if (needs.tls) {
    plainFromThisMachine(app.server as unknown as TlsServer, needs.publicUrl);
    onePageAddress(app, needs.publicUrl);
  }
  checkOrigin(app, needs.publicUrl);
  await app.register(fastifyCompress, { globalDecompression: false, threshold: compressBytesMin });
  await app.register(fastifyCookie);
  await app.register(fastifyMultipart, {
    limits: { fileSize: needs.uploadBytesMax, files: 1, fields: 4, fieldSize: 1024, parts: 5, headerPairs: 20 },
  });
  readActors(app, needs);
  await app.register(fastifyRateLimit, {
    max: needs.requestsPerMinuteMax ?? requestsPerMinuteMax,
    timeWindow: 60_000,
    hook: 'preHandler',
    keyGenerator: (request) => request.actor?.accountId ?? request.address,
    allowList: (request) => !isApi(request),
  });
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Livestall',
        version: '1',
        description:
          'Live shopping on a machine of your own. Every write carries a client-made id; a repeat gets the same answer.',
      },
      servers: [{ url: needs.publicUrl }],
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'livestall.session_token' } },
      },
    },
  });
  return app;
}

function decorateAddress(app: App, addressOf: AddressOf): void {
  app.decorateRequest('address', {
    getter() {
      return addressOf(this.raw);
    },
  });
}

function readActors(app: App, needs: HttpNeeds): void {
  app.addHook('preValidation', async (request) => {
    if (isApi(request)) request.actor = await needs.actorOf(request.headers);
  });
}

/** By the route that was found, not by the address as it was written: that may be encoded, or have a host in it. */
function isApi(request: FastifyRequest): boolean {
  return request.routeOptions.url?.startsWith('/api/') ?? false;
}
