import { expect, test } from 'vitest';
import { numberFormatter } from './number-formatter.ts';
import { relativeTime } from './relative-time.ts';

const now = Date.UTC(2026, 10, 25, 12);
const minute = 60_000;

test('[L4] what is near is said in words of each language', () => {
  expect(relativeTime(now - 20_000, now, 'en')).toBe('now');
  expect(relativeTime(now - 5 * minute, now, 'en')).toBe('5 minutes ago');
  expect(relativeTime(now + 3 * 60 * minute, now, 'zh-Hans')).toBe('3小时后');
  expect(relativeTime(now - 24 * 60 * minute, now, 'ko')).toBe('어제');
});

test('[L4] what is further than a week is a date', () => {
  expect(relativeTime(now - 8 * 24 * 60 * minute, now, 'en')).toBeNull();
});

test('[L4] numbers in texts are written as the language writes them', () => {
  expect(numberFormatter.format(12_345, undefined, 'en')).toBe('12,345');
  expect(numberFormatter.format(12_345, undefined, 'de')).toBe('12.345');
  expect(numberFormatter.format('as it is', undefined, 'ko')).toBe('as it is');
});
