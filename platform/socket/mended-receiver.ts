import type { Writable } from 'node:stream';
import type { WebSocket } from 'ws';

interface Receiver extends Writable {
  _errored: boolean;
}

/**
 * From 8.22.2 to 8.23.0 at least, `ws` lets a stranger end the process. While it inflates a message, what comes behind is
 * buffered in parts; when one of them is broken, the stream hands the next to the receiver before it hears of the error, and
 * that one reads a mask that is gone: a TypeError that nobody catches. Here a receiver that has failed takes nothing more.
 * `ws` 8.22.1 has not got it, but answers any flood of pings from memory without end.
 */
export function mendReceiver(socket: WebSocket): void {
  const { _receiver } = socket as WebSocket & { readonly _receiver?: Receiver };
  if (_receiver?._errored !== false)
    throw new Error('This version of ws has another receiver: see mended-receiver.ts.');
  mendWrite(_receiver);
}

export function mendWrite(receiver: Receiver): void {
  const write = receiver._write;
  receiver._write = (chunk, encoding, callback) => {
    if (receiver._errored) callback();
    else write.call(receiver, chunk, encoding, callback);
  };
}
