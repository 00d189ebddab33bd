import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { createWireReader } from './wire.ts';

/**
 * What becomes of a COMMIT on its way: it never arrives; it happens and its answer is lost; it happens and its answer
 * waits for ever.
 */
export type CommitFate = 'lost' | 'unheard' | 'held';

interface Plan {
  readonly fate: CommitFate;
  /** Only a transaction that runs a statement like this. */
  readonly writes: RegExp;
  readonly done: () => void;
}

export interface CommitProxy {
  readonly port: number;
  /** Resolves when it has happened to one transaction. */
  strike(fate: CommitFate, writes: RegExp): Promise<void>;
  close(): Promise<void>;
}

/** Stands between the server and PostgreSQL and passes everything on, but for the COMMIT that it was told about. */
export async function startCommitProxy(databasePort: () => number): Promise<CommitProxy> {
  let plan: Plan | null = null;
  const sockets = new Set<Socket>();
  const proxy = {
    port: 0,
    strike: (fate: CommitFate, writes: RegExp) =>
      new Promise<void>((done) => {
        plan = { fate, writes, done };
      }),
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
  const take = (writes: ReadonlySet<string>): Plan | null => {
    const struck = plan && [...writes].some((statement) => plan?.writes.test(statement)) ? plan : null;
    if (struck) plan = null;
    return struck;
  };
  const server = createServer((client) => {
    const port = portOr(databasePort);
    // While PostgreSQL starts anew it is nowhere, as without the proxy.
    if (port === null) return void client.destroy();
    const database = connect(port, '127.0.0.1');
    for (const socket of [client, database]) {
      socket.setNoDelay();
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => {});
    }
    passOn(client, database, take);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy.port = (server.address() as AddressInfo).port;
  return proxy;
}

function portOr(databasePort: () => number): number | null {
  try {
    return databasePort();
  } catch {
    return null;
  }
}

function passOn(client: Socket, database: Socket, take: (writes: ReadonlySet<string>) => Plan | null): void {
  const read = createWireReader();
  const writes = new Set<string>();
  let struck: Plan | null = null;
  client.on('data', (chunk) => {
    for (const { bytes, runs } of read(chunk)) {
      if (runs && /^begin\b/i.test(runs)) writes.clear();
      else if (runs && /^commit\b/i.test(runs)) struck ??= take(writes);
      else if (runs) writes.add(runs);
      if (struck?.fate === 'lost') {
        database.destroy();
        client.destroy();
        return struck.done();
      }
      database.write(bytes);
    }
  });
  database.on('data', (chunk) => {
    if (!struck) return void client.write(chunk);
    // PostgreSQL has answered the COMMIT, so it is done; nobody hears of it.
    struck.done();
    if (struck.fate === 'held') return undefined;
    client.destroy();
    database.destroy();
    return undefined;
  });
  client.on('close', () => database.destroy());
  database.on('close', () => client.destroy());
}
