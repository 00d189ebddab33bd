import { gzipSync } from 'node:zlib';
import type { Browser, CDPSession } from 'playwright-core';

/** How much slower than this machine's the viewer's processor is. */
export const slowdown = 4;
export const watchedMs = 10_000;
const longTaskMs = 50;
const traced = [
  'devtools.timeline',
  'v8.execute',
  'disabled-by-default-v8.cpu_profiler',
  'blink.user_timing',
  'loading',
];
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 3, isMobile: true, hasTouch: true };

export interface Visit {
  readonly paintMs: number;
  readonly frameMs: number;
  /** Compressed (gzip) bytes of the scripts that came before the first frame, and within the whole watch, without the video library. */
  readonly scriptBytes: number;
  readonly laterScriptBytes: number;
  readonly videoLibraryBytes: number;
  readonly longTasks: number;
  readonly longestTaskMs: number;
}

type Watched = Pick<Visit, 'paintMs' | 'frameMs'> & { tasks: { startMs: number; ms: number }[] };

/** Opens an address as a phone that was never there before, and watches it for ten seconds. */
export async function visit(browser: Browser, url: string, rate: number, traceFile?: string): Promise<Visit> {
  const context = await browser.newContext({ ...phone, locale: 'en-GB' });
  const page = await context.newPage();
  await page.addInitScript(watchPage);
  const session = await context.newCDPSession(page);
  const scripts = await countScripts(session);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
  if (traceFile) await browser.startTracing(page, { path: traceFile, categories: traced });
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForFunction(
    (until) =>
      performance.now() > until && Number.isFinite((globalThis as unknown as { watched: Watched }).watched.frameMs),
    watchedMs,
    { timeout: 60_000, polling: 250 },
  );
  const watched = await page.evaluate(() => (globalThis as unknown as { watched: Watched }).watched);
  const loaded = await scripts(await page.evaluate(() => performance.timeOrigin), watched.frameMs);
  if (traceFile) await browser.stopTracing();
  await context.close();
  const tasks = watched.tasks.filter(({ startMs, ms }) => startMs < watchedMs && ms > longTaskMs).map(({ ms }) => ms);
  const { paintMs, frameMs } = watched;
  return { paintMs, frameMs, ...loaded, longTasks: tasks.length, longestTaskMs: Math.max(0, ...tasks) };
}

/** Sent into the page as text. */
function watchPage(): void {
  const watched = { paintMs: Number.NaN, frameMs: Number.NaN, tasks: [] as { startMs: number; ms: number }[] };
  Object.assign(globalThis, { watched });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (entry.name === 'first-contentful-paint') watched.paintMs = entry.startTime;
  }).observe({ type: 'paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) watched.tasks.push({ startMs: entry.startTime, ms: entry.duration });
  }).observe({ type: 'longtask', buffered: true });
  const seen = new WeakSet<HTMLVideoElement>();
  const find = () => {
    for (const video of document.querySelectorAll('video')) {
      if (seen.has(video)) continue;
      seen.add(video);
      video.requestVideoFrameCallback((now) => {
        if (Number.isNaN(watched.frameMs)) watched.frameMs = now;
      });
    }
  };
  new MutationObserver(find).observe(document, { childList: true, subtree: true });
}

/** Which scripts came when; their size is what gzip makes of them, whatever the server chose. */
async function countScripts(session: CDPSession) {
  await session.send('Network.enable');
  const found: { url: string; id: string; at: number }[] = [];
  session.on('Network.responseReceived', ({ requestId, response, type }) => {
    if (type === 'Script' || /\.js($|\?)/.test(response.url))
      found.push({ url: response.url, id: requestId, at: Date.now() });
  });
  return async (originMs: number, frameMs: number) => {
    const sum = { scriptBytes: 0, laterScriptBytes: 0, videoLibraryBytes: 0 };
    for (const { url, id, at } of found) {
      const { body } = await session.send('Network.getResponseBody', { requestId: id });
      const bytes = gzipSync(body).length;
      if (/\/hls-/.test(url)) sum.videoLibraryBytes += bytes;
      else if (at - originMs <= frameMs) sum.scriptBytes += bytes;
      else sum.laterScriptBytes += bytes;
    }
    return sum;
  };
}
