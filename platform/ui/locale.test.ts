import { expect, test } from 'vitest';
import { localeOf } from './locale.ts';

test('[L3] the browser names the region of the chosen language', () => {
  expect(localeOf('en', ['de-DE', 'en-GB', 'en-US'])).toBe('en-GB');
  expect(localeOf('zh-Hans', ['zh-SG', 'en'])).toBe('zh-SG');
  expect(localeOf('ko', ['ko-KR'])).toBe('ko-KR');
});

test('[L3] another language or script, or what is no language, names none', () => {
  expect(localeOf('ko', ['en-GB'])).toBe('ko');
  expect(localeOf('zh-Hans', ['zh-TW', 'not a tag'])).toBe('zh-Hans');
});
