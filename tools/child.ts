import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, copyFileSync, existsSync, openSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { forgetChild, recordChild } from './orphans.ts';
import { Problem } from './problem.ts';

export interface ChildPlan {
  readonly name: string;
  /** The script and what comes before and after it, for the pinned Node. */
  readonly args: readonly string[];
  /** How its command line is known again: one of the args. */
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  /** Whether it gets our own environment too; otherwise only what any program needs (`baseNames`). */
  readonly inherits: boolean;
  /** The address that answers 200 when it is ready. Without one nobody waits for it, and with code 0 it has ended for good. */
  readonly readyUrl?: string;
}

export interface ChildContext {
  readonly dataDir: string;
  readonly say: (line: string) => void;
  /** Development shows what the children say in the terminal instead of the log folder. */
  readonly logToTerminal: boolean;
}

export interface RunningChild {
  /** Settles at the first readiness, or rejects when it keeps dying before that. */
  readonly ready: Promise<void>;
  readonly stop: (force?: boolean) => Promise<void>;
  /** Another environment: it is started again, unless nothing has changed for it. */
  readonly setEnv: (env: Readonly<Record<string, string>>) => void;
}

const baseNames = /^(PATH|HOME|USER|LANG|LC_\w+|TZ|TMPDIR|TERM|COLORTERM|FORCE_COLOR|NO_COLOR|NODE_\w+)$/;
/** Halves the time that a process needs to read its own code. */
const compileCache = resolve('.cache/node');
const backoffMsMin = 200;
const backoffMsMax = 10_000;
const healthyMs = 30_000;
const stopMsMax = 10_000;
const readyMsMax = 120_000;
const readyPollMs = 60;
const firstDeathsMax = 3;
const lastLinesMax = 30;
const logBytesMax = 20 * 1024 * 1024;
const logCheckMs = 60_000;

/** Starts a child and starts it again each time it dies, until it is stopped. */
export function keepRunning(plan: ChildPlan, context: ChildContext): RunningChild {
  let env = plan.env;
  let stopping = false;
  let wasReady = plan.readyUrl === undefined;
  let deaths = 0;
  let current: ChildProcess;
  let retry: NodeJS.Timeout | undefined;
  const first = Promise.withResolvers<void>();
  if (wasReady) first.resolve();

  const start = () => {
    const startedAt = performance.now();
    const child = launch(plan, env, context);
    current = child;
    void waitUntilReady(plan.readyUrl, () => isRunning(child)).then((ready) => {
      if (stopping || child !== current) return;
      if (!ready && !wasReady && isRunning(child))
        first.reject(new Problem(`The ${plan.name} process does not get ready. ${lastWords(plan, context)}`));
      if (!ready) return;
      if (wasReady) context.say(`The ${plan.name} process is back.`);
      wasReady = true;
      first.resolve();
    });
    child.once('exit', (code, signal) => {
      forgetChild(context.dataDir, plan.name);
      if (stopping) return first.resolve();
      if (plan.readyUrl === undefined && code === 0) return;
      deaths = performance.now() - startedAt > healthyMs ? 1 : deaths + 1;
      const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
      if (!wasReady && (deaths >= firstDeathsMax || code === 2)) {
        stopping = true;
        return first.reject(
          new Problem(`The ${plan.name} process ${how} before it was ready. ${lastWords(plan, context)}`),
        );
      }
      const waitMs = Math.min(backoffMsMax, backoffMsMin * 2 ** (deaths - 1));
      context.say(`The ${plan.name} process ${how}; starting it again in ${waitMs} ms.`);
      retry = setTimeout(start, waitMs);
    });
  };
  start();
  const logCheck = setInterval(() => shortenLog(logFile(plan, context)), logCheckMs).unref();
  return {
    ready: first.promise,
    setEnv: (changed) => {
      if (isDeepStrictEqual(env, changed)) return;
      env = changed;
      current.kill('SIGTERM');
    },
    stop: async (force = false) => {
      stopping = true;
      clearTimeout(retry);
      clearInterval(logCheck);
      await endChild(current, force);
    },
  };
}

function launch(plan: ChildPlan, env: ChildPlan['env'], context: ChildContext): ChildProcess {
  const log = context.logToTerminal ? undefined : openLog(logFile(plan, context));
  const child = spawn(process.execPath, plan.args, {
    env: { NODE_COMPILE_CACHE: compileCache, ...(plan.inherits ? process.env : baseEnv()), ...env },
    // A session of its own: Ctrl-C reaches the supervisor alone, which then ends its children in order.
    detached: true,
    stdio: ['ignore', log ?? 'inherit', log ?? 'inherit', 'ipc'],
  });
  if (log !== undefined) closeSync(log);
  try {
    if (child.pid) recordChild(context.dataDir, plan.name, plan.script, child.pid);
  } catch (error) {
    // A full disk: only the start after a kill -9 of this supervisor would need it.
    context.say(`What runs could not be written down: ${(error as Error).message}`);
  }
  return child;
}

/** What is in our environment may be secret (a mail server's password, say): a child gets it by name only. */
function baseEnv(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => baseNames.test(name)));
}

function logFile(plan: ChildPlan, context: ChildContext): string {
  return join(context.dataDir, 'log', `${plan.name}.log`);
}

/** The child writes to the file itself, so that it is heard even when the supervisor is gone. */
function openLog(file: string): number {
  return openSync(file, 'a', 0o600);
}

/** Keeps one older part. The children append, so a file that is cut to nothing goes on from there. */
function shortenLog(file: string): void {
  if (!existsSync(file) || statSync(file).size <= logBytesMax) return;
  try {
    copyFileSync(file, `${file}.1`);
  } catch {
    // A full disk: the older part is given up, which makes room.
    rmSync(`${file}.1`, { force: true });
  }
  truncateSync(file);
}

function lastWords(plan: ChildPlan, context: ChildContext): string {
  if (context.logToTerminal) return '';
  const file = logFile(plan, context);
  const said = readFileSync(file, 'utf8').trim().split('\n').slice(-lastLinesMax).join('\n');
  return `Its last words (all are in ${file}):\n${said}`;
}

async function waitUntilReady(url: string | undefined, alive: () => boolean): Promise<boolean> {
  const until = performance.now() + readyMsMax;
  while (url !== undefined && alive() && performance.now() < until) {
    if (await answers(url)) return true;
    await new Promise((resolve) => setTimeout(resolve, readyPollMs));
  }
  return false;
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}

async function endChild(child: ChildProcess, force: boolean): Promise<void> {
  if (!isRunning(child) || !child.pid) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(force ? 'SIGKILL' : 'SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), stopMsMax);
  await ended;
  clearTimeout(hard);
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}
