import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkAddress, type MediaAct, signAddress } from './address.ts';

const secret = 'a secret of the installation 0123456789';
const roomId = 'b7a1c1de-0000-4000-8000-000000000001';
const now = 1_800_000_000_000;

test('[V11] an address opens its act in its room until it expires', () => {
  const token = signAddress(secret, 'watch', roomId, now + 1000);
  expect(checkAddress(secret, 'watch', roomId, token, now)).toEqual({ expiresAt: now + 1000 });
  expect(checkAddress(secret, 'watch', roomId, token, now + 1000)).toEqual({ refused: 'address_expired' });
});

test.each<[string, string, MediaAct, string]>([
  ['for publishing', secret, 'publish', roomId],
  ['in another room', secret, 'watch', 'another-room'],
  ['with another secret', `${secret}!`, 'watch', roomId],
])('[V11] an address for watching is altered when used %s', (_, otherSecret, act, otherRoom) => {
  const token = signAddress(secret, 'watch', roomId, now + 1000);
  expect(checkAddress(otherSecret, act, otherRoom, token, now)).toEqual({ refused: 'address_altered' });
});

test('[V11] no change of a token is good, a later expiry least of all', () => {
  const token = signAddress(secret, 'watch', roomId, now + 1000);
  const [, signed] = token.split('-');
  const later = `${(now + 2000).toString(36)}-${signed}`;
  expect(checkAddress(secret, 'watch', roomId, later, now)).toEqual({ refused: 'address_altered' });
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.constantFrom(...'0123456789abcdefxyz-./'), (at, letter) => {
      const changed = token.slice(0, at) + letter + token.slice(at + 1);
      fc.pre(changed !== token);
      expect(checkAddress(secret, 'watch', roomId, changed, now)).toEqual({ refused: 'address_altered' });
    }),
  );
});

test('[V26] how much is recorded is part of what is signed', () => {
  const token = signAddress(secret, 'publish', roomId, now + 1000, 600_000);
  expect(checkAddress(secret, 'publish', roomId, token, now)).toEqual({ expiresAt: now + 1000, recordMs: 600_000 });
  const [expires, , signed] = token.split('-');
  for (const altered of [`${expires}-${signed}`, `${expires}-${(700_000).toString(36)}-${signed}`]) {
    expect(checkAddress(secret, 'publish', roomId, altered, now)).toEqual({ refused: 'address_altered' });
  }
});

test.each(['', '..', 'a/b', 'a%2fb', 'ä', 'x'.repeat(65)])('[V12] %j is no room id', (id) => {
  const token = signAddress(secret, 'watch', id, now + 1000);
  expect(checkAddress(secret, 'watch', id, token, now)).toEqual({ refused: 'bad_room_id' });
});
