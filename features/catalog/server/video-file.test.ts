import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRange } from '../byte-range.ts';
import { videoBytesMax, videoSideMax } from '../protocol.ts';
import { readVideo, withoutTold } from '../video-file.ts';

const fileOf = (name: string) => new Uint8Array(readFileSync(path.join(import.meta.dirname, name)));
const mp4 = fileOf('test-video.mp4');
const webm = fileOf('test-video.webm');
const codeOf = (file: Uint8Array) => {
  const read = readVideo(file);
  return 'refused' in read ? read.refused : 'taken';
};
const find = (file: Uint8Array, text: string) => Buffer.from(file).indexOf(text);
/** The file with other bytes so many after a text. */
function changed(file: Uint8Array, text: string, after: number, bytes: readonly number[]): Uint8Array {
  const copy = new Uint8Array(file);
  copy.set(bytes, find(file, text) + after);
  return copy;
}
const lettersOf = (text: string) => [...Buffer.from(text)];

test('[C62] an MP4 with H.264 and a WebM are read from their bytes', () => {
  expect(readVideo(mp4)).toMatchObject({ kind: 'mp4', width: 64, height: 48, durationMs: 1_000 });
  expect(readVideo(webm)).toMatchObject({ kind: 'webm', width: 64, height: 48, durationMs: 1_000 });
});

test('[C62] other kinds and codecs, another file that is named, and pieces without a length are refused', () => {
  const wrong = {
    'a film of QuickTime': changed(changed(mp4, 'ftyp', 4, lettersOf('qt  ')), 'ftyp', 12, Array(16).fill(0x20)),
    'another codec': changed(mp4, 'avc1\0\0', 0, lettersOf('hvc1')),
    'a track of something else': changed(mp4, 'soun', 0, lettersOf('meta')),
    'its samples in another file': changed(mp4, 'url ', 7, [0]),
    'a chunk beyond its end': changed(mp4, 'stco', 12, [0xff, 0xff]),
    'no length': changed(mp4, 'mvhd', 20, [0, 0, 0, 0]),
    'a Matroska of another kind': changed(webm, 'webm', 0, lettersOf('mkvs')),
    'a codec of none': changed(webm, 'V_VP8', 0, lettersOf('V_ABC')),
    nothing: new Uint8Array(),
    text: new Uint8Array(lettersOf('<script>alert(1)</script>')),
  };
  for (const [what, file] of Object.entries(wrong)) expect(codeOf(file), what).toBe('video_unreadable');
});

test('[C63] one that is too long, too large on a side or of too many bytes is refused', () => {
  expect(codeOf(changed(mp4, 'mvhd', 20, [0, 1, 0, 0]))).toBe('video_too_long');
  expect(codeOf(changed(mp4, 'avc1\0\0', 28, [(videoSideMax + 1) >> 8, (videoSideMax + 1) & 0xff]))).toBe(
    'video_too_large',
  );
  expect(codeOf(new Uint8Array(videoBytesMax + 1))).toBe('video_too_large');
});

test('[C62] whatever a file is cut to, and whatever byte of it is another, nothing but a refusal comes of it', () => {
  for (const file of [mp4, webm]) {
    for (let length = 0; length < file.length; length += 7) expect(codeOf(file.subarray(0, length))).not.toBe('taken');
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.nat(255), (at, byte) => {
        const copy = new Uint8Array(file);
        copy[at] = byte;
        const read = readVideo(copy);
        if (!('refused' in read)) expect(withoutTold(copy, read.told)).toHaveLength(file.length);
      }),
      { numRuns: 2_000 },
    );
  }
});

test('[C64] what the camera wrote beside picture and sound is gone, and every other byte is where it was', () => {
  for (const file of [mp4, webm]) {
    expect(find(file, 'At home')).toBeGreaterThan(0);
    const read = readVideo(file);
    if ('refused' in read) throw new Error(read.refused);
    const bare = withoutTold(file, read.told);
    expect([find(bare, 'At home'), bare.length]).toEqual([-1, file.length]);
    expect(readVideo(bare)).toEqual({ ...read, told: [] });
    const told = (at: number) => read.told.some(({ from, to }) => at >= from && at < to);
    expect(bare.every((byte, at) => byte === file[at] || told(at))).toBe(true);
  }
});

test('[C65] a part of a file is asked for from, up to, or at its end; what cannot be answered in one part is answered whole', () => {
  const asked = (header?: string) => readRange(header, 100);
  expect([
    asked('bytes=0-9'),
    asked('bytes=90-'),
    asked('bytes=-5'),
    asked('bytes=50-1000'),
    asked('bytes=-1000'),
  ]).toEqual([
    { first: 0, last: 9 },
    { first: 90, last: 99 },
    { first: 95, last: 99 },
    { first: 50, last: 99 },
    { first: 0, last: 99 },
  ]);
  expect([asked('bytes=100-'), asked('bytes=-0')]).toEqual(['beyond', 'beyond']);
  const whole = [undefined, 'bytes=-', 'bytes=9-1', 'bytes=0-1,5-6', 'lines=1-2', 'bytes=a-b'];
  expect(whole.map(asked)).toEqual(whole.map(() => 'whole'));
});
