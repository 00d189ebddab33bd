import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** USER_HZ: what /proc counts processor time in, on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** A process of the bench that answers what it is asked. */
export class Child {
  readonly #child: ChildProcess;

  constructor(script: string, args: readonly string[], core: number) {
    this.#child = fork(new URL(script, import.meta.url), args, { execArgv: ['--expose-gc'] });
    pin(this.pid, core);
  }

  get pid(): number {
    return this.#child.pid!;
  }

  async ask<T>(act: string, value?: unknown): Promise<T> {
    this.#child.send({ act, value });
    return await this.said<T>(act);
  }

  said<T>(act: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const done = () => {
        this.#child.off('message', onMessage);
        this.#child.off('exit', onExit);
      };
      const onMessage = (message: { act: string; value: T; error?: string }) => {
        if (message.act !== act) return;
        done();
        if (message.error) reject(new Error(message.error));
        else resolve(message.value);
      };
      const onExit = () => {
        done();
        reject(new Error(`The process ended before it answered ${act}.`));
      };
      this.#child.on('message', onMessage);
      this.#child.on('exit', onExit);
    });
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    this.#child.disconnect();
    await once(this.#child, 'exit');
  }
}

/** All threads of a process on one core, where the machine can do that. */
export function pin(pid: number, core: number): void {
  spawnSync('taskset', ['-acp', String(core), String(pid)], { stdio: 'ignore' });
}

/** Processor seconds of a process so far, of user and kernel. */
export function cpuSecondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name may hold anything, but it ends with the last bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

export function residentBytesOf(pid: number): number {
  const kb = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kb) * 1024;
}
