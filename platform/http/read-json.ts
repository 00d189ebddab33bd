import type { FastifyRequest } from 'fastify';
import type { App } from './app.ts';

/**
 * Bodies are JSON in whole UTF-8, and nothing else: the framework's own parser would put replacement characters where bytes
 * are broken, and its parser of plain text would take a body that a form of another site can send.
 */
export function readJson(app: App): void {
  const parse = app.getDefaultJsonParser('error', 'error') as (
    request: FastifyRequest,
    text: string,
    done: (error: Error | null, body?: unknown) => void,
  ) => void;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    const text = decode(bytes as Buffer);
    if (text === null) done(Object.assign(new Error('utf-8'), { statusCode: 400 }));
    else parse(request, text, done);
  });
}

function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
