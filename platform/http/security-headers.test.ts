import { expect, test } from 'vitest';
import { contentSecurityPolicy } from './security-headers.ts';

const own = { publicUrl: 'https://shop.example', mediaPublicUrl: 'https://shop.example:8443' };
const policyOf = (needs: Parameters<typeof contentSecurityPolicy>[0]) =>
  Object.fromEntries(
    contentSecurityPolicy(needs)
      .split('; ')
      .map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)]),
  );

test('[H7] other origins are let in exactly where they were named, and nowhere else', () => {
  const [without, outside] = [policyOf(own), { scripts: ['https://a.example'], frames: ['https://b.example'] }];
  const policy = policyOf({ ...own, outside: { ...outside, connections: ['https://c.example'], payments: [] } });
  expect(policy['script-src']).toEqual(["'self'", 'https://a.example']);
  expect(policy['frame-src']).toEqual(['https://b.example']);
  expect(policy['connect-src']).toEqual([...without['connect-src']!, 'https://c.example']);
  const { 'script-src': _s, 'frame-src': _f, 'connect-src': _c, ...rest } = policy;
  expect(without).toMatchObject(rest);
  expect(without).not.toHaveProperty('frame-src');
});
