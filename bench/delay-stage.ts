import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { createMedia, type Media } from '../apps/media/media.ts';
import { createMediaAddresses } from '../features/media/server/index.ts';
import { findOrInstallChromium } from '../tools/browser.ts';
import { installClockCamera } from './delay-clock.ts';

const secret = 'only-for-this-measurement-0123456789abcdef';
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

export interface Stage {
  readonly media: Media;
  /** A page with the clock for a camera, on the air. */
  host(room: string): Promise<Page>;
  /** A page that plays the room in the given ways. */
  viewer(room: string, ways?: readonly string[]): Promise<Page>;
  stopMedia(): Promise<void>;
  /** On the same port and data folder, as a supervisor would. */
  startMedia(): Promise<void>;
  close(): Promise<void>;
}

/** The media process, a page with the product's publisher and player, and a browser with a clock or a fake camera. */
export async function openStage(camera: 'clock' | 'fake' = 'clock'): Promise<Stage> {
  const dataDir = await mkdtemp(join(tmpdir(), 'livestall-delay-'));
  const pageDir = join(dataDir, 'page');
  await build({
    root: join(import.meta.dirname, 'delay-page'),
    logLevel: 'error',
    configFile: false,
    build: { outDir: pageDir, target: 'es2024', emptyOutDir: true },
  });
  let mediaUrl = '';
  const pages = await servePage(pageDir, () => mediaUrl);
  const start = (port: number) =>
    createMedia({
      ...{ host: '127.0.0.1', port, dataDir, secret, allowedOrigins: [pages.url], clock: Date.now },
      ...{ log: quietLog, recordingHours: 1 },
    });
  let media = await start(0);
  mediaUrl = media.url;
  const browser = await launch();
  const open = async (room: string) => {
    const page = await (await browser.newContext({ viewport: { width: 412, height: 732 } })).newPage();
    if (camera === 'clock') await page.addInitScript(installClockCamera);
    await page.goto(`${pages.url}/index.html?room=${room}`);
    return page;
  };
  return {
    get media() {
      return media;
    },
    async host(room) {
      const page = await open(room);
      await page.evaluate('stage.host()');
      return page;
    },
    async viewer(room, ways) {
      const page = await open(room);
      await page.evaluate(`stage.watch(${JSON.stringify(ways)})`);
      return page;
    },
    stopMedia: () => media.close(),
    async startMedia() {
      media = await start(media.port);
    },
    async close() {
      await browser.close();
      await media.close();
      await pages.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const quietLog = { info: () => {}, warn: console.warn, error: console.error };

async function servePage(folder: string, mediaUrl: () => string) {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://page.invalid');
    const act = /^\/address\/(watch|publish)$/.exec(url.pathname)?.[1];
    if (act) {
      const addresses = createMediaAddresses({ secret, mediaPublicUrl: mediaUrl(), clock: Date.now });
      const room = url.searchParams.get('room') ?? '';
      response.end(JSON.stringify(act === 'watch' ? addresses.watch(room) : addresses.publish(room)));
      return;
    }
    const file = await readFile(join(folder, url.pathname)).catch(() => null);
    response.writeHead(file ? 200 : 404, { 'content-type': types[extname(url.pathname)] ?? 'text/plain' });
    response.end(file ?? 'not found');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: await findOrInstallChromium((line) => console.log(line)),
    args: [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
      ...[
        '--disable-background-networking',
        '--disable-component-update',
        '--autoplay-policy=no-user-gesture-required',
      ],
      // Two pages in one headless window manager: neither may be slowed down for being behind the other.
      ...['--disable-renderer-backgrounding', '--disable-background-timer-throttling'],
      ...['--disable-backgrounding-occluded-windows', '--use-fake-device-for-media-stream'],
      '--use-fake-ui-for-media-stream',
    ],
  });
}
