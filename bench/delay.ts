import { availableParallelism, loadavg } from 'node:os';
import type { Page } from 'playwright-core';
import { quantile, readDelays } from './delay-clock.ts';
import { openStage } from './delay-stage.ts';

/**
 * From the host's screen to the viewer's, by the clock in the picture: the endless MP4 against low-latency HLS, in the
 * same run. `npm run bench:delay -- --seconds 30`. The last line is one JSON object.
 */
const secondsDefault = 20;
const settleSeconds = 4;
const asked = process.argv.indexOf('--seconds');
const seconds = asked > 0 ? Number(process.argv[asked + 1]) : secondsDefault;

const stage = await openStage();
try {
  const host = await stage.host('delay');
  await host.waitForFunction("stage.states.includes('live')");
  const results: Record<string, unknown> = {};
  for (const way of ['mp4', 'hls']) results[way] = await measure(way);
  const sent = await host.evaluate('stage.publisher.stats()');
  // Delay is made of time on the processor: on a machine that does other work the figures say little.
  const machine = { cores: availableParallelism(), load: loadavg()[0] };
  console.log(JSON.stringify({ bench: 'delay', unit: 'ms', seconds, ...results, host: sent, machine }));
} finally {
  await stage.close();
}

async function measure(way: string): Promise<object> {
  const openedAt = Date.now();
  const viewer = await stage.viewer('delay', [way]);
  await viewer.waitForFunction("stage.player.state === 'playing'");
  const playingMs = Date.now() - openedAt;
  await viewer.waitForTimeout(settleSeconds * 1000);
  const delays = await viewer.evaluate(readDelays, seconds);
  const stats = await statsOf(viewer);
  await viewer.close();
  const result = {
    p50: quantile(delays, 0.5),
    p95: quantile(delays, 0.95),
    max: Math.max(...delays),
    samples: delays.length,
    playingMs,
    ...stats,
  };
  console.log(`${way}: p50 ${result.p50} ms, p95 ${result.p95} ms, ${delays.length} samples`);
  return result;
}

async function statsOf(page: Page): Promise<object> {
  return page.evaluate('stage.player.stats()');
}
