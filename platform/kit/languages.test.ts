import { expect, test } from 'vitest';
import { chooseLanguage } from './languages.ts';

test('[L1] a wish is met by its full tag first, then by its base, in the order of the wishes', () => {
  expect(chooseLanguage(['ko-KR', 'en'])).toBe('ko');
  expect(chooseLanguage(['zh-CN'])).toBe('zh-Hans');
  expect(chooseLanguage(['ZH-hans'])).toBe('zh-Hans');
  expect(chooseLanguage(['de', ' ko'])).toBe('ko');
  expect(chooseLanguage(['en-GB', 'ko'])).toBe('en');
});

test('[L1] whoever wishes for nothing that we speak reads English', () => {
  expect(chooseLanguage([])).toBe('en');
  expect(chooseLanguage(['fr', '*', ''])).toBe('en');
  expect(chooseLanguage(['ko'], ['en'])).toBe('en');
});
