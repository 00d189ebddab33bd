import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { Actor } from '../kit/actor.ts';

/** What routes are put on: Fastify, with the types of a handler read from its schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; read from the cookies before the handler of every /api route. */
    actor: Actor;
    /** The network address that limits count by: the caller's, also behind a trusted proxy. */
    readonly address: string;
  }
}
