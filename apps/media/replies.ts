import type { IncomingMessage, ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { refusals } from '../../features/media/protocol.ts';
import { platformRefusals } from '../../platform/kit/platform-refusals.ts';

const statusByCode: Readonly<Record<string, number>> = { ...platformRefusals, ...refusals };

export function replyRefusal(response: ServerResponse, code: string): void {
  replyJson(response, { refused: code }, statusByCode[code] ?? 500);
}

export function replyJson(response: ServerResponse, body: object, status = 200): void {
  reply(response, 'application/json; charset=utf-8', JSON.stringify(body), status);
}

export function reply(response: ServerResponse, type: string, body: string | Buffer, status = 200, keepSeconds = 0) {
  if (response.destroyed) return;
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    // The token is in the address, so only the reader's own cache may keep a file.
    'cache-control': keepSeconds > 0 ? `private, max-age=${keepSeconds}` : 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}

/** Lets pages of the allowed origins read the answer; false when the page is a stranger's. */
export function allowOrigin(request: IncomingMessage, response: ServerResponse, allowed: readonly string[]): boolean {
  const { origin } = request.headers;
  response.setHeader('vary', 'origin');
  if (origin === undefined) return true;
  if (!allowed.includes(origin)) return false;
  response.setHeader('access-control-allow-origin', origin);
  return true;
}

/** Refuses an upgrade to a socket, before there is one. */
export function refuseUpgrade(socket: Duplex, code: string): void {
  const status = statusByCode[code] ?? 500;
  const body = JSON.stringify({ refused: code });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Refused'}`,
    'connection: close',
    'content-type: application/json; charset=utf-8',
    `content-length: ${body.length}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
