import type { ServerResponse } from 'node:http';
import type { MediaLimits } from '../../features/media/protocol.ts';
import type { Broadcast } from './broadcast.ts';
import type { Metrics } from './metrics.ts';
import { packRelay } from './relay-wire.ts';

const alive = packRelay({ kind: 'alive' }, []);

/** Gives all of a room to another media process, until one of both leaves. Returns the way to end it. */
export function serveRelay(
  response: ServerResponse,
  broadcast: Broadcast,
  { limits, metrics }: { limits: MediaLimits; metrics: Metrics },
  onEnd: () => void,
): () => void {
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' });
  metrics.relays.inc();
  const write = (bytes: Buffer) => {
    if (response.destroyed || response.writableEnded) return;
    response.write(bytes);
    metrics.bytesRelayedOut.inc(bytes.length);
    // It comes again and gets the window as it is then.
    if (response.writableLength > limits.relayBehindBytesMax) response.destroy();
  };
  const beating = setInterval(() => write(alive), limits.announceEveryMs);
  const stop = broadcast.follow(write);
  response.on('close', () => {
    clearInterval(beating);
    stop();
    metrics.relays.dec();
    onEnd();
  });
  return () => response.end();
}
