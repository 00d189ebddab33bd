import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Shopping } from '../tools/faults/shopping.ts';
import { Child } from './fanout/child.ts';
import type { Came, Coming } from './fanout/returning.ts';
import { loadCore, standOurs } from './fanout/stand.ts';

/**
 * Promise 2: all viewers lose their connection at once, again and again, while people buy, and come back with the number
 * that they have. Every fact of the room comes once and in order. `npm run bench:resume [-- --viewers 1000 --storms 10]`
 */
const { values } = parseArgs({
  options: {
    viewers: { type: 'string', default: '1000' },
    storms: { type: 'string', default: '10' },
    facts: { type: 'string', default: '1000000' },
  },
});
const [viewers, storms, resumedMin] = [values.viewers, values.storms, values.facts].map(Number) as [
  number,
  number,
  number,
];
const buyers = 40;
const settleMs = 2_000;
/** What everybody must have missed in one storm, so that all storms together make up the number. */
const missedMin = Math.ceil(resumedMin / viewers / storms);

const stand = await standOurs({}, buyers);
const crowd = new Child('returning.ts', [], loadCore);
let total = { resumed: 0, facts: 0, gaps: 0, doubles: 0, resyncs: 0, behind: 0 };
const backMs: number[] = [];
try {
  const headersFile = await stand.headers(viewers, 0);
  const shopping = new Shopping(stand.stall, 1).start();
  await crowd.ask('come', { url: stand.url, headersFile, head: 0 } satisfies Coming);
  await sleep(settleMs);
  for (let storm = 1; storm <= storms; storm += 1) {
    await crowd.ask('cut');
    const from = await stand.roomHead();
    let head = from;
    for (; head - from < missedMin; head = await stand.roomHead()) await sleep(50);
    const began = performance.now();
    await crowd.ask('come', { url: stand.url, headersFile, head } satisfies Coming);
    await crowd.ask('until', await stand.roomHead());
    backMs.push(Math.round(performance.now() - began));
    console.log(`storm ${storm}: all back after ${backMs.at(-1)} ms`);
  }
  await shopping.stop();
  await sleep(settleMs);
  total = await crowd.ask<Came>('count', await stand.roomHead());
} finally {
  await crowd.end();
  await stand.close();
}
console.log(JSON.stringify({ bench: 'resume', viewers, storms, ...total, backMs }));
process.exitCode = total.gaps + total.doubles + total.behind === 0 && total.resumed >= resumedMin ? 0 : 1;
