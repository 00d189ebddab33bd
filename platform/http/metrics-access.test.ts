import { expect, test } from 'vitest';
import { mayReadMetrics } from './metrics-access.ts';

const from = (remoteAddress: string, headers: Record<string, string> = {}) => ({ socket: { remoteAddress }, headers });

test.each([
  ['127.0.0.1', {}, undefined, true],
  ['127.0.0.9', {}, undefined, true],
  ['::1', {}, undefined, true],
  ['::ffff:127.0.0.1', {}, undefined, true],
  ['192.168.1.4', {}, undefined, false],
  ['203.0.113.9', {}, undefined, false],
  ['127.0.0.1', { 'x-forwarded-for': '203.0.113.9' }, undefined, false],
  ['127.0.0.1', { forwarded: 'for=203.0.113.9' }, undefined, false],
  ['203.0.113.9', { authorization: 'Bearer 0123456789abcdef' }, '0123456789abcdef', true],
  ['203.0.113.9', { authorization: 'Bearer 0123456789abcdee' }, '0123456789abcdef', false],
  ['203.0.113.9', { authorization: 'Bearer ' }, undefined, false],
  ['203.0.113.9', { authorization: 'Bearer undefined' }, undefined, false],
  [
    '127.0.0.1',
    { 'x-forwarded-for': '203.0.113.9', authorization: 'Bearer 0123456789abcdef' },
    '0123456789abcdef',
    true,
  ],
  ['', {}, undefined, false],
] as const)('[H12] figures from %s with %o and the token %s: %s', (address, headers, token, may) => {
  expect(mayReadMetrics(from(address, headers), token)).toBe(may);
});
