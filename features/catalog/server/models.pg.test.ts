import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../platform/kit/actor.ts';
import { isRefusal } from '../../../platform/kit/refusal.ts';
import { type Model, modelBytesMax, type Picture, spinFramesMin } from '../protocol.ts';
import { otherShopId, shopId, startWorld, type World } from './test-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const mug = await readFile(path.join(import.meta.dirname, 'test-model.glb'));

/** The same model with another name in it, padded as the format wants. */
function another(mark: number): Buffer {
  const copy = Buffer.from(mug);
  const at = copy.indexOf('triangle');
  copy.write(String(mark).padStart(8, '0'), at, 'latin1');
  return copy;
}

async function upload(who: Actor, file: Buffer, { shop = shopId, to = 'models' } = {}) {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(file)], { type: 'model/gltf-binary' }), 'mug.glb');
  const request = new Request('http://shop.example/', { method: 'POST', body: form });
  const answer = await world.app.inject({
    method: 'POST',
    url: `/api/shops/${shop}/${to}`,
    headers: {
      origin: 'http://shop.example',
      'x-test-actor': who.viewerId,
      'content-type': request.headers.get('content-type')!,
    },
    payload: Buffer.from(await request.arrayBuffer()),
  });
  return { status: answer.statusCode, body: answer.json() };
}

async function picture(shade: number): Promise<Picture> {
  const file = sharp({ create: { width: 40, height: 30, channels: 3, background: { r: shade, g: 1, b: 2 } } }).png();
  return (await upload(world.cast.mara, await file.toBuffer(), { to: 'pictures' })).body as Picture;
}

function draft(more: object = {}) {
  return {
    id: randomUUID(),
    title: 'Mug',
    description: '',
    state: 'shown',
    pictureIds: [],
    skus: [{ id: randomUUID(), name: '', priceMinor: 1, onHand: 1 }],
    ...more,
  };
}

const products = `/api/shops/${shopId}/products`;

describe('models', () => {
  it('[C11] merchants and hosts of the shop upload; nobody else', async () => {
    const { cast } = world;
    for (const who of [cast.guest, cast.vera, cast.milo, cast.stranger]) {
      expect((await upload(who, mug)).body.code).toBe('not_allowed');
    }
    expect((await upload(cast.olu, mug, { shop: randomUUID() })).body.code).toBe('not_found');
    expect((await upload(cast.mara, mug)).status).toBe(200);
    expect((await upload(cast.hana, another(1))).status).toBe(200);
  });

  it('[C25] comes back byte for byte, with its type, not to be guessed at, and to be kept for ever', async () => {
    const model = (await upload(world.cast.mara, another(2))).body as Model;
    const answer = await world.app.inject({ url: `/models/${model.id}.glb`, headers: { 'accept-encoding': 'br' } });
    expect(answer.rawPayload.equals(another(2))).toBe(true);
    expect(answer.headers).toMatchObject({
      'content-type': 'model/gltf-binary',
      'content-length': String(model.bytes),
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
    expect(answer.headers['content-encoding']).toBeUndefined();
    for (const id of [randomUUID(), '..%2f..%2fsecret', `${model.id}%00`]) {
      const { statusCode } = await world.app.inject({ url: `/models/${id}.glb` });
      expect([id, statusCode]).toEqual([id, expect.toSatisfy((status) => status === 404 || status === 400)]);
    }
  });

  it('[C25] the same file again is the same model, even at once; a refused one leaves nothing on the disk', async () => {
    const folder = path.join(world.dataDir, 'models');
    const before = (await readdir(folder)).length;
    const answers = await Promise.all(Array.from({ length: 5 }, () => upload(world.cast.mara, another(3))));
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect((await upload(world.cast.mara, another(4).subarray(0, 100))).body.code).toBe('model_unreadable');
    expect((await upload(world.cast.mara, Buffer.alloc(modelBytesMax + 1))).body.code).toBe('model_too_large');
    expect(await readdir(folder)).toHaveLength(before + 1);
  });

  it('[C24] a texture is a picture of the kind it says, and no larger than a phone can hold', async () => {
    const wrong = await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer();
    const huge = await sharp({ create: { width: 17_000, height: 1000, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    expect(await world.catalog.addModel(shopId, textured(wrong))).toEqual({ refused: 'model_unreadable' });
    expect(await world.catalog.addModel(shopId, textured(huge))).toEqual({ refused: 'model_too_large' });
    const fine = await sharp(wrong).png().toBuffer();
    expect(await world.catalog.addModel(shopId, textured(fine))).toMatchObject({ bytes: expect.any(Number) });
  });
});

/** The model with a texture in it. */
function textured(png: Buffer): Buffer {
  const jsonBytes = mug.readUInt32LE(12);
  const gltf = JSON.parse(mug.subarray(20, 20 + jsonBytes).toString());
  const binary = mug.subarray(28 + jsonBytes);
  const whole = Buffer.concat([binary, png, Buffer.alloc((4 - (png.length % 4)) % 4)]);
  gltf.bufferViews.push({ buffer: 0, byteOffset: binary.length, byteLength: png.length });
  gltf.images = [{ bufferView: gltf.bufferViews.length - 1, mimeType: 'image/png' }];
  gltf.buffers = [{ byteLength: whole.length }];
  const text = Buffer.from(JSON.stringify(gltf));
  const json = Buffer.concat([text, Buffer.alloc((4 - (text.length % 4)) % 4, 0x20)]);
  const file = Buffer.alloc(28 + json.length + whole.length);
  file.set(mug.subarray(0, 8));
  file.writeUInt32LE(file.length, 8);
  file.writeUInt32LE(json.length, 12);
  file.set(mug.subarray(16, 20), 16);
  file.set(json, 20);
  file.writeUInt32LE(whole.length, 20 + json.length);
  file.set(mug.subarray(24 + jsonBytes, 28 + jsonBytes), 24 + json.length);
  file.set(whole, 28 + json.length);
  return file;
}

describe('a product with a turn and a model', () => {
  it('[C20] [C2] comes back with its frames in order, one of them twice, and its model', async () => {
    const frames = await Promise.all(Array.from({ length: spinFramesMin }, (_, at) => picture(at)));
    const spinPictureIds = [...frames.map((frame) => frame.id), frames[0]!.id].reverse();
    const model = (await upload(world.cast.mara, another(5))).body as Model;
    const { body } = await world.call(world.cast.mara, 'POST', products, draft({ spinPictureIds, modelId: model.id }));
    expect(body.spin).toEqual({ pictureIds: spinPictureIds, width: 40, height: 30 });
    expect(body.model).toEqual(model);
    expect((await world.call(world.cast.guest, 'GET', `/api/products/${body.id}`)).body).toEqual(body);
    expect('modelId' in body).toBe(false);
  });

  it('[C21] what a saved product leaves out of them stays, and null or none takes it away; both are told', async () => {
    const frames = await Promise.all(Array.from({ length: spinFramesMin }, (_, at) => picture(100 + at)));
    const model = (await upload(world.cast.mara, another(6))).body as Model;
    const without = draft();
    const first = { ...without, spinPictureIds: frames.map((frame) => frame.id), modelId: model.id };
    const { body: made } = await world.call(world.cast.mara, 'POST', products, first);
    const roomId = randomUUID();
    world.roomsOfProduct.set(made.id, [roomId]);
    const url = `/api/products/${made.id}`;
    const saved = await world.call(world.cast.mara, 'PUT', url, { ...without, id: randomUUID() });
    expect(saved.body).toMatchObject({ spin: made.spin, model });
    const gone = { ...without, id: randomUUID(), spinPictureIds: [], modelId: null };
    expect((await world.call(world.cast.mara, 'PUT', url, gone)).body).toMatchObject({ spin: null, model: null });
    const told = (await world.facts(roomId)).map((fact) => fact.kind).filter((kind) => kind !== 'stock.changed');
    expect(told).toEqual(['product.changed']);
  });

  it('[C20] [C4] too few frames, and frames or a model of another shop, are refused', async () => {
    const own = await picture(200);
    const few = Array(spinFramesMin - 1).fill(own.id);
    const refused = async (more: object) =>
      (await world.call(world.cast.mara, 'POST', products, draft(more))).body.code;
    expect(await refused({ spinPictureIds: few })).toBe('spin_too_short');
    const plain = sharp({ create: { width: 9, height: 9, channels: 3, background: '#c8642f' } });
    const theirs = await world.catalog.addPicture(otherShopId, await plain.png().toBuffer());
    const theirModel = await world.catalog.addModel(otherShopId, another(7));
    if (isRefusal(theirs) || isRefusal(theirModel)) throw new Error('The other shop could not keep its own.');
    expect(await refused({ spinPictureIds: [...few, theirs.id] })).toBe('picture_unknown');
    expect(await refused({ modelId: theirModel.id })).toBe('model_unknown');
    expect(await refused({ modelId: randomUUID() })).toBe('model_unknown');
  });
});
