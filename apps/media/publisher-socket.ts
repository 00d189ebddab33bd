import type { RawData, WebSocket } from 'ws';
import type { Allowance } from '../../features/media/allowance.ts';
import { fullAllowance, spend } from '../../features/media/allowance.ts';
import { looksLikeInit, readInit } from '../../features/media/init-segment.ts';
import type { CloseName, MediaLimits, ToStudio } from '../../features/media/protocol.ts';
import { closes, goodbyeText } from '../../features/media/protocol.ts';
import { isRefusal } from '../../platform/kit/refusal.ts';
import type { Channel, Publisher } from './channel.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

interface Needs {
  readonly clock: () => number;
  readonly limits: MediaLimits;
  readonly metrics: Metrics;
  readonly log: Log;
}

/** One studio's socket: checks each message and hands what is good to the channel. */
export function servePublisher(socket: WebSocket, channel: Channel, roomId: string, expiresAt: number, needs: Needs) {
  const { clock, limits, metrics, log } = needs;
  const budget = startBudget(limits, clock());
  let begun = false;
  let closed = false;
  let pongAt = clock();

  const close = (name: CloseName) => {
    if (closed) return;
    closed = true;
    metrics.refusals.inc({ code: name });
    log.info({ roomId, code: name }, 'a studio was closed');
    send(socket, { kind: 'refused', code: name });
    socket.close(closes[name], name);
    // A client that does not answer the close is cut.
    setTimeout(() => socket.terminate(), limits.heartbeatMs).unref();
  };
  const publisher: Publisher = { close };

  const receive = (data: RawData, isBinary: boolean) => {
    if (closed) return;
    const bytes = data as Buffer;
    const exceeded = budget.take(bytes.length, clock());
    if (exceeded) return close('too_fast');
    if (!isBinary) return bytes.toString() === goodbyeText ? channel.goodbye(publisher) : close('unexpected_message');
    if (looksLikeInit(bytes)) {
      const init = readInit(bytes);
      if (isRefusal(init)) return close(closeNameOf(init.refused));
      const epoch = channel.begin(publisher, init, bytes);
      if (!begun) send(socket, { kind: 'ready', epoch });
      begun = true;
      return;
    }
    if (!begun) return close('init_missing');
    const refusal = channel.accept(publisher, bytes);
    if (refusal) close(closeNameOf(refusal.refused));
  };

  const pinging = setInterval(() => {
    const now = clock();
    if (now >= expiresAt) return close('address_expired');
    if (now - pongAt > limits.pongWithinMs) return close('ping_unanswered');
    socket.ping();
  }, limits.pingEveryMs);

  metrics.publishers.inc();
  socket.on('message', (data, isBinary) => {
    try {
      receive(data, isBinary);
    } catch (error) {
      log.error({ roomId, error: String(error) }, 'a fault while taking a fragment');
      close('fault');
    }
  });
  socket.on('pong', () => {
    pongAt = clock();
  });
  socket.on('error', (error) => log.warn({ roomId, error: error.message }, 'a studio broke the socket protocol'));
  socket.on('close', () => {
    closed = true;
    clearInterval(pinging);
    metrics.publishers.dec();
    channel.lost(publisher);
  });
}

function startBudget(limits: MediaLimits, now: number) {
  let bytes: Allowance | null = fullAllowance(limits.ingestBurstBytesMax, now);
  let fragments: Allowance | null = fullAllowance(limits.ingestBurstFragmentsMax, now);
  return {
    take(byteCount: number, at: number): boolean {
      bytes = bytes && spend(bytes, at, byteCount, limits.ingestBytesPerSecondMax, limits.ingestBurstBytesMax);
      fragments =
        fragments && spend(fragments, at, 1, limits.ingestFragmentsPerSecondMax, limits.ingestBurstFragmentsMax);
      return bytes === null || fragments === null;
    },
  };
}

function closeNameOf(code: string): CloseName {
  return code in closes ? (code as CloseName) : 'fault';
}

function send(socket: WebSocket, message: ToStudio): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
}
