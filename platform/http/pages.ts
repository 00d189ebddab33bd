import { existsSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '../kit/refusal.ts';
import type { App } from './app.ts';

export interface PagesNeeds {
  /** The built web app: index.html and assets/ with hashed names. */
  readonly folder: string;
  /** Before a page is sent: a browser without a cookie becomes a guest. */
  readonly onPage: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
}

const serverPaths = /^\/(api|docs|pictures|socket|assets)(\/|$)|\.[a-z0-9]{1,5}$/i;

/** Serves the web app: its files as they are, and its one page for every other address that a person may type. */
export async function pages(app: App, { folder, onPage }: PagesNeeds): Promise<void> {
  // While developing, Vite serves the pages and there may be nothing built.
  if (!existsSync(path.join(folder, 'index.html'))) return;
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    wildcard: false,
    setHeaders(response, file) {
      const hashed = file.startsWith(path.join(folder, 'assets'));
      response.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.get('/*', { schema: { hide: true } }, async (request, reply) => {
    const address = request.url.split('?')[0]!;
    if (serverPaths.test(address)) return refuse('not_found');
    await onPage(request, reply);
    return reply.sendFile('index.html');
  });
}
