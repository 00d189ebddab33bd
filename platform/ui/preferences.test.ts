import { expect, test } from 'vitest';
import { readPreferences } from './preferences.ts';

const unchosen = { language: null, theme: 'system', simple: false, talkRead: true };

test('[P1] whoever has chosen nothing gets what browser and system say', () => {
  expect(readPreferences(null)).toEqual(unchosen);
});

test('[P1] what was chosen is read back', () => {
  const chosen = { language: 'ko', theme: 'dark', simple: true, talkRead: false };
  expect(readPreferences(JSON.stringify(chosen))).toEqual(chosen);
});

test('[P1] what is unknown, altered or broken counts as not chosen', () => {
  expect(readPreferences('{')).toEqual(unchosen);
  expect(readPreferences('null')).toEqual(unchosen);
  expect(readPreferences('"ko"')).toEqual(unchosen);
  expect(readPreferences('{"language":"fr","theme":"pink","simple":"yes","talkRead":0}')).toEqual(unchosen);
});
