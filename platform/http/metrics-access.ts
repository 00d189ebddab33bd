import { createHash, timingSafeEqual } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import type { AddressedRequest } from './address-of.ts';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** What a proxy adds: then the caller is not the neighbour that the connection shows. */
const signsOfProxy = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'x-forwarded-host'];

/** Figures tell a competitor how a shop does: they are for programs on this machine, and for who holds the token. */
export function mayReadMetrics(request: AddressedRequest, token: string | undefined): boolean {
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (token !== undefined && given !== undefined) return sameText(given, token);
  if (signsOfProxy.some((name) => request.headers[name] !== undefined)) return false;
  const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:(?=[\d.]+$)/, '');
  return isIP(address) !== 0 && loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** In a time that tells nothing of the text. */
function sameText(one: string, other: string): boolean {
  const sum = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(sum(one), sum(other));
}
