import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fragmentBytesMax, writeFragment } from '../../features/media/fragment.ts';
import { initBytesMax, writeInit } from '../../features/media/init-segment.ts';
import { closes } from '../../features/media/protocol.ts';
import { sampleInit, samplePicture, sampleSound } from '../../features/media/samples.ts';
import { startTestMedia, type TestMedia, TestStudio, TestViewer, until } from './test-media.ts';

let media: TestMedia;
beforeAll(async () => {
  const limits = { publishersPerAddressMax: 1_000, pingEveryMs: 100, pongWithinMs: 300, ingestBurstFragmentsMax: 200 };
  media = await startTestMedia({ ...limits, ingestFragmentsPerSecondMax: 100 });
});
afterAll(() => media.close());

let rooms = 0;
const studio = () => new TestStudio(media.addresses.publish(`room-${++rooms}`).url);

const init = writeInit(sampleInit);
const picture = writeFragment(samplePicture(1, true));
const sound = writeFragment({ ...sampleSound(1), trackId: 2 });

test.each<[string, keyof typeof closes, (Uint8Array | string)[]]>([
  ['text', 'unexpected_message', ['hello']],
  ['a fragment before the init segment', 'init_missing', [picture]],
  ['garbage instead of an init segment', 'init_missing', [Uint8Array.of(1, 2, 3)]],
  ['a cut init segment', 'bad_init', [init.subarray(0, 200)]],
  ['an init segment that is too long', 'init_too_large', [padded(init, initBytesMax + 1)]],
  ['garbage after the init segment', 'bad_fragment', [init, Uint8Array.of(9, 9, 9)]],
  ['an empty message', 'bad_fragment', [init, new Uint8Array(0)]],
  ['a cut fragment', 'bad_fragment', [init, picture.subarray(0, 120)]],
  ['two fragments in one message', 'bad_fragment', [init, padded(picture, picture.length * 2)]],
  ['a fragment that is too large', 'fragment_too_large', [init, padded(picture, fragmentBytesMax + 1)]],
  ['the same time twice', 'time_backwards', [init, picture, picture]],
  ['a jump of an hour', 'time_jump', [init, picture, writeFragment(samplePicture(3601, false))]],
  ['sound that was not announced', 'unknown_track', [writeInit({ ...sampleInit, audio: null }), sound]],
])('[V2] [V4] [V5] %s is closed %s', async (_, name, messages) => {
  const host = await studio().open(null);
  for (const message of messages) host.socket.send(message);
  expect(await host.closed).toBe(closes[name]);
  expect(host.texts.at(-1)).toBe(JSON.stringify({ kind: 'refused', code: name }));
});

test('[V9] too many fragments in too short a time are closed', async () => {
  const host = await studio().open();
  host.play(0, 5);
  expect(await host.closed).toBe(closes.too_fast);
});

test('[V9] a studio that answers no ping is cut', async () => {
  const host = await new TestStudio(media.addresses.publish('mute').url, undefined, { autoPong: false }).open();
  expect(await host.closed).toBe(closes.ping_unanswered);
});

test('[V2] from outside: changed fragments end in a coded close or reach viewers well-formed, and the process lives', async () => {
  const watched = media.addresses.watch('fuzzed');
  const viewer = await new TestViewer().open(watched.mp4Url);
  const coded = new Set<number>(Object.values(closes));
  const changes = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 });
  const cut = fc.option(fc.nat());
  const random = fc.sample(fc.tuple(changes, cut, fc.boolean()), { numRuns: 300, seed: 20_261_122 });
  for (const [changed, cutAt, inInit] of random) {
    const host = await new TestStudio(media.addresses.publish('fuzzed').url).open(inInit ? null : init);
    const bytes = Uint8Array.from(inInit ? init : writeFragment(samplePicture(1, true, 200)));
    for (const [at, byte] of changed) bytes[at % bytes.length] = byte;
    host.socket.send(cutAt === null ? bytes : bytes.subarray(0, cutAt % bytes.length));
    const ping = new Promise((resolve) => host.socket.once('pong', resolve));
    host.socket.ping();
    const code = await Promise.race([host.closed, ping.then(() => null)]);
    if (typeof code === 'number') expect(coded).toContain(code);
    else host.socket.terminate();
  }
  expect(await (await fetch(`${media.url}/healthz`)).json()).toMatchObject({ ok: true });
  const host = await new TestStudio(media.addresses.publish('fuzzed').url).open();
  const before = viewer.pictureSeconds.length;
  host.play(0, 0.5);
  await until(() => viewer.pictureSeconds.length >= before + 15);
  expect(new Set(viewer.boxes)).toEqual(new Set(['ftyp', 'moov', 'moof', 'mdat']));
  expect(media.logged.filter((line) => line.includes('fault'))).toEqual([]);
}, 60_000);

test('a message beyond all limits and a broken frame leave the process alive', async () => {
  const host = await studio().open();
  host.socket.send(new Uint8Array(fragmentBytesMax * 2 + 1));
  expect(await host.closed).toBe(1009);
  const other = await studio().open();
  // A frame with reserved bits set: against the protocol of sockets itself.
  (other.socket as unknown as { _socket: { write(bytes: Buffer): void } })._socket.write(Buffer.from([0xff, 0xff]));
  expect([1002, 1006]).toContain(await other.closed);
  expect((await fetch(`${media.url}/healthz`)).ok).toBe(true);
});

function padded(bytes: Uint8Array, length: number): Uint8Array {
  const longer = new Uint8Array(length);
  longer.set(bytes);
  return longer;
}
