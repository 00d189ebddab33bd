import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fullAllowance, spend } from './allowance.ts';
import { closes, mayComeBack, refusals } from './protocol.ts';

test('close codes are unique, and say whether to come back', () => {
  const codes = Object.values(closes);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes.every((code) => code >= 4000 && code < 5000)).toBe(true);
  expect(mayComeBack(closes.media_closing)).toBe(true);
  expect(mayComeBack(closes.taken_over)).toBe(false);
});

test('every refusal, and every close after which a studio stays away, has its sentence', () => {
  const messages = JSON.parse(readFileSync(new URL('messages/en.json', import.meta.url), 'utf8'));
  expect(Object.keys(messages.refusal).sort()).toEqual(Object.keys(refusals).sort());
  const final = Object.entries(closes).filter(([, code]) => !mayComeBack(code));
  expect(Object.keys(messages.studio.close).sort()).toEqual(final.map(([name]) => name).sort());
});

test('[V9] an allowance refills at its rate up to its burst', () => {
  const empty = spend(fullAllowance(10, 0), 0, 10, 5, 10);
  expect(empty).toEqual({ left: 0, at: 0 });
  expect(spend(empty!, 1000, 5, 5, 10)).toEqual({ left: 0, at: 1000 });
  expect(spend(empty!, 1000, 6, 5, 10)).toBeNull();
  expect(spend(empty!, 60_000, 11, 5, 10)).toBeNull();
});
