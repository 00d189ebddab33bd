import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestStudio, TestViewer, until } from '../../apps/media/test-media.ts';
import { mediaKeyOf } from '../../apps/server/keys.ts';
import { startTestInstallation, type TestInstallation } from '../../apps/server/test-installation.ts';
import { signAddress } from '../../features/media/address.ts';
import { readFragment, writeFragment } from '../../features/media/fragment.ts';
import { readInit, writeInit } from '../../features/media/init-segment.ts';
import { closes } from '../../features/media/protocol.ts';
import { sampleInit, samplePicture, sampleSound } from '../../features/media/samples.ts';
import { isRefusal } from '../../platform/kit/refusal.ts';

let house: TestInstallation;
let hana: string;
let watched: { mp4Url: string; hlsUrl: string; statusUrl: string };

beforeAll(async () => {
  house = await startTestInstallation();
  hana = await house.signIn('host');
  watched = (await house.call('', 'GET', `/api/rooms/${house.roomId}/watch`)).body as never;
}, 180_000);
afterAll(async () => {
  expect(house.logged.filter((line) => /a fault while/.test(line))).toEqual([]);
  await house.close();
});

const get = async (address: string) => {
  const answer = await fetch(address.replace('localhost', '127.0.0.1'));
  const said = (await answer.json()) as { refused?: string };
  return answer.ok ? 'ok' : said.refused;
};

async function publishAddress(): Promise<string> {
  const { body } = await house.call(hana, 'GET', `/api/rooms/${house.roomId}/publish`);
  return (body as never as { url: string }).url.replace('localhost', '127.0.0.1');
}

const studio = async () => new TestStudio(await publishAddress(), house.origin);

test('[X8] of 100,000 mutated fragments and init segments, none that is taken differs from what our studio could write', () => {
  const originals = [
    writeFragment(samplePicture(1, true, 300)),
    writeFragment(samplePicture(2, false, 80)),
    writeFragment(sampleSound(3)),
    writeInit(sampleInit),
  ];
  const change = fc.record({
    original: fc.integer({ min: 0, max: originals.length - 1 }),
    bytes: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
    cut: fc.option(fc.nat(), { freq: 3 }),
    repeat: fc.boolean(),
  });
  let taken = 0;
  fc.assert(
    fc.property(change, ({ original, bytes, cut, repeat }) => {
      let changed = Uint8Array.from(originals[original]!);
      for (const [at, byte] of bytes) changed[at % changed.length] = byte;
      if (cut !== null) changed = changed.slice(0, cut % changed.length);
      if (repeat) changed = Uint8Array.from([...changed, ...changed]);
      const fragment = readFragment(changed);
      if (!isRefusal(fragment)) {
        taken += 1;
        expect(Buffer.from(writeFragment(fragment)).equals(Buffer.from(changed))).toBe(true);
      }
      const init = readInit(changed);
      if (!isRefusal(init)) taken += 1;
    }),
    { numRuns: 100_000, seed: 20_261_125 },
  );
  // Some mutations change nothing, or only what a picture holds.
  expect(taken).toBeGreaterThan(1_000);
  expect(taken).toBeLessThan(60_000);
}, 90_000);

test('[X8] garbage at the running ingest ends in a coded close, and the show goes on afterwards', async () => {
  const coded: number[] = [1002, 1009, ...Object.values(closes)];
  const init = writeInit(sampleInit);
  const picture = writeFragment(samplePicture(1, true, 200));
  const box = (size: number, type: string) =>
    Buffer.from([...new Uint8Array(new Uint32Array([size]).buffer).reverse(), ...Buffer.from(type)]);
  for (const messages of [
    ['{"kind":"root"}'],
    [Buffer.alloc(40, 0xff)],
    [init.subarray(0, init.length - 1)],
    [init, picture.subarray(0, picture.length - 7)],
    [init, box(0, 'moof')],
    [init, box(0xffffffff, 'moof')],
    [init, Buffer.concat([picture, box(8, 'free')])],
    [init, Buffer.concat([box(8, 'mdat'), picture])],
    [init, Buffer.alloc(3_000_000, 1)],
    [init, picture, picture],
    [picture],
  ]) {
    const host = await (await studio()).open(null);
    for (const message of messages) host.socket.send(message);
    expect(coded).toContain(await host.closed);
  }
  const viewer = await new TestViewer().open(watched.mp4Url.replace('localhost', '127.0.0.1'));
  const host = await (await studio()).open();
  host.play(0, 1);
  await until(() => viewer.pictureSeconds.length >= 20, 20_000);
  expect(new Set(viewer.boxes)).toEqual(new Set(['ftyp', 'moov', 'moof', 'mdat']));
  viewer.close();
  host.socket.close();
}, 180_000);

test('[X9] no path leads out of the media folder', async () => {
  const token = new URL(watched.hlsUrl).search;
  for (const name of [
    '..%2f..%2fsecret',
    '%2e%2e/%2e%2e/secret',
    '....//secret',
    'segment-1.m4s%00.mp4',
    '%5c..%5csecret',
    'segment--1.m4s',
    'C:',
    'index.m3u8%2f..%2f..',
  ]) {
    expect(await get(`${house.mediaUrl}/live/${house.roomId}/${name}${token}`), name).toMatch(
      /not_found|segment_gone|bad_room_id/,
    );
  }
  for (const room of ['..', '..%2f..', '%00', 'a'.repeat(65), '*', '.']) {
    const good = signAddress(mediaKeyOf(house.settings.secret), 'watch', room, Date.now() + 60_000);
    const code = await get(`${house.mediaUrl}/live/${room}/index.m3u8?token=${good}`);
    expect(code, room).toMatch(/bad_room_id|not_found|address_altered/);
  }
  // What a browser would tidy up before it asks, written on the line as it is.
  const tcp = connect(house.settings.mediaPort, '127.0.0.1');
  tcp.write(`GET /live/../../../../${house.dataDir}/secret${token} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
  let raw = '';
  for await (const chunk of tcp) raw += chunk;
  expect(raw).toMatch(/^HTTP\/1\.1 4/);
  expect(raw).not.toContain(house.settings.secret);
});

test('[X9] an address that expired, was altered, or was made for another act or room opens nothing', async () => {
  const key = mediaKeyOf(house.settings.secret);
  const later = Date.now() + 60_000;
  const address = (token: string, room = house.roomId) => `${house.mediaUrl}/live/${room}/status?token=${token}`;
  const good = signAddress(key, 'watch', house.roomId, later);
  expect(await get(address(good))).toBe('ok');
  expect(await get(address(signAddress(key, 'watch', house.roomId, Date.now() - 1)))).toBe('address_expired');
  expect(await get(address(signAddress(key, 'publish', house.roomId, later)))).toBe('address_altered');
  expect(await get(address(good, randomUUID()))).toBe('address_altered');
  expect(await get(address(signAddress('another key', 'watch', house.roomId, later)))).toBe('address_altered');
  expect(await get(address(good.replace(/^[^-]+/, (later + 9_000).toString(36))))).toBe('address_altered');
  for (const token of ['', 'x', good.slice(0, -1), `${good}0`, good.toUpperCase(), `${good}&token=x`.slice(1)])
    expect(await get(address(token)), token).toBe('address_altered');
  // Every single letter counts.
  for (let at = 0; at < good.length; at += 7) {
    const letter = good[at] === 'a' ? 'b' : 'a';
    expect(await get(address(`${good.slice(0, at)}${letter}${good.slice(at + 1)}`))).toBe('address_altered');
  }
});

test('[X8] nobody but our pages, with an address of theirs, publishes', async () => {
  const url = await publishAddress();
  const tries: [string, string][] = [
    [url, 'https://evil.example'],
    [url, 'null'],
    [url.replace(/token=[^&]+/, 'token=x'), house.origin],
    [url.replace(house.roomId, randomUUID()), house.origin],
    [url.replace('/publish/', '/live/'), house.origin],
    [`${house.mediaUrl.replace('http', 'ws')}/publish/${house.roomId}${new URL(watched.hlsUrl).search}`, house.origin],
  ];
  for (const [address, origin] of tries) {
    const host = new TestStudio(address, origin);
    expect(await host.closed, `${address} from ${origin}`).toBe(1006);
  }
});
