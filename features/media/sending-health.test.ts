import { describe, expect, it } from 'vitest';
import { healthSecondsMax, type SendingSecond, sendingHealth } from './sending-health.ts';

const second = (pictures: number, leftOut = 0, skipped = 0): SendingSecond => ({ pictures, leftOut, skipped });
const good = second(30);

describe("a studio's word on its picture", () => {
  it('[V26] nothing is called well before and after the line is up, and why is told', () => {
    expect(sendingHealth('connecting', [])).toEqual({ word: 'starting' });
    expect(sendingHealth('idle', [])).toEqual({ word: 'off', why: 'stopped' });
    for (const state of ['reconnecting', 'refused', 'stopped', 'unsupported'] as const) {
      expect(sendingHealth(state, [good, good])).toEqual({ word: 'off', why: state });
    }
  });

  it('[V26] it goes well while pictures go out, whatever their rate: a dark room makes a slow camera', () => {
    expect(sendingHealth('live', [])).toEqual({ word: 'well' });
    expect(sendingHealth('live', [good, second(8), second(7)])).toEqual({ word: 'well' });
    expect(sendingHealth('live', [second(0), good, second(0)])).toEqual({ word: 'well' });
  });

  it('[V27] it is weak when the line or the computer leaves out more than a few', () => {
    expect(sendingHealth('live', [good, second(27, 3), good])).toEqual({ word: 'well' });
    expect(sendingHealth('live', [good, second(20, 10), good])).toEqual({ word: 'weak', why: 'line' });
    expect(sendingHealth('live', [second(20, 0, 10), second(18, 0, 12)])).toEqual({ word: 'weak', why: 'computer' });
    expect(sendingHealth('live', [second(15, 5, 10)])).toEqual({ word: 'weak', why: 'line' });
  });

  it('[V27] three seconds without a picture are no picture: the line is stuck, or the camera gives none', () => {
    expect(sendingHealth('live', [good, second(0), second(0), second(0)])).toEqual({ word: 'off', why: 'camera' });
    expect(sendingHealth('live', [good, second(0, 30), second(0, 30), second(0, 30)])).toEqual({
      word: 'off',
      why: 'line',
    });
  });

  it('[V27] what is over is forgiven', () => {
    const bad = second(5, 25);
    expect(sendingHealth('live', [bad, bad, ...Array.from({ length: healthSecondsMax }, () => good)])).toEqual({
      word: 'well',
    });
  });
});
