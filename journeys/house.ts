import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, test as base, type Page } from '@playwright/test';
import { freePort } from '../tools/ports.ts';

/** A whole installation on a data folder of its own, started as a person starts it. */
export interface House {
  readonly url: string;
  readonly mediaUrl: string;
  readonly dataDir: string;
  readonly signIns: Readonly<Record<string, { email: string; password: string }>>;
  /** Ctrl-C and a new start on the same data. */
  restart(): Promise<void>;
  /** kill -9 of one process; the supervisor brings it back. */
  kill(name: 'server' | 'media'): Promise<void>;
  ready(): Promise<void>;
}

const readyMs = 90_000;

export const test = base.extend<object, { house: House }>({
  house: [
    // biome-ignore lint/correctness/noEmptyPattern: the runner reads the names of what a fixture needs from this pattern.
    async ({}, use) => {
      const { house, stop } = await openHouse();
      await use(house);
      await stop();
    },
    { scope: 'worker', timeout: readyMs * 2 },
  ],
});

async function openHouse(): Promise<{ house: House; stop(): Promise<void> }> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'livestall-journey-'));
  const [port, mediaPort] = [await freePort(), await freePort()];
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    PORT: String(port),
    MEDIA_PORT: String(mediaPort),
    DATABASE_URL: '',
  };
  const url = `http://localhost:${port}`;
  let child = await start(env);
  const demo = JSON.parse(await readFile(path.join(dataDir, 'demo.json'), 'utf8')) as {
    signIns: { role: string; email: string; password: string }[];
  };
  const house: House = {
    url,
    mediaUrl: `http://localhost:${mediaPort}`,
    dataDir,
    signIns: Object.fromEntries(demo.signIns.map((signIn) => [signIn.role, signIn])),
    async restart() {
      await end(child);
      child = await start(env);
    },
    async kill(name) {
      process.kill(await pidOf(dataDir, name), 'SIGKILL');
    },
    ready: () => waitFor(async () => (await fetch(`${url}/readyz`)).ok),
  };
  const stop = async () => {
    await end(child);
    await rm(dataDir, { recursive: true, force: true });
  };
  return { house, stop };
}

async function start(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['tools/start.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`Not ready in ${readyMs} ms:\n${output}`)), readyMs);
    const take = (chunk: Buffer) => {
      output += chunk;
      if (!output.includes('Ready after')) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('exit', (code) => reject(new Error(`The start ended with ${code}:\n${output}`)));
  });
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  await ended;
}

/** The supervisor writes each child's process id into the data folder. */
async function pidOf(dataDir: string, name: string): Promise<number> {
  const folder = path.join(dataDir, 'run');
  const file = (await readdir(folder)).find((entry) => entry.startsWith(name))!;
  return (JSON.parse(await readFile(path.join(folder, file), 'utf8')) as { pid: number }).pid;
}

export async function waitFor(check: () => Promise<boolean>, timeoutMs = 20_000): Promise<void> {
  const until = Date.now() + timeoutMs;
  while (!(await check().catch(() => false))) {
    if (Date.now() > until) throw new Error('It did not happen in time.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
export const laptop = { viewport: { width: 1280, height: 800 } };

/** Somebody with a browser of their own. */
export interface Person {
  readonly context: BrowserContext;
  readonly page: Page;
}

export async function person(browser: Browser, size: object): Promise<Person> {
  const context = await browser.newContext({ ...size, locale: 'en-GB', permissions: ['camera', 'microphone'] });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error('page error:', error.message));
  return { context, page };
}

export async function signIn(page: Page, house: House, role: string): Promise<void> {
  const { email, password } = house.signIns[role]!;
  await page.goto(`${house.url}/sign-in`);
  await page.getByTestId('sign-in-email').fill(email);
  await page.getByTestId('sign-in-password').fill(password);
  await page.getByTestId('sign-in-submit').click();
  await page.waitForURL((address) => !address.pathname.startsWith('/sign-in'));
}
