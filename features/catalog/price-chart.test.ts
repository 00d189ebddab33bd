import { expect, test } from 'vitest';
import { chartHeight, chartWidth, priceChart } from './price-chart.ts';
import type { PriceChange } from './price-protocol.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** `[day, price]`, the oldest first. */
const changes = (...all: [number, number | null][]): PriceChange[] =>
  all
    .map(([day, priceMinor]) => ({
      at: day * dayMs,
      priceMinor,
      beganBefore: false,
      by: null,
      lowestBeforeMinor: null,
    }))
    .reverse();
const chart = (now: number, ...all: [number, number | null][]) => priceChart(changes(...all), now * dayMs, 30 * dayMs);

test('[C61] each price holds until the next one: the higher it is, the higher its step', () => {
  expect(chart(10, [0, 200], [5, 100])).toMatchObject({
    ...{ lines: [`M10 10H320V${chartHeight - 10}H${chartWidth - 10}`], highestMinor: 200, lowestMinor: 100 },
    windowX: null,
  });
});

test('[C61] what was not offered leaves a gap, and one price runs through the middle', () => {
  expect(chart(10, [0, 100], [5, null], [10, 100])?.lines).toEqual(['M10 100H320', 'M630 100H630']);
  expect(chart(0, [0, 100])?.lines).toEqual(['M10 100H630']);
  expect(chart(10, [0, null])).toBeNull();
  expect(chart(10)).toBeNull();
});

test('[C61] the last 30 days begin where they began', () => {
  expect(chart(60, [0, 100], [40, 50])?.windowX).toBe(chartWidth / 2);
});
