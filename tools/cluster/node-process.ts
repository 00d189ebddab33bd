import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface NodePlan {
  readonly name: string;
  readonly script: string;
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
  /** Answers 200 when it can work. */
  readonly readyPath: string;
  readonly logFile: string;
}

const readyMsMax = 90_000;
const pollMs = 50;
const againMs = 500;
const stopMsMax = 10_000;
const saidMax = 2_000;

/** One process of a cluster, which a test may kill, freeze and start again. */
export class NodeProcess {
  readonly name: string;
  readonly port: number;
  readonly url: string;
  readonly #plan: NodePlan;
  #child: ChildProcess | null = null;
  #wanted = false;
  readonly #keeps: boolean;

  /** With `keeps` it is started again each time it dies. */
  constructor(plan: NodePlan, keeps: boolean) {
    this.#plan = plan;
    this.#keeps = keeps;
    this.name = plan.name;
    this.port = plan.port;
    this.url = `http://127.0.0.1:${plan.port}`;
  }

  start(): void {
    this.#wanted = true;
    const log = openSync(this.#plan.logFile, 'a', 0o600);
    const { PATH = '', HOME = '/' } = process.env;
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', this.#plan.script], {
      env: { PATH, HOME, NODE_COMPILE_CACHE: resolve('.cache/node'), ...this.#plan.env },
      stdio: ['ignore', log, log, 'ipc'],
    });
    this.#child = child;
    child.once('exit', () => {
      if (this.#wanted && this.#keeps && this.#child === child) setTimeout(() => this.#wanted && this.start(), againMs);
    });
  }

  async ready(): Promise<void> {
    for (const end = Date.now() + readyMsMax; ; await sleep(pollMs)) {
      if (await this.answers()) return;
      if (Date.now() > end || this.hasEnded)
        throw new Error(
          `${this.name} does not get ready:\n${readFileSync(this.#plan.logFile, 'utf8').slice(-saidMax)}`,
        );
    }
  }

  async answers(): Promise<boolean> {
    const answer = await fetch(`${this.url}${this.#plan.readyPath}`, { signal: AbortSignal.timeout(2_000) }).catch(
      () => null,
    );
    return answer?.ok ?? false;
  }

  get hasEnded(): boolean {
    return this.#child === null || this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  signal(name: NodeJS.Signals): void {
    this.#child?.kill(name);
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async stop(): Promise<void> {
    this.signal('SIGCONT');
    const hard = setTimeout(() => this.signal('SIGKILL'), stopMsMax);
    await this.#end('SIGTERM');
    clearTimeout(hard);
  }

  async #end(name: NodeJS.Signals): Promise<void> {
    this.#wanted = false;
    if (!this.#child || this.hasEnded) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill(name);
    await ended;
  }
}
