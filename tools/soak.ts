import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { FaultHouse } from './faults/fault-house.ts';
import { Shopping } from './faults/shopping.ts';
import { openStall, type Stall } from './faults/stall.ts';
import { Problem, runTool } from './problem.ts';
import { findWrongs } from './sale-books.ts';
import { Crowd } from './soak/crowd.ts';
import { type Figures, findGrowth, type Sample, takeSample } from './soak/samples.ts';
import { startShow } from './soak/show.ts';

const minutesDefault = 20;
const viewersDefault = 300;
const readers = 60;
const buyers = 30;
const buyerPauseMsMax = 4_000;
const minuteMs = 60_000;
const warmUpMsMax = 60_000;
const sampleMs = 30_000;
/** After the last has left: streams and rooms are forgotten after a minute, connections of pools after seconds. */
const settleMs = 80_000;

const heading =
  '    s   server: heap outside   rss  files socks timers   media: heap outside   rss  files socks timers   db';

/**
 * A show with viewers, purchases and reconnects: `npm run soak -- --minutes 20 [--viewers 300]`. Everybody comes once to
 * warm up and leaves; what is there then is compared with what is there when everybody has left after the show.
 */
await runTool(async () => {
  const { minutes, viewers } = readOptions();
  const house = await FaultHouse.open({ entry: 'tools/doubles/soak-house.ts', media: true });
  const begun = Date.now();
  const samples: Sample[] = [];
  const sample = async () => {
    samples.push(say(await takeSample(house, Math.round((Date.now() - begun) / 1000))));
    return samples.at(-1)!;
  };
  try {
    await house.start();
    const stall = await openStall(house, buyers);
    stall.watcher.leave();
    await show(stall, viewers, Math.min(warmUpMsMax, minutes * minuteMs), async () => {});
    await sleep(settleMs);
    console.log(heading);
    const first = await sample();
    const did = await show(stall, viewers, minutes * minuteMs, sample);
    await sleep(settleMs);
    const last = await sample();
    const grown = findGrowth(first, last, samples.slice(1, -1));
    for (const line of grown) console.log(`grown: ${line}`);
    const wrongs = await findWrongs(house.sql);
    for (const wrong of wrongs) console.log(JSON.stringify(wrong));
    console.log(
      JSON.stringify({
        soak: { minutes, viewers, readers, buyers },
        ...did,
        first,
        last,
        grown,
        wrongs: wrongs.length,
      }),
    );
    return grown.length + wrongs.length === 0 ? 0 : 1;
  } finally {
    await house.stop();
  }
});

/** Everybody is there for so long, and has left when it resolves. */
async function show(stall: Stall, viewers: number, ms: number, sample: () => Promise<unknown>) {
  const endShow = await startShow(stall);
  const crowd = new Crowd(stall, { viewers, readers, seed: 1 }).come();
  const shopping = new Shopping(stall, 1, buyerPauseMsMax).start();
  for (const end = Date.now() + ms; Date.now() < end; await sample()) {
    await sleep(Math.max(0, Math.min(sampleMs, end - Date.now())));
  }
  await shopping.stop();
  await crowd.leave();
  await endShow();
  const acknowledged = shopping.purchases.filter((purchase) => purchase.acknowledged.length > 0).length;
  return { visits: crowd.visits, purchases: shopping.purchases.length, acknowledged };
}

function say(sample: Sample): Sample {
  const figures = ({ heapMb, outsideMb, rssMb, files, sockets, timers }: Figures) =>
    [heapMb, outsideMb, rssMb, files, sockets, timers].map((value) => String(value).padStart(6)).join(' ');
  const seconds = String(sample.seconds).padStart(5);
  console.log(
    `${seconds}      ${figures(sample.server)}      ${figures(sample.media)}  ${String(sample.connections).padStart(4)}`,
  );
  return sample;
}

function readOptions(): { minutes: number; viewers: number } {
  const { values } = parseArgs({ options: { minutes: { type: 'string' }, viewers: { type: 'string' } } });
  const [minutes, viewers] = [Number(values.minutes ?? minutesDefault), Number(values.viewers ?? viewersDefault)];
  if (minutes > 0 && Number.isSafeInteger(viewers) && viewers >= buyers) return { minutes, viewers };
  throw new Problem(`--minutes is a number, and --viewers a whole one of at least ${buyers}.`, 2);
}
