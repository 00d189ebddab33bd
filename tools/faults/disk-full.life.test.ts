import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestStudio, TestViewer } from '../../apps/media/test-media.ts';
import { audit } from './audit.ts';
import { FaultHouse } from './fault-house.ts';
import { Shopping } from './shopping.ts';
import { SmallDisk } from './small-disk.ts';
import { openStall, type Stall } from './stall.ts';

/** Room for PostgreSQL as it begins, and a little. */
const diskMegabytes = 160;
const playedSeconds = 1;

let house: FaultHouse;
let disk: SmallDisk | null;

beforeAll(async () => {
  house = await FaultHouse.open({
    media: true,
    holdSeconds: 4,
    prepare: (folder) => (disk = SmallDisk.mount(folder, diskMegabytes)),
  });
  if (disk) await house.start();
}, 120_000);

afterAll(async () => {
  await house.stop(() => disk?.unmount());
});

test('[F7] a full disk: the picture goes on without its recording, uploads and purchases are refused with a code, and with space again all is well', {
  timeout: 180_000,
}, async (context) => {
  if (!disk) return context.skip('this user may not mount a small file system');
  const stall = await openStall(house, 4);
  const show = await startShow(stall);
  await house.until('a recording', () => recorded(stall).length > 1);
  const pids = ['server', 'media'].map((name) => house.house.childPid(name));
  expect(await upload(stall, 0)).toEqual([200, undefined]);

  disk.fill();
  const shopping = new Shopping(stall, 1).start();
  await house.until('the recorder to fail', async () => (await recording(stall)) === 'failing');
  const before = show.viewer.pictureSeconds.length;
  expect(await upload(stall, 1)).toEqual([507, 'storage_full']);
  await house.until('a purchase that finds no room', () => codes(stall).has('database_down'), 90_000);
  await house.until('the picture to go on', () => show.viewer.pictureSeconds.length > before + 20);
  disk.free();

  await house.until('a recording again', async () => (await recording(stall)) === 'ok');
  await house.ready();
  expect(await upload(stall, 2)).toEqual([200, undefined]);
  await sleep(500);
  await shopping.stop();
  await show.end();
  expect(await audit(stall, shopping)).toEqual([]);
  stall.watcher.leave();
  expect([...codes(stall)].filter((code) => code !== 'database_down' && code !== 'overloaded')).toEqual([]);
  expect(['server', 'media'].map((name) => house.house.childPid(name))).toEqual(pids);
  expect(readdirSync(join(house.dataDir, 'pictures')).filter((name) => name.startsWith('.'))).toEqual([]);
  // Every segment on the disk is in the index, and the other way round.
  const listed = readFileSync(join(folderOf(stall), 'index.jsonl'), 'utf8')
    .trim()
    .split('\n');
  const numbers = listed.map((line) => (JSON.parse(line) as { number: number }).number);
  expect(recorded(stall).sort()).toEqual(numbers.map((number) => `segment-${number}.m4s`).sort());
});

/** A host who sends a second of video each second, and somebody who watches. */
async function startShow({ host, roomId }: Stall) {
  const { url } = await host.must<{ url: string }>('GET', `/api/rooms/${roomId}/publish`);
  const { mp4Url } = await host.must<{ mp4Url: string }>('GET', `/api/rooms/${roomId}/watch`);
  const studio = await new TestStudio(url, host.url).open();
  const viewer = await new TestViewer().open(mp4Url);
  let at = 0;
  const playing = setInterval(() => {
    studio.play(at, playedSeconds);
    at += playedSeconds;
  }, playedSeconds * 1000);
  return {
    viewer,
    async end() {
      clearInterval(playing);
      studio.socket.close();
      viewer.close();
      await studio.closed;
    },
  };
}

async function upload({ merchant, shopId }: Stall, shade: number): Promise<[number, unknown]> {
  // Noise does not get small, so that it needs room.
  const create = { width: 1_200, height: 1_200, channels: 3 as const, background: { r: shade, g: 80, b: 120 } };
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 40 };
  const picture = await sharp({ create: { ...create, noise } })
    .png()
    .toBuffer();
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(picture)], { type: 'image/png' }), `${randomUUID()}.png`);
  const url = new URL(`/api/shops/${shopId}/pictures`, merchant.url);
  const response = await fetch(url, { method: 'POST', headers: merchant.headers, body: form });
  return [response.status, ((await response.json()) as { code?: string }).code];
}

async function recording({ house: { house: ports } }: Stall<FaultHouse>): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${ports.mediaPort}/healthz`);
  return ((await response.json()) as { recording: string }).recording;
}

const folderOf = ({ roomId }: Stall) => join(house.dataDir, 'recordings', roomId);

function recorded(stall: Stall): string[] {
  if (!existsSync(folderOf(stall))) return [];
  return readdirSync(folderOf(stall)).filter((name) => name.startsWith('segment-'));
}

function codes(stall: Stall): Set<unknown> {
  return new Set(stall.buyers.flatMap((buyer) => buyer.turnedAway.map(({ body }) => body.code)));
}
