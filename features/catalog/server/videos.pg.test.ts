import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../../../platform/kit/actor.ts';
import { type Video, videoBytesMax } from '../protocol.ts';
import { otherShopId, shopId, startWorld, type World } from './test-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const film = await readFile(path.join(import.meta.dirname, 'test-video.mp4'));
const webm = await readFile(path.join(import.meta.dirname, 'test-video.webm'));

/** The same film under another title, which is not kept. */
function another(mark: number): Buffer {
  const copy = Buffer.from(film);
  copy.write(String(mark).padStart(7, '0'), copy.indexOf('At home'), 'latin1');
  return copy;
}

async function upload(who: Actor, file: Buffer, shop = shopId) {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(file)], { type: 'video/mp4' }), 'mug.mp4');
  const request = new Request('http://shop.example/', { method: 'POST', body: form });
  const answer = await world.app.inject({
    method: 'POST',
    url: `/api/shops/${shop}/videos`,
    headers: {
      ...{ origin: 'http://shop.example', 'x-test-actor': who.viewerId },
      'content-type': request.headers.get('content-type')!,
    },
    payload: Buffer.from(await request.arrayBuffer()),
  });
  return { status: answer.statusCode, body: answer.json() };
}
const added = async (file: Buffer, who: Actor = world.cast.mara, shop = shopId) =>
  (await upload(who, file, shop)).body as Video;
const fetched = (url: string, range?: string) =>
  world.app.inject({ url, headers: { 'accept-encoding': 'br', ...(range === undefined ? {} : { range }) } });
const sku = (videoId?: string | null) => ({
  ...{ id: randomUUID(), name: '', priceMinor: 1, onHand: 1 },
  ...(videoId === undefined ? {} : { videoId }),
});
const draft = (skus: object[], more: object = {}) => ({
  ...{ id: randomUUID(), title: 'Mug', description: '', state: 'shown', pictureIds: [], skus, ...more },
});
const create = (body: object) => world.call(world.cast.mara, 'POST', `/api/shops/${shopId}/products`, body);

it('[C11] merchants and hosts of the shop upload videos; nobody else', async () => {
  const { cast } = world;
  for (const who of [cast.guest, cast.vera, cast.milo, cast.stranger])
    expect((await upload(who, film)).body.code).toBe('not_allowed');
  expect((await upload(cast.olu, film, randomUUID())).body.code).toBe('not_found');
  expect((await upload(cast.mara, film)).body).toMatchObject({ kind: 'mp4', width: 64, height: 48, durationMs: 1_000 });
  expect((await upload(cast.hana, webm)).body).toMatchObject({ kind: 'webm', bytes: webm.length });
});

it('[C65] a video comes with its own type, not to be guessed at, whole or the part that is asked for', async () => {
  const video = await added(another(1));
  const url = `/videos/${video.id}.mp4`;
  const whole = await fetched(url);
  expect([whole.statusCode, whole.rawPayload.length, whole.rawPayload.includes('0000001')]).toEqual([
    200,
    film.length,
    false,
  ]);
  expect(whole.headers).toMatchObject({
    ...{ 'content-type': 'video/mp4', 'accept-ranges': 'bytes', 'content-length': `${film.length}` },
    ...{ 'cache-control': 'public, max-age=31536000, immutable', 'x-content-type-options': 'nosniff' },
  });
  expect(whole.headers['content-encoding']).toBeUndefined();
  expect(whole.headers['content-security-policy']).toContain("media-src 'self'");
  const part = await fetched(url, 'bytes=100-199');
  expect([part.statusCode, part.headers['content-range'], part.headers['content-length']]).toEqual([
    ...[206, `bytes 100-199/${film.length}`, '100'],
  ]);
  expect(part.rawPayload.equals(whole.rawPayload.subarray(100, 200))).toBe(true);
  const end = await fetched(url, 'bytes=-10');
  expect(end.rawPayload.equals(whole.rawPayload.subarray(-10))).toBe(true);
  const beyond = await fetched(url, `bytes=${film.length}-`);
  expect([beyond.statusCode, beyond.headers['content-range']]).toEqual([416, `bytes */${film.length}`]);
  for (const id of [`${video.id}.webm`, `${randomUUID()}.mp4`, '..%2f..%2fsecret.mp4', `${video.id}%00.mp4`])
    expect([400, 404]).toContain((await fetched(`/videos/${id}`)).statusCode);
});

it('[C66] the same file again is the same video, even at once; a refused one leaves nothing on the disk', async () => {
  const folder = path.join(world.dataDir, 'videos');
  const before = (await readdir(folder)).length;
  const answers = await Promise.all(Array.from({ length: 5 }, () => added(another(2))));
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  expect((await upload(world.cast.mara, another(3).subarray(0, 900))).body.code).toBe('video_unreadable');
  expect((await upload(world.cast.mara, Buffer.alloc(videoBytesMax + 1))).body.code).toBe('video_too_large');
  expect(await readdir(folder)).toHaveLength(before + 1);
});

it('[C66] a variant has one video: left out it stays, null takes it away, another shop’s is refused; a change is told', async () => {
  const video = await added(another(4));
  const one = sku(video.id);
  const { body: made } = await create(
    draft([one, { ...sku(), name: 'Large' }].map((each, at) => ({ ...each, name: `${at}` }))),
  );
  expect(made.skus.map((each: { video: Video | null }) => each.video)).toEqual([video, null]);
  expect('videoId' in made.skus[0]).toBe(false);
  const roomId = randomUUID();
  world.roomsOfProduct.set(made.id, [roomId]);
  const save = (videoId?: string | null) =>
    world.call(world.cast.mara, 'PUT', `/api/products/${made.id}`, draft([{ ...sku(videoId), id: one.id }]));
  expect((await save()).body.skus[0].video).toEqual(video);
  const told = async () => (await world.facts(roomId)).filter(({ kind }) => kind === 'product.changed').length;
  const before = await told();
  expect((await save(null)).body.skus[0].video).toBeNull();
  expect(await told()).toBe(before + 1);
  const theirs = await added(another(5), world.cast.stranger, otherShopId);
  for (const id of [theirs.id, randomUUID()]) expect((await save(id)).body.code).toBe('video_unknown');
});
