import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** What is needed of a request: Node's IncomingMessage has it. */
export interface AddressedRequest {
  readonly socket: { readonly remoteAddress?: string | undefined };
  readonly headers: IncomingHttpHeaders;
}

export type AddressOf = (request: AddressedRequest) => string;

/**
 * The network address that every limit counts by. Each proxy appends whom it heard from, so the header is read from the
 * right, and only as far as somebody trusted wrote it: its first address that is no trusted proxy is the caller's. What is
 * no address ends the reading, because nobody trusted vouches for what is left of it.
 */
export function createAddressOf(trustedProxies: readonly string[]): AddressOf {
  const trusted = blockListOf(trustedProxies);
  const isTrusted = (address: string) => trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  return ({ socket, headers }) => {
    let address = readAddress(socket.remoteAddress ?? '');
    if (address === null) return socket.remoteAddress ?? 'unknown';
    const said = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
    while (isTrusted(address)) {
      const before = readAddress(said.pop() ?? '');
      if (before === null) break;
      address = before;
    }
    return address;
  };
}

/** Whether it is an address (192.0.2.1) or a range of them (192.0.2.0/24), of either family. */
export function isAddressRange(text: string): boolean {
  const [address, bits, ...more] = text.split('/');
  const family = isIP(address!);
  if (family === 0 || address!.includes('%') || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

function blockListOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address, bits] = range.split('/');
    const family = isIP(address!) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address!, family);
    else list.addSubnet(address!, Number(bits), family);
  }
  return list;
}

/** One spelling for one address: some proxies add the port, and a socket for both families writes IPv4 as ::ffff:192.0.2.1. */
function readAddress(text: string): string | null {
  const trimmed = text.trim().toLowerCase();
  const bare = /^\[([^\]]*)\](?::\d+)?$/.exec(trimmed)?.[1] ?? /^([\d.]+):\d+$/.exec(trimmed)?.[1] ?? trimmed;
  const address = bare.replace(/%.*$/, '').replace(/^::ffff:(?=[\d.]+$)/, '');
  return isIP(address) === 0 ? null : address;
}
