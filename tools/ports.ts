import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from './problem.ts';
import { commandLine, listenerOf } from './processes.ts';

const nobodyMsMax = 3000;
const pollMs = 100;
const freePortMin = 12_000;
const freePortEnd = 32_000;

/** Refuses in one sentence, with the name of who has the port, when that can be known. */
export async function checkPort(setting: string, host: string, port: number): Promise<void> {
  let error = await tryListen(host, port);
  // A process that was just killed holds its port for a moment after it has left the list of processes.
  for (let waited = 0; waited < nobodyMsMax && error?.code === 'EADDRINUSE'; waited += pollMs) {
    if (listenerOf(port) !== undefined) break;
    await sleep(pollMs);
    error = await tryListen(host, port);
  }
  if (!error) return;
  const name = `The port ${port} (setting ${setting})`;
  if (error.code === 'EACCES')
    throw new Problem(
      `${name} needs more rights than this user has: choose one above 1023, or allow it to everybody with sudo sysctl net.ipv4.ip_unprivileged_port_start=${port}`,
    );
  if (error.code === 'EADDRNOTAVAIL')
    throw new Problem(`The setting HOST names ${host}, which this machine does not have.`);
  if (error.code !== 'EADDRINUSE') throw new Problem(`${name} cannot be used on ${host}: ${error.message}`);
  const pid = listenerOf(port);
  const holder = pid === undefined ? 'another process' : `process ${pid} (${commandLine(pid).slice(0, 80)})`;
  throw new Problem(`${name} is taken by ${holder}: end it, or choose another with ${setting}=<port>.`);
}

/**
 * A port that was free a moment ago, below those that Linux (from 32768) and others give to connections: one of theirs could be
 * taken by any connection while a server that is to come back on it is away.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(freePortMin, freePortEnd);
    const error = await tryListen('127.0.0.1', port);
    if (!error) return port;
    if (error.code !== 'EADDRINUSE') throw error;
  }
}

function tryListen(host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', resolve);
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
