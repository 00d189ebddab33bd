import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { gatewayLimits } from '../platform/beat/limits.ts';
import { closeCodes } from '../platform/kit/socket-protocol.ts';
import { Child, residentBytesOf } from './fanout/child.ts';
import type { Counted, Opening } from './fanout/crowd.ts';
import { loadCore, standOurs } from './fanout/stand.ts';
import type { Reading } from './fanout/wire.ts';

/**
 * [B13]: some who read a kilobyte a second, and some who stop reading, change nothing for the others. In pairs: the same
 * crowd with a tenth more who read like everybody (the baseline), and with a tenth more of whom half stops and half
 * trickles. `npm run bench:slow-viewers [-- --viewers 1000 --pairs 5 --seconds 60]`
 */
const { values } = parseArgs({
  options: {
    viewers: { type: 'string', default: '1000' },
    pairs: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '60' },
  },
});
const [viewers, pairs, seconds] = [values.viewers, values.pairs, values.seconds].map(Number) as [
  number,
  number,
  number,
];
/** To fill what the kernel holds for a connection: 4 MB to send, and to receive as much as `net.ipv4.tcp_rmem` says. */
const linesPerSecond = 1_500;
/** Ten lines a second of each: who says many more is cut off. */
const talkers = 150;
const tailMs = 1_500;
const goneMs = 3_000;
const wide = { READABLE_LINES_PER_SECOND: '10000', LINES_PER_TEN_SECONDS: '10000', BEAT_MS: '100' };

const more = Math.ceil(viewers / 10);
const asAll = Array.from({ length: more }, (): Reading => 'all');
const asSlow = Array.from({ length: more }, (_, index): Reading => (index % 2 === 0 ? 'stops' : 'trickles'));

const stand = await standOurs(wide);
const crowd = new Child('crowd.ts', [], loadCore);
const runs: { p99Before: number; p99With: number; closed: number; otherCodes: number[]; bytesPerSlow: number }[] = [];
try {
  await stand.headers(viewers + more, talkers);
  const headersFile = await stand.headers(viewers, talkers);
  const { dialect, url } = stand;
  await crowd.ask('open', { dialect, url, headersFile, talkers, compressed: false } satisfies Opening);
  await crowd.ask('say', linesPerSecond);
  await run(asAll);
  for (let pair = 0; pair < pairs; pair += 1) {
    const before = await run(asAll);
    const slow = await run(asSlow);
    const closed = slow.codes.filter((code) => code === closeCodes.slow).length;
    const otherCodes = slow.codes.filter((code) => code !== closeCodes.slow);
    const bytesPerSlow = Math.round((slow.residentBytes - before.residentBytes) / more);
    runs.push({ p99Before: before.p99Ms, p99With: slow.p99Ms, closed, otherCodes, bytesPerSlow });
    console.log(JSON.stringify(runs.at(-1)));
  }
} finally {
  await crowd.end();
  await stand.close();
}

console.log(
  JSON.stringify({
    bench: 'slow-viewers',
    ...{ viewers, slow: more, linesPerSecond, pairs },
    p99MsBefore: median(runs.map(({ p99Before }) => p99Before)),
    p99MsWith: median(runs.map(({ p99With }) => p99With)),
    differenceMs: median(runs.map(({ p99Before, p99With }) => p99With - p99Before)),
    closedSlow: median(runs.map(({ closed }) => closed)),
    otherCodes: runs.flatMap(({ otherCodes }) => otherCodes),
    bytesPerSlowViewer: median(runs.map(({ bytesPerSlow }) => bytesPerSlow)),
    bytesPerSlowViewerMax: gatewayLimits.bufferedBytesHard,
  }),
);

/** A tenth more comes and reads so, while everybody else is measured. */
async function run(reads: readonly Reading[]) {
  await crowd.ask('join', { headersFile: await stand.headers(viewers + more, talkers), reads });
  await crowd.ask('start', { seconds });
  let residentBytes = 0;
  for (let second = 0; second < seconds; second += 1) {
    await sleep(1000);
    residentBytes = Math.max(residentBytes, residentBytesOf(stand.pid));
  }
  await sleep(tailMs);
  const { p99Ms } = await crowd.ask<Counted>('stop');
  const codes = await crowd.ask<readonly number[]>('part');
  await sleep(goneMs);
  return { p99Ms, codes, residentBytes };
}

function median(list: readonly number[]): number {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]!;
}
