import { expect, test } from 'vitest';
import { soundChoiceOf } from './use-sound.ts';

test.each([
  [null, { on: false, volume: 1 }],
  ['{"on":true,"volume":0.4}', { on: true, volume: 0.4 }],
  ['{"on":true,"volume":7}', { on: true, volume: 1 }],
  ['{"on":"yes","volume":0}', { on: false, volume: 1 }],
  ['not JSON', { on: false, volume: 1 }],
  ['null', { on: false, volume: 1 }],
])('a kept choice of sound is read with care: %s', (kept, choice) => {
  expect(soundChoiceOf(kept)).toEqual(choice);
});
