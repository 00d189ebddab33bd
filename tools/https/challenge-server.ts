import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Problem } from '../problem.ts';

export interface ChallengeServer {
  /** Answers the authority's question for this token, until what it returns is called. */
  readonly answer: (token: string, keyAuthorization: string) => () => void;
  readonly close: () => Promise<void>;
}

const challengePath = '/.well-known/acme-challenge/';
const requestMsMax = 10_000;
const urlCharactersMax = 2_048;

/** The plain port under a domain: it proves to the authority that the name is ours, and sends people on to HTTPS. */
export async function openChallengeServer(host: string, port: number, publicUrl: string): Promise<ChallengeServer> {
  const answers = new Map<string, string>();
  const server = createServer({ requestTimeout: requestMsMax, headersTimeout: requestMsMax }, (request, response) =>
    answerPlain(request, response, answers, publicUrl),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(new Problem(`The port ${port} (HTTP_PORT) cannot be used: ${error.message}`)),
    );
    server.listen(port, host, resolve);
  });
  return {
    answer: (token, keyAuthorization) => {
      answers.set(token, keyAuthorization);
      return () => answers.delete(token);
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function answerPlain(
  request: IncomingMessage,
  response: ServerResponse,
  answers: ReadonlyMap<string, string>,
  publicUrl: string,
): void {
  const { url = '/', method } = request;
  const known = url.startsWith(challengePath) ? answers.get(url.slice(challengePath.length)) : undefined;
  if (known) response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(known);
  else if (url.startsWith(challengePath) || !url.startsWith('/') || url.length > urlCharactersMax)
    response.writeHead(404).end();
  else if (method === 'GET' || method === 'HEAD') response.writeHead(308, { location: `${publicUrl}${url}` }).end();
  // A form or an order that was sent in the open is not sent on: it must not seem to be all right.
  else response.writeHead(403, { connection: 'close' }).end();
}
