import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Refusal } from '../../platform/kit/refusal.ts';
import { refuse } from '../../platform/kit/refusal.ts';
import { roomIdPattern } from './protocol.ts';

/** `relay` is between media processes: one fetches for its viewers what another has. */
export type MediaAct = 'watch' | 'publish' | 'relay';

/** How long an address opens a connection. A running one is closed at the end, and the page asks for a new address. */
export const watchAddressMs = 2 * 3_600_000;
/**
 * A lease: the studio renews it while it sends. So long a host who lost the role stays on the air at most, and so long
 * pictures go on while the server is down.
 */
export const publishAddressMs = 300_000;

const tokenPattern = /^([0-9a-z]{1,11})(?:-([0-9a-z]{1,9}))?-([0-9a-f]{64})$/;

/** What an address allows: until when and, to publish, how much of the last picture is recorded when not all of it. */
export interface Allowed {
  readonly expiresAt: number;
  readonly recordMs?: number;
}

/** The token of an address: what it allows, and a signature over it. */
export function signAddress(
  secret: string,
  act: MediaAct,
  roomId: string,
  expiresAt: number,
  recordMs?: number,
): string {
  const allowed = { expiresAt, ...(recordMs === undefined ? {} : { recordMs }) };
  const words = [expiresAt, ...(recordMs === undefined ? [] : [recordMs])].map((value) => value.toString(36));
  return [...words, signature(secret, act, roomId, allowed)].join('-');
}

/** What the address allows, if it is ours and still good for that act in that room. */
export function checkAddress(
  secret: string,
  act: MediaAct,
  roomId: string,
  token: string,
  now: number,
): Allowed | Refusal {
  if (!roomIdPattern.test(roomId)) return refuse('bad_room_id');
  const [, expiresText, recordText, signed] = tokenPattern.exec(token) ?? [];
  if (expiresText === undefined || signed === undefined) return refuse('address_altered');
  const expiresAt = Number.parseInt(expiresText, 36);
  const allowed = recordText === undefined ? { expiresAt } : { expiresAt, recordMs: Number.parseInt(recordText, 36) };
  if (!sameText(signed, signature(secret, act, roomId, allowed))) return refuse('address_altered');
  return now < expiresAt ? allowed : refuse('address_expired');
}

function signature(secret: string, act: MediaAct, roomId: string, { expiresAt, recordMs }: Allowed): string {
  const recorded = recordMs === undefined ? '' : `\nrecord ${recordMs}`;
  // The first words keep this use of the secret apart from every other.
  const claim = `livestall media address\n${act}\n${roomId}\n${expiresAt}${recorded}`;
  return bytesToHex(hmac(sha256, utf8ToBytes(secret), utf8ToBytes(claim)));
}

/** Compares in a time that does not tell how many letters were right. */
function sameText(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let index = 0; index < one.length; index++) difference |= one.charCodeAt(index) ^ other.charCodeAt(index);
  return difference === 0;
}
