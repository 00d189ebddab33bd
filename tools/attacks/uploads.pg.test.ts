import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestInstallation, type TestInstallation } from '../../apps/server/test-installation.ts';
import { pictureBytesMax } from '../../features/catalog/protocol.ts';

let house: TestInstallation;
let mara: string;
let pictures: string;

beforeAll(async () => {
  house = await startTestInstallation();
  mara = await house.signIn('merchant');
  pictures = path.join(house.dataDir, 'pictures');
}, 180_000);
afterAll(() => house.close());

const boundary = 'attack';
const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="nice.png"\r\nContent-Type: image/png\r\n\r\n`;
const tail = `\r\n--${boundary}--\r\n`;

interface Upload {
  readonly shopId?: string;
  readonly cookie?: string;
  readonly length?: number;
  readonly language?: string;
}

/** Sends the pieces one after the other until the server has answered or cut the line. */
async function send(pieces: Iterable<Buffer | string>, { shopId, cookie, length, language }: Upload = {}) {
  const sending = request(`${house.url}/api/shops/${shopId ?? house.shopId}/pictures`, {
    method: 'POST',
    headers: {
      origin: house.origin,
      cookie: cookie ?? mara,
      'accept-language': language ?? 'en',
      'content-type': `multipart/form-data; boundary=${boundary}`,
      ...(length === undefined ? {} : { 'content-length': length }),
    },
  });
  let sent = 0;
  const answered = new Promise<{ status: number; code: string; text: string } | 'cut'>((resolve) => {
    sending.on('error', () => resolve('cut'));
    sending.on('response', async (response) => {
      let body = '';
      for await (const chunk of response.setEncoding('utf8')) body += chunk;
      resolve({ status: response.statusCode ?? 0, ...JSON.parse(body || '{}') });
    });
  });
  let over = false;
  void answered.then(() => {
    over = true;
  });
  for (const piece of pieces) {
    if (over || sending.destroyed) break;
    sent += piece.length;
    if (!sending.write(piece)) await Promise.race([once(sending, 'drain').catch(() => {}), answered]);
  }
  sending.end();
  const answer = await answered;
  sending.destroy();
  return { answer, sent };
}

function* endless(bytes: number, piece = Buffer.alloc(1_000_000, 7)) {
  yield head;
  for (let sent = 0; sent < bytes; sent += piece.length) yield piece;
  yield tail;
}

describe('[X3] uploads', () => {
  test('a gigabyte is refused after its first megabytes, in no more memory, and leaves nothing on the disk', async () => {
    const before = readdirSync(pictures).length;
    const memory = process.memoryUsage().rss;
    for (const length of [undefined, 1_000_000_000 + head.length + tail.length]) {
      const { answer, sent } = await send(endless(1_000_000_000), length ? { length } : {});
      if (answer !== 'cut') expect(answer).toMatchObject({ status: 413, code: 'picture_too_large' });
      expect(sent).toBeLessThan(pictureBytesMax + 60_000_000);
    }
    expect(process.memoryUsage().rss - memory).toBeLessThan(400_000_000);
    expect(readdirSync(pictures)).toHaveLength(before);
    expect((await fetch(`${house.url}/readyz`)).status).toBe(200);
  }, 180_000);

  test('a picture that wants gigabytes is refused before it unfolds, in the language of who sent it', async () => {
    // Valid, and of one colour: 600 megapixels in some kilobytes.
    const bomb = await sharp({
      create: { width: 16_000, height: 16_000, channels: 3, background: '#fff' },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(pictureBytesMax);
    for (const [language, letters] of Object.entries({
      en: /large|many/i,
      'zh-CN': /[\u4e00-\u9fff]/,
      ko: /[\uac00-\ud7af]/,
    })) {
      const begun = Date.now();
      const { answer } = await send([head, bomb, tail], { language });
      expect(answer).toMatchObject({ status: 413, code: 'picture_too_large', text: expect.stringMatching(letters) });
      expect(Date.now() - begun).toBeLessThan(10_000);
    }
  }, 180_000);

  test.each<[string, Buffer | string]>([
    ['text', 'I am a picture'],
    ['nothing', ''],
    ['a script', '<script>alert(1)</script>'],
    ['a drawing that reads files', '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'],
    ['a page that begins like a PNG', Buffer.from('\x89PNG\r\n\x1a\n<html>', 'latin1')],
    ['a PDF', '%PDF-1.7\n1 0 obj'],
    ['a zip', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0])],
  ])('%s is no picture', async (_what, content) => {
    const { answer } = await send([head, content, tail]);
    expect(answer).toMatchObject({ status: 422, code: 'picture_unreadable' });
  });

  test('who may not upload is told so, and so is who names another shop', async () => {
    const file = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#a42' } })
      .png()
      .toBuffer();
    const vera = await house.named('Vera');
    for (const cookie of ['', vera]) {
      const { answer } = await send([head, file, tail], { cookie });
      expect(answer).toMatchObject({ status: 403, code: 'not_allowed' });
    }
    const elsewhere = (await send([head, file, tail], { shopId: randomUUID() })).answer;
    expect(elsewhere).toMatchObject({ code: expect.stringMatching(/^not_/) });
  });

  test('a body that stops in the middle, has many parts or no end is refused or cut, never a fault', async () => {
    const part = (index: number) => `--${boundary}\r\nContent-Disposition: form-data; name="f${index}"\r\n\r\nx\r\n`;
    for (const pieces of [
      [head, 'half'],
      [Array.from({ length: 50 }, (_, index) => part(index)).join(''), tail],
      [`--${boundary}\r\n${'X-Header: y\r\n'.repeat(5_000)}\r\n`, tail],
      ['--other\r\n'],
    ]) {
      const { answer } = await send(pieces);
      if (answer === 'cut') continue;
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    }
    expect(house.logged.filter((line) => line.includes('"fault"'))).toEqual([]);
  });
});
