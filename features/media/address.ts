import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Refusal } from '../../platform/kit/refusal.ts';
import { refuse } from '../../platform/kit/refusal.ts';
import { roomIdPattern } from './protocol.ts';

export type MediaAct = 'watch' | 'publish';

/** How long an address opens a connection. A running one is closed at the end, and the page asks for a new address. */
export const watchAddressMs = 2 * 3_600_000;
/**
 * A lease: the studio renews it while it sends. So long a host who lost the role stays on the air at most, and so long
 * pictures go on while the server is down.
 */
export const publishAddressMs = 300_000;

const tokenPattern = /^([0-9a-z]{1,11})-([0-9a-f]{64})$/;

/** The token of an address: when it expires, and a signature over what it allows. */
export function signAddress(secret: string, act: MediaAct, roomId: string, expiresAt: number): string {
  return `${expiresAt.toString(36)}-${signature(secret, act, roomId, expiresAt)}`;
}

/** When the address expires, if it is ours and still good for that act in that room. */
export function checkAddress(
  secret: string,
  act: MediaAct,
  roomId: string,
  token: string,
  now: number,
): { readonly expiresAt: number } | Refusal {
  if (!roomIdPattern.test(roomId)) return refuse('bad_room_id');
  const [, expiresText, signed] = tokenPattern.exec(token) ?? [];
  if (expiresText === undefined || signed === undefined) return refuse('address_altered');
  const expiresAt = Number.parseInt(expiresText, 36);
  if (!sameText(signed, signature(secret, act, roomId, expiresAt))) return refuse('address_altered');
  return now < expiresAt ? { expiresAt } : refuse('address_expired');
}

function signature(secret: string, act: MediaAct, roomId: string, expiresAt: number): string {
  // The first words keep this use of the secret apart from every other.
  const claim = `livestall media address\n${act}\n${roomId}\n${expiresAt}`;
  return bytesToHex(hmac(sha256, utf8ToBytes(secret), utf8ToBytes(claim)));
}

/** Compares in a time that does not tell how many letters were right. */
function sameText(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let index = 0; index < one.length; index++) difference |= one.charCodeAt(index) ^ other.charCodeAt(index);
  return difference === 0;
}
