import { BlockList, isIP, type Socket } from 'node:net';
import type { Server } from 'node:tls';

/** How long a connection may say nothing before it is closed. */
export const firstByteMsMax = 5_000;
const handshakeByte = 0x16;
const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * Lets one port speak HTTPS to the network and plain HTTP to this machine itself. TLS begins with a byte with which no
 * request begins. The parts of the house, which need no secret between them, ask as they do without HTTPS; whoever comes
 * from elsewhere without TLS gets nothing but the way to the HTTPS address, or is closed when there is none to name.
 */
export function plainFromThisMachine(server: Server, publicUrl?: string, isOurs = isFromThisMachine): void {
  const [toTls] = server.listeners('connection') as ((socket: Socket) => void)[];
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    const late = setTimeout(() => socket.destroy(), firstByteMsMax);
    socket.on('error', () => socket.destroy());
    socket.once('readable', () => {
      clearTimeout(late);
      const first: Buffer | null = socket.read();
      if (first === null) return socket.destroy();
      socket.unshift(first);
      if (first[0] === handshakeByte) toTls?.call(server, socket);
      // The HTTP side of an HTTPS server takes any stream that comes out of TLS; this one never went in.
      else if (isOurs(socket)) server.emit('secureConnection', socket);
      else turnAway(socket, publicUrl);
    });
  });
}

/** A connection from a machine to itself has the same address at both ends, or loopback's. */
export function isFromThisMachine({ remoteAddress, localAddress }: Pick<Socket, 'remoteAddress' | 'localAddress'>) {
  if (!remoteAddress) return false;
  const address = remoteAddress.replace(/^::ffff:(?=[\d.]+$)/, '');
  return remoteAddress === localAddress || loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

function turnAway(socket: Socket, publicUrl: string | undefined): void {
  if (!publicUrl) return void socket.destroy();
  socket.end(wayToHttps(publicUrl, socket.read()));
  // What comes meanwhile is not read, only taken: a connection that is cut over it would lose the answer.
  socket.resume();
  socket.setTimeout(firstByteMsMax, () => socket.destroy());
}

/** 307: a browser must not remember it, since the next start may be without HTTPS. */
function wayToHttps(publicUrl: string, request: Buffer | null): string {
  const path = /^(?:GET|HEAD) (\/[\x21-\x7e]*) HTTP\/1\.[01]\r\n/.exec(request?.toString('latin1') ?? '')?.[1];
  const status = path === undefined ? '400 Bad Request' : `307 Temporary Redirect\r\nlocation: ${publicUrl}${path}`;
  return `HTTP/1.1 ${status}\r\ncache-control: no-store\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`;
}
