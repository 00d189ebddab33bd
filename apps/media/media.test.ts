import { readdir, readFile } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeInit } from '../../features/media/init-segment.ts';
import { closes, goodbyeText, type LiveStatus } from '../../features/media/protocol.ts';
import { sampleInit, samplePicture } from '../../features/media/samples.ts';
import { startTestMedia, type TestMedia, TestStudio, TestViewer, testOrigin, until } from './test-media.ts';

let media: TestMedia;
const age = { ms: 0 };

beforeEach(async () => {
  age.ms = 0;
  media = await startTestMedia({ readersPerAddressMax: 5, publishersPerAddressMax: 2, heartbeatMs: 100 }, age);
});
afterEach(() => media.close());

const studio = (room = 'room') => new TestStudio(media.addresses.publish(room).url).open();
const watch = (room = 'room') => new TestViewer().open(media.addresses.watch(room).mp4Url);
const status = async () => (await (await fetch(media.addresses.watch('room').statusUrl)).json()) as LiveStatus;
const codeOf = async (url: string, headers = {}) => {
  const response = await fetch(url, { headers });
  return [response.status, ((await response.json()) as { refused: string }).refused];
};

test('[V14] a viewer starts with the init segment and the last key frame, and gets each fragment as it comes', async () => {
  const host = await studio();
  host.play(100, 2.5);
  await until(async () => (await status()).onAir);
  await until(async () => (await playlistText()).includes('segment-0'));
  const viewer = await watch();
  await until(() => viewer.pictureSeconds.length >= 15);
  expect(viewer.boxes.slice(0, 4)).toEqual(['ftyp', 'moov', 'moof', 'mdat']);
  expect(viewer.pictureSeconds[0]).toBeCloseTo(2);
  host.send(samplePicture(103, true));
  await until(() => viewer.pictureSeconds.at(-1) === 3);
});

test('[V14] a viewer that comes first gets a sign of life, and then the picture from its first key frame', async () => {
  const viewer = await watch();
  await until(() => viewer.bytes.length >= 16);
  expect(viewer.boxes).toEqual([]);
  (await studio()).play(5, 0.5);
  await until(() => viewer.pictureSeconds.length === 15);
  expect(viewer.boxes.slice(0, 3)).toEqual(['ftyp', 'moov', 'moof']);
});

test('[V7] [V18] a host that comes back with another camera goes on for the same viewers, on the same clock', async () => {
  const viewer = await watch();
  const first = await studio();
  first.play(500, 1);
  await until(() => viewer.pictureSeconds.length === 30);
  first.socket.terminate();
  const other = { ...sampleInit, video: { ...sampleInit.video, width: 640, height: 480 } };
  const again = await new TestStudio(media.addresses.publish('room').url).open(writeInit(other));
  again.play(3, 1);
  await until(() => viewer.pictureSeconds.length === 60);
  const times = viewer.pictureSeconds;
  expect(times.every((time, index) => index === 0 || time > times[index - 1]!)).toBe(true);
  expect(times.at(-1)).toBeLessThan(2.1);
  expect(viewer.boxes.filter((type) => type === 'moov')).toHaveLength(2);
  expect(viewer.ended).toBe(false);
});

test('[V8] a newer host takes over and the older is told not to come back', async () => {
  const first = await studio();
  first.play(0, 0.5);
  await studio();
  expect(await first.closed).toBe(closes.taken_over);
  expect(first.texts.at(-1)).toContain('taken_over');
});

test('a host with other tracks makes the viewers begin anew', async () => {
  const viewer = await watch();
  (await studio()).play(0, 0.5);
  await until(() => viewer.pictureSeconds.length === 15);
  await new TestStudio(media.addresses.publish('room').url).open(writeInit({ ...sampleInit, audio: null }));
  await until(() => viewer.ended);
});

test('[V17] the status tells on the air, lost and goodbye apart', async () => {
  expect(await status()).toMatchObject({ onAir: false, ended: false, epoch: 0 });
  const host = await studio();
  host.play(0, 0.5);
  await until(async () => (await status()).onAir);
  host.socket.terminate();
  await until(async () => !(await status()).onAir);
  expect(await status()).toMatchObject({ ended: false, epoch: 1 });
  const again = await studio();
  again.play(0, 0.5);
  again.socket.send(goodbyeText);
  await until(async () => (await status()).ended);
  expect(await playlistText()).toContain('#EXT-X-ENDLIST');
});

test('[V11] [V12] altered, expired and foreign addresses are refused by name', async () => {
  const { mp4Url, statusUrl } = media.addresses.watch('room');
  expect(await codeOf(`${mp4Url}0`)).toEqual([403, 'address_altered']);
  expect(await codeOf(mp4Url.replace('/room.', '/other.'))).toEqual([403, 'address_altered']);
  expect(await codeOf(mp4Url.replace('/room.', '/..%2f..%2froom.'))).toEqual([400, 'bad_room_id']);
  expect(await codeOf(statusUrl, { origin: 'http://evil.example' })).toEqual([403, 'bad_origin']);
  age.ms = 3 * 3_600_000;
  expect(await codeOf(statusUrl)).toEqual([403, 'address_expired']);
});

test('[V11] a running response ends when its address expires', async () => {
  const viewer = await watch();
  (await studio()).play(0, 0.5);
  await until(() => viewer.pictureSeconds.length === 15);
  age.ms = 2 * 3_600_000 + 1;
  await until(() => viewer.ended);
});

test('[V12] only our own pages may open a studio, and answers name exactly their origin', async () => {
  const { url } = media.addresses.publish('room');
  expect(await new TestStudio(url, 'http://evil.example').closed).toBe(1006);
  expect(await new TestStudio(url, `${testOrigin}.evil.example`).closed).toBe(1006);
  const response = await fetch(media.addresses.watch('room').statusUrl, { headers: { origin: testOrigin } });
  expect(response.headers.get('access-control-allow-origin')).toBe(testOrigin);
});

test('[V12] no token reaches the log', async () => {
  const host = await studio();
  host.socket.send('nonsense');
  await host.closed;
  await codeOf(`${media.addresses.watch('room').mp4Url}0`);
  const token = media.addresses.publish('room').url.split('token=')[1]!;
  expect(media.logged.length).toBeGreaterThan(0);
  expect(media.logged.join('\n')).not.toContain(token.slice(-20));
  expect(media.logged.join('\n')).not.toContain('token=');
});

test('[V13] one network address has so many places and no more, and gets them back', async () => {
  const viewers = await Promise.all([1, 2, 3, 4, 5].map(() => watch()));
  expect(await codeOf(media.addresses.watch('room').mp4Url)).toEqual([429, 'too_many_connections']);
  viewers[0]?.close();
  await until(async () => (await fetch(media.addresses.watch('room').statusUrl)).ok);
});

test('[V13] behind a trusted proxy each caller has places of their own', async () => {
  await media.close();
  media = await startTestMedia({ readersPerAddressMax: 1 }, age, ['127.0.0.1']);
  const url = media.addresses.watch('room').mp4Url;
  const from = (forwarded: string) => fetch(url, { headers: { 'x-forwarded-for': forwarded } });
  expect((await from('203.0.113.7')).status).toBe(200);
  expect((await from('198.51.100.1, 203.0.113.7')).status).toBe(429);
  expect((await from('203.0.113.8')).status).toBe(200);
});

test('[V15] a viewer that does not read is closed, and the others go on', async () => {
  const host = await studio();
  host.send(samplePicture(0, true));
  let cut = false;
  const slow = get(media.addresses.watch('room').mp4Url, (response) => {
    response.pause();
    response.socket.on('close', () => {
      cut = true;
    });
  });
  const viewer = await watch();
  for (let frame = 1; !cut && frame < 400; frame++) {
    host.send(samplePicture(frame / 30, frame % 30 === 0, 40_000));
    await new Promise((resolve) => setTimeout(resolve, 15));
    if (slow.destroyed) break;
    if ((await metric('readers_behind_total')) > 0) cut = true;
  }
  expect(cut).toBe(true);
  expect(viewer.ended).toBe(false);
  slow.destroy();
}, 30_000);

test('[V20] low-latency HLS: init, segments and parts come from the same fragments, and a reload waits', async () => {
  const host = await studio();
  host.play(0, 2.5);
  await until(async () => (await playlistText()).includes('segment-0'));
  const { hlsUrl } = media.addresses.watch('room');
  const text = await playlistText();
  const fileUrl = (name: string) => hlsUrl.replace('index.m3u8', name);
  const bytes = async (name: string) => Buffer.from(await (await fetch(fileUrl(name))).arrayBuffer());
  expect(text).toContain('#EXT-X-MAP:URI="init-1.mp4');
  expect((await bytes('init-1.mp4')).equals(Buffer.from(writeInit(sampleInit)))).toBe(true);
  const parts = await Promise.all(Array.from({ length: 10 }, (_, part) => bytes(`part-0-${part}.m4s`)));
  expect((await bytes('segment-0.m4s')).equals(Buffer.concat(parts))).toBe(true);
  expect(await codeOf(fileUrl('segment-99.m4s'))).toEqual([404, 'segment_gone']);
  expect(await codeOf(`${hlsUrl}&_HLS_msn=99`)).toEqual([400, 'segment_too_far_ahead']);

  const next = text.match(/PRELOAD-HINT:TYPE=PART,URI="part-1-(\d+)/)?.[1];
  const waiting = fetch(`${hlsUrl}&_HLS_msn=1&_HLS_part=${next}`).then((response) => response.text());
  const hinted = bytes(`part-1-${next}.m4s`);
  host.play(2.5, 0.5);
  expect(await waiting).toContain(`part-1-${next}.m4s`);
  expect((await hinted).length).toBeGreaterThan(100);
});

test('[V21] [V22] after a restart numbers and the clock go on, and the recording is whole', async () => {
  (await studio()).play(0, 4.5);
  await until(async () => (await playlistText()).includes('segment-1'));
  await media.restart();
  const viewer = await watch();
  (await studio()).play(0, 2.5);
  await until(() => viewer.pictureSeconds.length >= 30);
  expect(viewer.pictureSeconds[0]).toBeGreaterThan(4.5);
  const text = await playlistText();
  expect(text).toContain('#EXT-X-MEDIA-SEQUENCE:3');
  await until(async () => (await indexLines()).length === 4);
  const lines = await indexLines();
  expect(lines.map(({ number }) => number)).toEqual([0, 1, 2, 3]);
  expect(lines[3]).toMatchObject({ epoch: 2, discontinuity: true });
  const files = await readdir(join(media.dataDir, 'recordings', 'room'));
  expect(files).toEqual(expect.arrayContaining(['init-1.mp4', 'init-2.mp4', 'segment-0.m4s', 'segment-3.m4s']));

  age.ms = 90 * 60_000;
  const later = await studio();
  later.play(0, 2.5);
  await until(async () => !(await readdir(join(media.dataDir, 'recordings', 'room'))).includes('segment-3.m4s'));
});

test('[V24] a host that sends init segments without end and no picture leaves nothing behind', async () => {
  const host = await studio();
  for (let width = 100; width < 300; width++) {
    host.socket.send(writeInit({ ...sampleInit, video: { ...sampleInit.video, width } }));
  }
  host.play(0, 2.5);
  await until(async () => (await indexFiles()).includes('segment-0.m4s'));
  expect((await indexFiles()).filter((name) => name.startsWith('init-'))).toHaveLength(1);
});

test('health and figures are told', async () => {
  expect(await (await fetch(`${media.url}/healthz`)).json()).toMatchObject({ ok: true });
  expect(await (await fetch(`${media.url}/metrics`)).text()).toContain('livestall_media_readers 0');
});

async function playlistText(): Promise<string> {
  return (await fetch(media.addresses.watch('room').hlsUrl)).text();
}

async function indexLines(): Promise<{ number: number; epoch: number; discontinuity: boolean }[]> {
  const text = await readFile(join(media.dataDir, 'recordings', 'room', 'index.jsonl'), 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

function indexFiles(): Promise<string[]> {
  return readdir(join(media.dataDir, 'recordings', 'room')).catch(() => []);
}

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${media.url}/metrics`)).text();
  return Number(text.match(new RegExp(`^livestall_media_${name} (\\d+)`, 'm'))?.[1]);
}
