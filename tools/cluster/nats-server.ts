import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../ports.ts';

export interface NatsServer {
  readonly url: string;
  readonly port: number;
  /** As a power cut would. */
  kill(): Promise<void>;
  /** On the same port. */
  restart(): Promise<void>;
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

const readyMsMax = 10_000;
const pollMs = 20;

/** A nats-server for this machine alone. */
export async function startNatsServer(
  program: string,
  { port: asked, args = [] }: { port?: number; args?: readonly string[] } = {},
): Promise<NatsServer> {
  const port = asked ?? (await freePort());
  let child: ChildProcess;
  const start = async () => {
    child = spawn(program, ['-a', '127.0.0.1', '-p', String(port), ...args], { stdio: 'ignore' });
    await listens(port);
  };
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  await start();
  return {
    ...{ url: `nats://127.0.0.1:${port}`, port },
    kill: () => end('SIGKILL'),
    restart: start,
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    stop: () => end('SIGKILL'),
  };
}

async function listens(port: number): Promise<void> {
  for (const end = Date.now() + readyMsMax; Date.now() < end; await sleep(pollMs)) {
    const socket = connect(port, '127.0.0.1');
    const open = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (open) return;
  }
  throw new Error(`Nothing listens on ${port}.`);
}
