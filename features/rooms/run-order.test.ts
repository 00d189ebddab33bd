import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginsAnew, nextOf, placeAt, previousOf, type RunLine } from './run-order.ts';

const sheet = (...left: number[]): RunLine[] => left.map((units, at) => ({ id: 'abcdefgh'[at]!, left: units }));

describe('the order of the run sheet', () => {
  it('[R21] the next product is the first after the explained one that can be bought; at the end it begins anew', () => {
    expect(nextOf(sheet(1, 1, 1), null)).toBe('a');
    expect(nextOf(sheet(1, 1, 1), 'a')).toBe('b');
    expect(nextOf(sheet(1, 0, 1), 'a')).toBe('c');
    expect(nextOf(sheet(1, 1, 1), 'c')).toBe('a');
    expect(nextOf(sheet(0, 1, 1), 'c')).toBe('b');
    expect(beginsAnew(sheet(1, 1, 1), 'c', 'a')).toBe(true);
    expect(beginsAnew(sheet(1, 1, 1), 'a', 'b')).toBe(false);
    expect(beginsAnew(sheet(1, 1, 1), null, 'a')).toBe(false);
  });

  it('[R21] there is no next one when nothing else can be bought', () => {
    expect(nextOf([], null)).toBe(null);
    expect(nextOf(sheet(0, 0), null)).toBe(null);
    expect(nextOf(sheet(0, 3, 0), 'b')).toBe(null);
  });

  it('[R21] going on and on shows every product that can be bought once in each round, and none twice in a row', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 8 }), (left) => {
        const lines = sheet(...left);
        const sold = lines.filter((line) => line.left > 0).map((line) => line.id);
        let explained: string | null = null;
        const shown: string[] = [];
        for (let turn = 0; turn < sold.length; turn += 1) {
          const next = nextOf(lines, explained);
          if (next === null) break;
          expect(next).not.toBe(explained);
          shown.push(next);
          explained = next;
        }
        expect(shown).toEqual(sold);
      }),
    );
  });

  it('[R22] going back is by the order of the sheet, sold out or not, and stops at its head', () => {
    expect(previousOf(sheet(1, 0, 1), 'c')).toBe('b');
    expect(previousOf(sheet(1, 0, 1), 'a')).toBe(null);
    expect(previousOf(sheet(1, 0, 1), null)).toBe(null);
    expect(previousOf(sheet(1), 'gone')).toBe(null);
  });

  it('[R23] a line that is dragged falls in where it is held, and never outside of the sheet', () => {
    const middles = [50, 150, 250];
    expect(placeAt(middles, 0, 40)).toBe(0);
    expect(placeAt(middles, 0, 160)).toBe(1);
    expect(placeAt(middles, 0, 9_000)).toBe(2);
    expect(placeAt(middles, 2, -10)).toBe(0);
    expect(placeAt(middles, 1, 150)).toBe(1);
    expect(placeAt([], 0, 10)).toBe(0);
  });
});
