import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { platformRefusals } from '../platform/kit/platform-refusals.ts';
import { protocolPage, protocols, writtenPage } from './protocol-page.ts';

test('docs/protocol.md is what the schemas say (npm run docs writes it)', () => {
  expect(writtenPage()).toBe(protocolPage());
});

test('a refusal code belongs to one protocol', () => {
  const codes = [platformRefusals, ...Object.values(protocols).map((protocol) => protocol.refusals ?? {})].flatMap(
    Object.keys,
  );
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
});

test.each(Object.entries(protocols))('every refusal of %s has its sentence', (noun, { refusals }) => {
  if (!refusals) return;
  const messages = JSON.parse(readFileSync(new URL(`../features/${noun}/messages/en.json`, import.meta.url), 'utf8'));
  expect(Object.keys(refusals).filter((code) => typeof messages.refusal?.[code] !== 'string')).toEqual([]);
});
