import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../platform/kit/actor.ts';
import { isRefusal } from '../../../platform/kit/refusal.ts';
import { type Picture, pictureBytesMax, zoomWidth } from '../protocol.ts';
import { otherShopId, shopId, startWorld, type World } from './test-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

async function upload(who: Actor, file: Buffer, name = 'picture.png', shop = shopId) {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(file)], { type: 'image/png' }), name);
  const request = new Request('http://shop.example/', { method: 'POST', body: form });
  const answer = await world.app.inject({
    method: 'POST',
    url: `/api/shops/${shop}/pictures`,
    headers: {
      origin: 'http://shop.example',
      'x-test-actor': who.viewerId,
      'content-type': request.headers.get('content-type')!,
    },
    payload: Buffer.from(await request.arrayBuffer()),
  });
  return { status: answer.statusCode, body: answer.json() };
}

let shade = 0;
/** A picture that no other test has made. */
function plain(width: number, height: number) {
  shade += 1;
  return sharp({ create: { width, height, channels: 3, background: { r: shade, g: 80, b: 120 } } });
}

/** A PNG of this size whose every byte is valid: a few kilobytes that want gigabytes. */
function bomb(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height));
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([start, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

function crc(data: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of data) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

describe('pictures', () => {
  it('[C11] merchants and hosts of the shop upload; nobody else', async () => {
    const { cast } = world;
    const file = await plain(20, 20).png().toBuffer();
    for (const who of [cast.guest, cast.vera, cast.milo, cast.stranger]) {
      expect((await upload(who, file)).body.code).toBe('not_allowed');
    }
    expect((await upload(cast.olu, file, 'a.png', randomUUID())).body.code).toBe('not_found');
    expect((await upload(cast.mara, file)).status).toBe(200);
    expect((await upload(cast.hana, await plain(20, 20).png().toBuffer())).status).toBe(200);
  });

  it.each(['jpeg', 'png', 'webp', 'avif', 'gif'] as const)(
    '[C12] a %s becomes webp in the listed widths',
    async (kind) => {
      const file = await plain(1200, 600).toFormat(kind).toBuffer();
      const picture = (await upload(world.cast.mara, file, 'whatever.txt')).body as Picture;
      expect(picture).toMatchObject({ width: 1200, height: 600, widths: [160, 480, 1080, zoomWidth] });
      for (const width of picture.widths) {
        const answer = await world.app.inject({ url: `/pictures/${picture.id}/${width}.webp` });
        expect(answer.headers).toMatchObject({
          'content-type': 'image/webp',
          'cache-control': 'public, max-age=31536000, immutable',
          'x-content-type-options': 'nosniff',
        });
        const wide = Math.min(width, 1200);
        expect(await sharp(answer.rawPayload).metadata()).toMatchObject({
          format: 'webp',
          width: wide,
          height: wide / 2,
        });
      }
    },
  );

  it('[C12] what is wider than the widest is kept for looking closer, up to a limit', async () => {
    const wide = (await upload(world.cast.mara, await plain(4000, 100).jpeg().toBuffer())).body as Picture;
    expect(wide.widths).toEqual([160, 480, 1080, zoomWidth]);
    const { rawPayload } = await world.app.inject({ url: `/pictures/${wide.id}/${zoomWidth}.webp` });
    expect(await sharp(rawPayload).metadata()).toMatchObject({ width: zoomWidth, height: 80 });
    for (const [width, widths] of [
      [1080, [160, 480, 1080]],
      [700, [160, 480, 1080]],
      [480, [160, 480]],
    ] as const) {
      const picture = (await upload(world.cast.mara, await plain(width, 20).png().toBuffer())).body as Picture;
      expect(picture.widths).toEqual(widths);
      const { rawPayload: widest } = await world.app.inject({ url: `/pictures/${picture.id}/1080.webp` });
      expect((await sharp(widest).metadata()).width).toBe(width);
    }
  });

  it('[C12] a small picture is not blown up', async () => {
    const picture = (await upload(world.cast.mara, await plain(90, 60).png().toBuffer())).body as Picture;
    expect(picture).toMatchObject({ width: 90, height: 60, widths: [160] });
    const { rawPayload } = await world.app.inject({ url: `/pictures/${picture.id}/160.webp` });
    expect(await sharp(rawPayload).metadata()).toMatchObject({ width: 90, height: 60 });
  });

  it('[C13] it stands upright, and what the camera wrote about place and person is gone', async () => {
    const file = await plain(300, 200)
      .withExif({ IFD0: { Artist: 'Hana Seo' }, IFD3: { GPSLatitude: '53/1 4/1 0/1', GPSLatitudeRef: 'N' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect((await sharp(file).metadata()).exif).toBeDefined();
    const picture = (await upload(world.cast.mara, file)).body as Picture;
    expect(picture).toMatchObject({ width: 200, height: 300 });
    const kept = await readFile(path.join(world.dataDir, 'pictures', picture.id, '160.webp'));
    const metadata = await sharp(kept).metadata();
    expect(metadata).toMatchObject({ width: 160, height: 240 });
    expect([metadata.exif, metadata.xmp, metadata.orientation]).toEqual([undefined, undefined, undefined]);
  });

  it('[C14] a body that only says it is multipart is refused', async () => {
    for (const [type, payload] of [
      ['multipart/form-data', 'a'],
      ['multipart/form-data; boundary=x', '--x\r\n'],
      ['multipart/form-data; boundary=x', '--x--\r\n'],
    ] as const) {
      const answer = await world.app.inject({
        method: 'POST',
        url: `/api/shops/${shopId}/pictures`,
        headers: { origin: 'http://shop.example', 'x-test-actor': world.cast.mara.viewerId, 'content-type': type },
        payload,
      });
      expect(answer.json()).toMatchObject({ code: 'bad_request' });
    }
  });

  it('[C14] what is no picture, or half of one, or a drawing, is refused whatever its name', async () => {
    const half = await sharp(Buffer.from(Array.from({ length: 300 * 300 * 3 }, (_, i) => (i * 7919) % 251)), {
      raw: { width: 300, height: 300, channels: 3 },
    })
      .jpeg()
      .toBuffer();
    const bad = {
      text: Buffer.from('this is text'),
      empty: Buffer.alloc(0),
      svg: Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
      ),
      tiff: await plain(10, 10).tiff().toBuffer(),
      'first bytes only': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]),
      truncated: half.subarray(0, half.length >> 1),
    };
    for (const [what, file] of Object.entries(bad)) {
      const { status, body } = await upload(world.cast.mara, file, 'nice.png');
      expect({ what, status, code: body.code }).toEqual({ what, status: 422, code: 'picture_unreadable' });
    }
  });

  it('[C15] a small file that would unfold to a huge picture is refused before it does', async () => {
    const file = bomb(20_000, 20_000);
    expect(file.length).toBeLessThan(pictureBytesMax / 10);
    const { status, body } = await upload(world.cast.mara, file);
    expect([status, body.code]).toEqual([413, 'picture_too_large']);
    expect((await upload(world.cast.mara, bomb(400, 400))).status).toBe(200);
  });

  it('[C15] a file over the limit is refused', async () => {
    const { status, body } = await upload(world.cast.mara, Buffer.alloc(pictureBytesMax + 1));
    expect([status, body.code]).toEqual([413, 'picture_too_large']);
  });

  it('[C16] the same file again is the same picture, even at once; a refused one leaves nothing on the disk', async () => {
    const file = await plain(50, 50).png().toBuffer();
    const before = (await readdir(path.join(world.dataDir, 'pictures'))).length;
    const answers = await Promise.all(Array.from({ length: 5 }, () => upload(world.cast.mara, file)));
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    await upload(world.cast.mara, file.subarray(0, 60));
    const folders = await readdir(path.join(world.dataDir, 'pictures'));
    expect(folders).toHaveLength(before + 1);
    expect(folders.filter((name) => name.startsWith('.making'))).toEqual([]);
    await world.sql`alter table pictures add constraint none check (width <> 77)`;
    expect((await upload(world.cast.mara, await plain(77, 50).png().toBuffer())).status).toBe(500);
    expect(await readdir(path.join(world.dataDir, 'pictures'))).toHaveLength(before + 1);
  });

  it('[C17] a picture is found by its id and a listed width only', async () => {
    const picture = (await upload(world.cast.mara, await plain(30, 30).png().toBuffer())).body as Picture;
    for (const url of [
      `/pictures/${picture.id}/161.webp`,
      `/pictures/${randomUUID()}/160.webp`,
      `/pictures/..%2f${picture.id}/160.webp`,
      `/pictures/${picture.id}/160.png`,
      `/pictures/${picture.id}/..%2f160.webp`,
    ]) {
      const answer = await world.app.inject({ url });
      expect({ url, status: answer.statusCode }).toEqual({
        url,
        status: expect.toSatisfy((n) => n === 404 || n === 400),
      });
      expect(answer.json().code).toMatch(/picture_unknown|bad_request|not_found/);
    }
    const [small, wide] = await Promise.all(
      [160, 1080].map((width) => world.app.inject({ url: `/pictures/${picture.id}/${width}.webp` })),
    );
    expect(wide!.statusCode).toBe(200);
    expect(wide!.rawPayload.equals(small!.rawPayload)).toBe(true);
  });

  it('[C4] a picture of another shop cannot be used', async () => {
    const theirs = await world.catalog.addPicture(otherShopId, await plain(30, 30).png().toBuffer());
    if (isRefusal(theirs)) throw new Error(theirs.refused);
    expect(await world.catalog.pictureIn(world.sql, otherShopId, theirs.id)).toBe(true);
    expect(await world.catalog.pictureIn(world.sql, shopId, theirs.id)).toBe(false);
    const body = {
      id: randomUUID(),
      title: 'Scarf',
      description: '',
      state: 'shown',
      pictureIds: [theirs.id],
      skus: [{ id: randomUUID(), name: '', priceMinor: 1, onHand: 1 }],
    };
    const url = `/api/shops/${shopId}/products`;
    expect((await world.call(world.cast.mara, 'POST', url, body)).body.code).toBe('picture_unknown');
    const own = (await upload(world.cast.mara, await plain(31, 30).png().toBuffer())).body as Picture;
    const made = await world.call(world.cast.mara, 'POST', url, { ...body, id: randomUUID(), pictureIds: [own.id] });
    expect(made.body.pictures).toEqual([own]);
  });
});
