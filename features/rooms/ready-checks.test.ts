import { describe, expect, it } from 'vitest';
import { mayGoLive, type ReadyFacts, readyChecks } from './ready-checks.ts';

const ready: ReadyFacts = {
  title: 'Autumn linen',
  hasCover: true,
  products: 3,
  forSale: 2,
  camera: 'on',
  microphone: 'heard',
  line: 'good',
};
const stateOf = (over: Partial<ReadyFacts>, name: string) =>
  readyChecks({ ...ready, ...over }).find((check) => check.name === name)?.state;

describe('before the show', () => {
  it('[R27] everything that is ready is ticked off, and nothing else', () => {
    expect(readyChecks(ready).map((check) => check.state)).toEqual(Array.from({ length: 6 }, () => 'done'));
    expect(stateOf({ hasCover: false }, 'cover')).toBe('advice');
    expect(stateOf({ products: 0, forSale: 0 }, 'bag')).toBe('advice');
    expect(stateOf({ forSale: 0 }, 'bag')).toBe('advice');
    expect(stateOf({ microphone: 'listening' }, 'microphone')).toBe('wait');
    expect(stateOf({ microphone: 'quiet' }, 'microphone')).toBe('advice');
    expect(stateOf({ line: 'measuring' }, 'line')).toBe('wait');
    for (const line of ['down', 'noVideo'] as const) expect(stateOf({ line }, 'line')).toBe('problem');
  });

  it('[R27] only a missing camera keeps a host off the air', () => {
    const bare = { ...ready, hasCover: false, products: 0, forSale: 0, microphone: 'quiet', line: 'slow' } as const;
    expect(mayGoLive(bare)).toBe(true);
    for (const camera of ['off', 'starting'] as const) expect(mayGoLive({ ...ready, camera })).toBe(false);
  });
});
