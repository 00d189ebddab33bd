import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';

/** An address with this query gets the page as it would be without anything that the server puts in for the first load. */
export const bareQuery = '?bare';

/**
 * Stands in front of the server at its public address. It passes everything on, and takes out of a page that is asked for
 * bare what this bench wants to know the worth of: what is drawn before any script, the first answers, the picture that begins before the app.
 */
export async function startProxy(port: number, serverPort: number): Promise<{ close(): void }> {
  const proxy = createServer((asked, answer) => passOn(asked, answer, serverPort));
  const sockets = new Set<Socket>();
  proxy.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  proxy.on('upgrade', (asked, socket, head) => {
    const server = connect(serverPort, '127.0.0.1', () => {
      const lines = [`${asked.method} ${asked.url} HTTP/1.1`, ...pairs(asked.rawHeaders), '', ''];
      server.write(lines.join('\r\n'));
      server.write(head);
      server.pipe(socket);
      socket.pipe(server);
    });
    socket.on('error', () => socket.destroy()).on('close', () => server.destroy());
    server.on('error', () => server.destroy()).on('close', () => socket.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(port, '127.0.0.1', resolve));
  return {
    close() {
      proxy.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function passOn(asked: IncomingMessage, answer: ServerResponse, port: number): void {
  const bare = asked.url?.endsWith(bareQuery) ?? false;
  const path = bare ? asked.url!.slice(0, -bareQuery.length) : asked.url!;
  const headers = bare ? { ...asked.headers, 'accept-encoding': 'identity' } : asked.headers;
  const toServer = request({ host: '127.0.0.1', port, path, method: asked.method, headers }, (got) => {
    if (!bare) {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
      return;
    }
    const parts: Buffer[] = [];
    got.on('data', (part: Buffer) => parts.push(part));
    got.on('end', () => {
      const text = stripped(Buffer.concat(parts).toString());
      const { 'content-length': _length, 'transfer-encoding': _encoding, ...rest } = got.headers;
      answer.writeHead(got.statusCode ?? 502, rest);
      answer.end(text);
    });
  });
  toServer.on('error', () => answer.destroy());
  answer.on('close', () => toServer.destroy());
  asked.pipe(toServer);
}

function stripped(page: string): string {
  return page
    .replace(/<script type="application\/json".*?<\/script>/gs, '')
    .replace(/<script type="module"[^>]*early-[^>]*><\/script>/g, '')
    .replace(/(<div id="root">).*(<\/div>\s*<\/body>)/s, '$1$2');
}

function pairs(raw: readonly string[]): string[] {
  const lines: string[] = [];
  for (let at = 0; at < raw.length; at += 2) lines.push(`${raw[at]}: ${raw[at + 1]}`);
  return lines;
}
