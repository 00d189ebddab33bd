import { describe, expect, test } from 'vitest';
import { createAddressOf, isAddressRange } from './address-of.ts';

const of = (trusted: string[], remoteAddress: string | undefined, forwarded?: string | string[]) =>
  createAddressOf(trusted)({
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  });

describe('[H10] the address that limits count by', () => {
  test('is the connection’s own when nobody is trusted, whatever a header says', () => {
    expect(of([], '203.0.113.7', '198.51.100.1')).toBe('203.0.113.7');
    expect(of(['10.0.0.1'], '203.0.113.7', '198.51.100.1')).toBe('203.0.113.7');
  });

  test('is the one that a trusted proxy heard from', () => {
    expect(of(['10.0.0.1'], '10.0.0.1', '203.0.113.7')).toBe('203.0.113.7');
    expect(of(['10.0.0.0/8'], '10.9.9.9', '203.0.113.7')).toBe('203.0.113.7');
    expect(of(['127.0.0.1'], '::ffff:127.0.0.1', '203.0.113.7')).toBe('203.0.113.7');
    expect(of(['::1', 'fd00::/8'], '::1', '2001:DB8::7, fd00::2')).toBe('2001:db8::7');
    expect(of(['10.0.0.1'], '10.0.0.1')).toBe('10.0.0.1');
  });

  test('is the right-most that is not trusted: what the caller wrote left of it is not believed', () => {
    const chain = ['10.0.0.0/8', '192.0.2.1'];
    expect(of(chain, '10.0.0.1', '203.0.113.7, 192.0.2.1, 10.0.0.2')).toBe('203.0.113.7');
    expect(of(chain, '10.0.0.1', '198.51.100.1, 10.0.0.9, 203.0.113.7, 192.0.2.1')).toBe('203.0.113.7');
    expect(of(chain, '10.0.0.1', ['198.51.100.1', '203.0.113.7, 10.0.0.2'])).toBe('203.0.113.7');
    expect(of(chain, '10.0.0.1', '10.0.0.3, 10.0.0.2')).toBe('10.0.0.3');
  });

  test.each(['', ' , ', 'unknown', '<script>', '999.1.1.1', '203.0.113.7, unknown', '203.0.113.7,'])(
    'is the trusted proxy’s own when the header says %j',
    (garbage) => expect(of(['10.0.0.1'], '10.0.0.1', garbage)).toBe('10.0.0.1'),
  );

  test('has one spelling, without port, brackets or zone', () => {
    expect(of(['10.0.0.1'], '10.0.0.1', '203.0.113.7:51234')).toBe('203.0.113.7');
    expect(of(['10.0.0.1'], '10.0.0.1', '[2001:db8::7]:51234')).toBe('2001:db8::7');
    expect(of(['10.0.0.1'], '::ffff:203.0.113.7')).toBe('203.0.113.7');
    expect(of(['fe80::1'], 'fe80::1%eth0', '203.0.113.7')).toBe('203.0.113.7');
    expect(of([], undefined, '203.0.113.7')).toBe('unknown');
  });
});

test.each(['127.0.0.1', '::1', '10.0.0.0/8', 'fd00::/8', '0.0.0.0/0'])('%s is an address or a range', (text) => {
  expect(isAddressRange(text)).toBe(true);
  expect(() => createAddressOf([text])).not.toThrow();
});

test.each(['', 'proxy', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0', '::/129', 'fe80::1%eth0', '10.0.0.0/-1'])(
  '%j is neither',
  (text) => expect(isAddressRange(text)).toBe(false),
);
