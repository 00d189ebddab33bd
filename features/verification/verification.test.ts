import { expect, test } from 'vitest';
import { readApplication } from './apply-form.ts';
import { kindOfDocument } from './document-file.ts';
import { type Stage, type Step, stateOf, steps, takeStep, wordsOfProduct, wordsOfShop } from './verification.ts';

const all: readonly Step[] = ['accept', 'decline', 'withdraw', 'revoke'];

test('[V1] what is not in the table of steps is refused', () => {
  const allowed = { waiting: ['accept', 'decline', 'withdraw'], accepted: ['revoke'] } as Partial<
    Record<Stage, Step[]>
  >;
  for (const stage of Object.keys(steps) as Stage[])
    for (const step of all) {
      const next = takeStep(stage, step);
      if (allowed[stage]?.includes(step)) expect(typeof next).toBe('string');
      else expect(next).toEqual({ refused: 'verification_decided' });
    }
});

test('[V6] a badge holds while its words stand and its time is not over, and comes back with the words', () => {
  const accepted = { stage: 'accepted', acceptedSum: 'as it was', endsAt: 1_000 } as const;
  expect(stateOf(accepted, 'as it was', 999)).toBe('holds');
  expect(stateOf(accepted, 'another', 999)).toBe('changed');
  expect(stateOf(accepted, 'as it was', 1_000)).toBe('over');
  expect(stateOf({ ...accepted, endsAt: null }, 'as it was', 1e15)).toBe('holds');
  expect(stateOf({ ...accepted, stage: 'revoked' }, 'as it was', 1)).toBe('revoked');
});

test('[V5] a badge stands on title, description and facts, or on name and country; on nothing else', () => {
  const about = { functions: 'a', materials: 'b', care: 'c', box: 'd' };
  const product = { title: 't', description: 'd', about, skus: [1], pictures: [2] };
  expect(Object.keys(wordsOfProduct(product))).toEqual([
    'title',
    'description',
    'functions',
    'materials',
    'care',
    'box',
  ]);
  expect(wordsOfShop({ name: 'n', country: 'DE' })).toEqual({ name: 'n', country: 'DE' });
});

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((c) => c.charCodeAt(0)) : part)));
const png = bytes('\u0089PNG\r\n\u001a\n', [0, 0, 0, 0], 'IHDR', [1, 2, 3, 4], [0, 0, 0, 0], 'IEND', [5, 6, 7, 8]);

test('[V2] a document is what its bytes say, from its first to its last mark', () => {
  expect(kindOfDocument(bytes('%PDF-1.7\n', 'x', '\n%%EOF\n'))).toBe('pdf');
  expect(kindOfDocument(bytes([0xff, 0xd8, 0xff, 0xe0], 'x', [0xff, 0xd9]))).toBe('jpeg');
  expect(kindOfDocument(png)).toBe('png');
  expect(kindOfDocument(bytes('RIFF', [8, 0, 0, 0], 'WEBPVP8 '))).toBe('webp');
  for (const wrong of [
    bytes(''),
    bytes('%PDF-1.7 cut short'),
    bytes('<html>%PDF-1.7 %%EOF'),
    bytes([0xff, 0xd8, 0xff, 0xe0], 'no end'),
    png.subarray(0, png.length - 8),
    bytes('RIFF', [0, 1, 0, 0], 'WEBPVP8 '),
    bytes('PK\u0003\u0004', 'a zip'),
    bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  ])
    expect(kindOfDocument(wrong)).toBeNull();
});

test('an application is whole before it is sent', () => {
  const fields = {
    ...{ kind: 'shop' as const, legalName: ' Lindt GmbH ', registerNumber: 'HRB 1', address: 'Jena', note: '' },
    ...{ productId: '', claim: '', meaning: '' },
  };
  expect(readApplication(fields, ['d'])).toMatchObject({ kind: 'shop', legalName: 'Lindt GmbH' });
  expect(readApplication(fields, [])).toBeNull();
  expect(readApplication({ ...fields, address: ' ' }, ['d'])).toBeNull();
  expect(readApplication({ ...fields, kind: 'product' }, ['d'])).toBeNull();
});
