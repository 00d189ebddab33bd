import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../platform/kit/refusal.ts';
import { type Fragment, fragmentBytesMax, readFragment, rebaseFragment, writeFragment } from './fragment.ts';
import { initBytesMax, mimeTypeOf, readInit, writeInit } from './init-segment.ts';
import { sampleInit, samplePicture, sampleSound } from './samples.ts';

const decodeTimes = fc.integer({ min: 0, max: 2 ** 48 });
const sequences = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const pictures = fc
  .record({
    decodeTime: decodeTimes,
    sequence: sequences,
    key: fc.boolean(),
    unitBytes: fc.integer({ min: 1, max: 300 }),
  })
  .map(({ key, unitBytes, ...values }): Fragment => ({ ...samplePicture(0, key, unitBytes), ...values }));
const sounds = fc
  .record({ decodeTime: decodeTimes, sequence: sequences, data: fc.uint8Array({ minLength: 1, maxLength: 400 }) })
  .map((values): Fragment => ({ ...sampleSound(0), ...values }));
const fragments = fc.oneof(pictures, sounds);
const changes = fc.array(fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) }), { maxLength: 6 });

describe('fragments', () => {
  test('[V1] what is written is read back', () => {
    fc.assert(
      fc.property(fragments, (fragment) => {
        expect(readFragment(writeFragment(fragment))).toEqual(fragment);
      }),
    );
  });

  test('[V2] 10,000 changed and cut fragments never fault, and what passes is what the writer would make of it', () => {
    let refused = 0;
    const cuts = fc.option(fc.nat());
    const mutated = fc.property(fragments, changes, cuts, (fragment, changed, cut) => {
      const bytes = writeFragment(fragment);
      for (const { at, byte } of changed) bytes[at % bytes.length] = byte;
      const taken = cut === null ? bytes : bytes.subarray(0, cut % bytes.length);
      const read = readFragment(taken);
      if (isRefusal(read)) refused++;
      else expect(writeFragment(read)).toEqual(taken);
    });
    fc.assert(mutated, { numRuns: 10_000 });
    expect(refused).toBeGreaterThan(5_000);
  });

  test('[V2] garbage is refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        expect(isRefusal(readFragment(bytes))).toBe(true);
        expect(isRefusal(readInit(bytes))).toBe(true);
      }),
    );
  });

  test.each([
    ['a key frame that claims to be none', { ...samplePicture(1, true), key: false }],
    ['a frame that claims to be a key frame', { ...samplePicture(1, false), key: true }],
    ['a unit longer than the frame', { ...samplePicture(1, true), data: Uint8Array.of(0, 0, 9, 9, 0x65) }],
    ['a frame without picture', { ...samplePicture(1, true), data: Uint8Array.of(0, 0, 0, 1, 0x67) }],
    ['a unit of no length', { ...samplePicture(1, true), data: Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1, 0x65) }],
  ])('[V3] %s is refused', (_, fragment) => {
    expect(readFragment(writeFragment(fragment))).toEqual({ refused: 'bad_fragment' });
  });

  test.each([
    ['another track', { trackId: 3 }],
    ['no duration', { duration: 0 }],
    ['a duration of an hour', { duration: 3600 * 48_000 }],
    ['a time beyond all shows', { decodeTime: 2 ** 50 }],
    ['sound that is no key', { key: false }],
    ['no data', { data: new Uint8Array(0) }],
  ])('[V2] %s is refused', (_, change) => {
    expect(readFragment(writeFragment({ ...sampleSound(1), ...change }))).toEqual({ refused: 'bad_fragment' });
  });

  test('[V4] a fragment over the limit has a refusal of its own', () => {
    const bytes = writeFragment(samplePicture(0, true, fragmentBytesMax));
    expect(readFragment(bytes)).toMatchObject({ refused: 'fragment_too_large' });
  });

  test('[V7] a fragment is moved in time and nothing else changes', () => {
    fc.assert(
      fc.property(fragments, decodeTimes, (fragment, decodeTime) => {
        const bytes = writeFragment(fragment);
        rebaseFragment(bytes, decodeTime);
        expect(readFragment(bytes)).toEqual({ ...fragment, decodeTime });
      }),
    );
  });
});

describe('init segments', () => {
  test.each([
    ['with sound', sampleInit],
    ['without', { ...sampleInit, audio: null }],
  ])('[V1] what is written is read back, %s', (_, init) => {
    expect(readInit(writeInit(init))).toEqual(init);
  });

  test('[V2] changed and cut init segments never fault, and what passes is what the writer would make of it', () => {
    const cuts = fc.option(fc.nat());
    const mutated = fc.property(fc.boolean(), changes, cuts, (sound, changed, cut) => {
      const bytes = writeInit(sound ? sampleInit : { ...sampleInit, audio: null });
      for (const { at, byte } of changed) bytes[at % bytes.length] = byte;
      const taken = cut === null ? bytes : bytes.subarray(0, cut % bytes.length);
      const read = readInit(taken);
      if (!isRefusal(read)) expect(writeInit(read)).toEqual(taken);
    });
    fc.assert(mutated, { numRuns: 3_000 });
  });

  test('[V4] an init segment over the limit has a refusal of its own', () => {
    expect(readInit(new Uint8Array(initBytesMax + 1))).toMatchObject({ refused: 'init_too_large' });
  });

  test('the browser is told profile and level', () => {
    expect(mimeTypeOf(sampleInit)).toBe('video/mp4; codecs="avc1.42c01f,opus"');
    expect(mimeTypeOf({ ...sampleInit, audio: null })).toBe('video/mp4; codecs="avc1.42c01f"');
  });
});
