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
  /** The demo's people; nobody where there is no demo. */
  readonly signIns: Readonly<Record<string, { email: string; password: string }>>;
  /** What the last start printed. */
  said(): string;
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

export async function openHouse(
  settings: Readonly<Record<string, string>> = {},
): Promise<{ house: House; stop(): Promise<void> }> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'livestall-journey-'));
  const [port, mediaPort] = [await freePort(), await freePort()];
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    PORT: String(port),
    MEDIA_PORT: String(mediaPort),
    DATABASE_URL: '',
    ...settings,
  };
  const url = `http://localhost:${port}`;
  let { child, said } = await start(env);
  const signIns = settings.SHOP_DEMO === 'no' ? [] : await readSignIns(dataDir);
  const house: House = {
    url,
    mediaUrl: `http://localhost:${mediaPort}`,
    dataDir,
    signIns: Object.fromEntries(signIns.map((signIn) => [signIn.role, signIn])),
    said: () => said,
    async restart() {
      await end(child);
      ({ child, said } = await start(env));
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

async function readSignIns(dataDir: string): Promise<{ role: string; email: string; password: string }[]> {
  return JSON.parse(await readFile(path.join(dataDir, 'demo.json'), 'utf8')).signIns;
}

async function start(env: NodeJS.ProcessEnv): Promise<{ child: ChildProcess; said: string }> {
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
  return { child, said: output };
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

/** What a camera sends is encoded, decoded and drawn in software here: a small picture leaves two cores for the rest. */
function smallCamera(): void {
  const { mediaDevices } = navigator;
  if (!mediaDevices) return;
  const ask = mediaDevices.getUserMedia.bind(mediaDevices);
  const small = { width: 180, height: 320, frameRate: 10 };
  mediaDevices.getUserMedia = (wished) => {
    const video = typeof wished?.video === 'object' ? { ...wished.video, ...small } : wished?.video;
    return ask({ ...wished, ...(video === undefined ? {} : { video }) });
  };
}

/** Somebody with a browser of their own. */
export interface Person {
  readonly context: BrowserContext;
  readonly page: Page;
}

export async function person(browser: Browser, size: object): Promise<Person> {
  const context = await browser.newContext({ ...size, locale: 'en-GB', permissions: ['camera', 'microphone'] });
  await context.addInitScript(smallCamera);
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
