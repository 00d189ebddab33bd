import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Crowd } from './flood/crowd.ts';
import { startOwnHouse } from './flood/own-house.ts';
import { heading, type Second, Tally } from './flood/tally.ts';
import { Watcher } from './flood/watcher.ts';
import { Problem, runTool } from './problem.ts';

const rateDefault = 200;
const rateMax = 5_000;
const minutesDefault = 2;
/** Lines may wait for a second, and their frame travels. */
const settleMs = 2_500;

/**
 * Many people talk at once in a room: `npm run flood -- --rate 200 --minutes 2 [--room <address>]`. They come in through
 * the public API like anybody, each with a name and at the pace that the room allows, and a guest's socket counts what a
 * viewer is shown of it. Without `--room` a house of its own is started, whose room can be opened in a browser.
 */
await runTool(async () => {
  const { room, rate, minutes } = readOptions();
  const house = room ? null : await startOwnHouse();
  const address = room ?? house!.room;
  console.log(`The room: ${address}`);
  const tally = new Tally();
  const watcher = await Watcher.open(address, tally);
  const crowd = new Crowd({ address, rate, tally, ownAddresses: house !== null });
  try {
    await crowd.come();
    console.log(heading);
    const everySecond = setInterval(() => console.log(rowOf(tally.second(crowd.present))), 1_000);
    crowd.talk();
    await sleep(minutes * 60_000);
    crowd.hush();
    await sleep(settleMs);
    clearInterval(everySecond);
    console.log(JSON.stringify({ flood: { rate, minutes, talkers: crowd.present }, ...tally.total() }));
    return 0;
  } finally {
    crowd.leave();
    watcher.leave();
    await house?.close();
  }
});

function rowOf(second: Second): string {
  return Object.values(second)
    .map((value) => String(value).padStart(9))
    .join('');
}

function readOptions(): { room: URL | null; rate: number; minutes: number } {
  const { values } = parseArgs({
    options: { room: { type: 'string' }, rate: { type: 'string' }, minutes: { type: 'string' } },
  });
  const [rate, minutes] = [Number(values.rate ?? rateDefault), Number(values.minutes ?? minutesDefault)];
  if (!(rate > 0 && rate <= rateMax && minutes > 0))
    throw new Problem(`--rate is a number of lines a second up to ${rateMax}, and --minutes a number.`, 2);
  if (values.room === undefined) return { room: null, rate, minutes };
  const room = URL.parse(values.room);
  if (!room || !/\/rooms\/[0-9a-f-]{36}$/.test(room.pathname))
    throw new Problem('--room is the address of a room, such as http://localhost:3000/rooms/...', 2);
  return { room, rate, minutes };
}
