import { expect, test } from 'vitest';
import { measured } from './measured.ts';
import { sizesFor, sizingText } from './sizing.ts';

const load = { viewers: 10_000, linesShownPerSecond: 14, ordersPerSecond: 1, videoBitsPerSecond: 1_000_000 };

test('what is computed follows from what was measured', () => {
  const sizes = sizesFor(load);
  expect(sizes.servers).toBe(Math.ceil((10_000 * 14) / measured.framesPerCpuSecond.value / 0.6) + 1);
  expect(sizes.serverGb).toBeCloseTo((10_000 * measured.bytesPerIdleSocket.value) / 1e9);
  expect(sizes.videoGbitPerSecond).toBe(10);
});

test('ten times the viewers need at most ten times of each, and the database nothing for looking on', () => {
  const [one, ten] = [sizesFor(load), sizesFor({ ...load, viewers: 100_000 })];
  expect(ten.servers).toBeLessThanOrEqual(one.servers * 10);
  expect(ten.socketGbitPerSecond).toBeCloseTo(one.socketGbitPerSecond * 10);
  expect(ten.databaseCores).toBe(one.databaseCores);
});

test('each constant names the run that it comes from', () => {
  for (const { by, value } of Object.values(measured)) {
    expect(by).not.toBe('');
    expect(value).toBeGreaterThan(0);
  }
  expect(sizingText()).toContain('| 10,000,000 |');
});
