import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';

/** The least of a mail server that a client needs, for tests: keeps what it is given, and turns down letters on demand. */
export async function startSmtpDouble(): Promise<{
  url: string;
  messages: string[];
  failNext(): void;
  stop(): Promise<void>;
}> {
  const messages: string[] = [];
  const sockets = new Set<Socket>();
  let failures = 0;
  const server: Server = createServer((socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)));
    let letter: string | null = null;
    let rest = '';
    const answer = (line: string) => socket.write(`${line}\r\n`);
    const command = (line: string) => {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'DATA') letter = '';
      if (verb === 'RCPT' && failures > 0) {
        failures -= 1;
        return answer('451 the store is full');
      }
      answer(verb === 'DATA' ? '354 go on' : verb === 'QUIT' ? '221 bye' : '250 double.example');
    };
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('utf8')).split('\r\n');
      rest = lines.pop()!;
      for (const line of lines) {
        if (letter === null) command(line);
        else if (line !== '.') letter += `${line}\n`;
        else {
          messages.push(letter);
          letter = null;
          answer('250 taken');
        }
      }
    });
    answer('220 double.example ESMTP');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    messages,
    failNext: () => {
      failures += 1;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
