import { expect, test } from 'vitest';
import { readNatsAddress } from './nats-address.ts';

test.each([
  ['nats://host', { servers: ['host:4222'], tls: false }],
  ['tls://a:1, tls://b:2', { servers: ['a:1', 'b:2'], tls: true }],
  ['nats://me:s%40fe@host:9', { servers: ['host:9'], tls: false, user: 'me', pass: 's@fe' }],
  ['nats://token@host', { servers: ['host:4222'], tls: false, token: 'token' }],
])('[U9] %s', (text, address) => {
  expect(readNatsAddress(text)).toEqual(address);
});

test.each(['', 'host:4222', 'http://host', 'nats://', 'nats://host/path', 'nats://a,http://b', 'nats://a?x=1'])(
  '%j is no address of a NATS',
  (text) => {
    expect(readNatsAddress(text)).toBeNull();
  },
);
