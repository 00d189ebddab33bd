import { availableParallelism, loadavg } from 'node:os';
import { type Browser, chromium } from 'playwright-core';
import { findOrInstallChromium } from '../tools/browser.ts';
import { fillRoom, goLive, startHouse } from './page-house.ts';
import { bareQuery } from './page-proxy.ts';
import { slowdown, type Visit, visit, watchedMs } from './page-visit.ts';

/**
 * What a viewer's phone waits for in a busy room: `npm run bench:page -- --rounds 5`. A house is started, its host goes
 * live, thirty viewers talk and buy; then a browser that was never there opens the room at a quarter of the processor's
 * speed. Two baselines take turns with it: the same page without what the server puts into it for the first load (`bare`),
 * and the same visit with the whole processor (`unslowed`), which tells how much of each figure is the processor's. With
 * `--trace <file>` the last slow visit is traced. The last line is one JSON object.
 */
const roundsDefault = 5;
const rounds = Number(argument('--rounds') ?? roundsDefault);
const traceFile = argument('--trace');
const goals = { paintMs: 1_200, frameMs: 2_000, scriptBytes: 170_000, longestTaskMs: 100 };

const executablePath = await findOrInstallChromium((line) => console.log(line));
const house = await startHouse();
const browsers: Browser[] = [];
const leaving: (() => void)[] = [];
try {
  const show = await goLive(house);
  leaving.push(() => show.stop());
  const room = await fillRoom(house);
  leaving.push(room.stop);
  const address = `${house.url}/rooms/${house.roomId}`;
  const ways = {
    room: (browser: Browser) => visit(browser, address, slowdown),
    bare: (browser: Browser) => visit(browser, `${address}${bareQuery}`, slowdown),
    unslowed: (browser: Browser) => visit(browser, address, 1),
  };
  const visits: Record<keyof typeof ways, Visit[]> = { room: [], bare: [], unslowed: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const way of ['room', 'bare', 'unslowed'] as const) {
      const seen = await visitAlone(ways[way]);
      visits[way].push(seen);
      console.log(`${way} ${JSON.stringify(seen)} load ${loadavg()[0]!.toFixed(1)}`);
    }
  }
  if (traceFile) await visitAlone((browser) => visit(browser, address, slowdown, traceFile));
  const results = Object.fromEntries(
    Object.entries(visits).map(([way, all]) => [way, { median: medians(all), best: best(all) }]),
  );
  const machine = { cores: availableParallelism(), load: loadavg()[0] };
  const busy = { lines: room.said(), orders: room.bought() };
  console.log(JSON.stringify({ bench: 'page', rounds, slowdown, watchedMs, goals, ...results, busy, machine }));
} finally {
  for (const leave of leaving) leave();
  for (const browser of browsers) await browser.close();
  await house.close();
}

/** Each visit has a browser of its own: nothing that another has compiled or kept. */
async function visitAlone(way: (browser: Browser) => Promise<Visit>): Promise<Visit> {
  const browser = await launch();
  const seen = await way(browser);
  await browser.close();
  return seen;
}

async function launch(): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath,
    args: [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-renderer-backgrounding'],
      ...['--disable-background-timer-throttling', '--disable-backgrounding-occluded-windows'],
    ],
  });
  browsers.push(browser);
  return browser;
}

function argument(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at > 0 ? process.argv[at + 1] : undefined;
}

function best(all: readonly Visit[]): Pick<Visit, 'paintMs' | 'frameMs' | 'longestTaskMs'> {
  const least = (key: keyof Visit) => Math.round(Math.min(...all.map((one) => one[key])));
  return { paintMs: least('paintMs'), frameMs: least('frameMs'), longestTaskMs: least('longestTaskMs') };
}

function medians(all: readonly Visit[]): Visit {
  const keys = Object.keys(all[0]!) as (keyof Visit)[];
  const middle = (key: keyof Visit) => {
    const sorted = all.map((one) => one[key]).sort((one, other) => one - other);
    return Math.round(sorted[Math.floor(sorted.length / 2)]!);
  };
  return Object.fromEntries(keys.map((key) => [key, middle(key)])) as unknown as Visit;
}
