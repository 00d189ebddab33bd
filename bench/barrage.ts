import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { findOrInstallChromium } from '../tools/browser.ts';
import { type Presented, rounded, tracePresented } from './barrage-trace.ts';

/**
 * How many frames a second reach the screen while 300 lines fly over a playing video: `npm run bench:barrage`. Ours, the
 * same page without lines, and the naive way take turns, with the whole processor for scripts and with a quarter of it.
 * The last line is one JSON object.
 */
const linesWanted = 300;
/** Some leave while others come in: with these there are never fewer than wanted. */
const linesSpare = 40;
const goalFramesPerSecond = 55;
const viewport = { width: 1440, height: 900 };
const asked = process.argv.indexOf('--seconds');
const seconds = asked > 0 ? Number(process.argv[asked + 1]) : 6;
const fillMsMax = 90_000;
const lookMs = 250;

interface Seen extends Presented {
  /** The fewest that were on the screen while it was measured. */
  readonly linesMin: number;
  readonly videoFramesPerSecond: number;
  readonly videoDroppedPerSecond: number;
}

const folder = await mkdtemp(join(tmpdir(), 'livestall-barrage-'));
await build({
  root: join(import.meta.dirname, 'barrage-page'),
  logLevel: 'error',
  configFile: false,
  plugins: [tailwindcss()],
  build: { outDir: folder, target: 'es2024', emptyOutDir: true },
});
const pages = await serve(folder);
const executablePath = await findOrInstallChromium((line) => console.log(line));
try {
  const results: Record<string, Record<string, Seen>> = {};
  for (const slowdown of [1, 4]) {
    const seen: Record<string, Seen> = {};
    for (const way of ['none', 'ours', 'naive']) {
      seen[way] = await look(way, slowdown);
      console.log(`slowed ${slowdown}x, ${way}: ${JSON.stringify(seen[way])}`);
    }
    results[`slowed${slowdown}x`] = seen;
  }
  const machine = { cores: availableParallelism(), load: loadavg()[0] };
  console.log(
    JSON.stringify({
      bench: 'barrage',
      lines: linesWanted,
      seconds,
      goalFramesPerSecond,
      viewport,
      ...results,
      machine,
    }),
  );
} finally {
  pages.server.close();
  await rm(folder, { recursive: true, force: true });
}

/** Each has a browser of its own: nothing that another has left behind. */
async function look(way: string, slowdown: number): Promise<Seen> {
  const browser = await chromium.launch({ executablePath, args: ['--autoplay-policy=no-user-gesture-required'] });
  try {
    return await measure(browser, way, slowdown);
  } finally {
    await browser.close();
  }
}

async function measure(browser: Browser, way: string, slowdown: number): Promise<Seen> {
  const page = await browser.newPage({ viewport });
  const cdp = await page.context().newCDPSession(page);
  await page.goto(pages.url);
  await page.evaluate(`stage.start('${way}', ${linesWanted + linesSpare})`);
  await filled(page, way);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const flying = () => page.evaluate<number>('stage.flying()');
  const video = () => page.evaluate<{ total: number; dropped: number }>('stage.video()');
  let linesMin = Number.POSITIVE_INFINITY;
  const [before, begun] = [await video(), performance.now()];
  const presented = await tracePresented(cdp, seconds * 1_000, async () => {
    await page.waitForTimeout(lookMs);
    linesMin = Math.min(linesMin, await flying());
  });
  const [after, took] = [await video(), (performance.now() - begun) / 1_000];
  return {
    ...presented,
    linesMin,
    videoFramesPerSecond: rounded((after.total - before.total) / took),
    videoDroppedPerSecond: rounded((after.dropped - before.dropped) / took),
  };
}

async function filled(page: Page, way: string): Promise<void> {
  if (way === 'none') return page.waitForTimeout(1_000);
  await page.waitForFunction(`stage.flying() >= ${linesWanted}`, undefined, { timeout: fillMsMax, polling: lookMs });
}

async function serve(root: string): Promise<{ url: string; server: Server }> {
  const footage = join(import.meta.dirname, '../apps/demo/footage/show.mp4');
  const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.mp4': 'video/mp4' };
  const server = createServer(async (request, response) => {
    const path = new URL(request.url!, 'http://localhost').pathname;
    const file = path === '/show.mp4' ? footage : join(root, path === '/' ? 'index.html' : path);
    const body = await readFile(file).catch(() => null);
    const range = /bytes=(\d+)-/.exec(request.headers.range ?? '');
    const from = range ? Number(range[1]) : 0;
    if (body === null) return void response.writeHead(404).end();
    response.writeHead(range ? 206 : 200, {
      'content-type': types[extname(file)] ?? 'text/html',
      'content-length': body.length - from,
      ...(range ? { 'content-range': `bytes ${from}-${body.length - 1}/${body.length}` } : {}),
    });
    response.end(body.subarray(from));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://localhost:${(server.address() as AddressInfo).port}/`, server };
}
