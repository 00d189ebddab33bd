import type { WebSocket } from 'ws';
import type { Allowed } from '../../features/media/address.ts';
import type { Allowance } from '../../features/media/allowance.ts';
import { fullAllowance, spend } from '../../features/media/allowance.ts';
import { looksLikeInit, readInit } from '../../features/media/init-segment.ts';
import type { CloseName, MediaLimits, ToStudio } from '../../features/media/protocol.ts';
import { closes, readStudioText } from '../../features/media/protocol.ts';
import { isRefusal, type Refusal } from '../../platform/kit/refusal.ts';
import type { Channel, Publisher } from './channel.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

interface Needs {
  readonly clock: () => number;
  /** What a token allows its bearer in this room. */
  readonly checkToken: (token: string) => Allowed | Refusal;
  readonly limits: MediaLimits;
  readonly metrics: Metrics;
  readonly log: Log;
}

/** One studio's socket: checks each message and hands what is good to the channel. */
export function servePublisher(socket: WebSocket, channel: Channel, roomId: string, allowed: Allowed, needs: Needs) {
  const studio = new Studio(socket, channel, roomId, allowed, needs);
  const pinging = setInterval(() => studio.ping(), needs.limits.pingEveryMs);
  needs.metrics.publishers.inc();
  socket.on('message', (data, isBinary) => studio.receive(data as Buffer, isBinary));
  socket.on('pong', () => studio.answered());
  socket.on('error', (error) => needs.log.warn({ roomId, error: error.message }, 'a studio broke the socket protocol'));
  socket.on('close', () => {
    clearInterval(pinging);
    needs.metrics.publishers.dec();
    studio.gone();
  });
}

class Studio implements Publisher {
  readonly #socket: WebSocket;
  readonly #channel: Channel;
  readonly #roomId: string;
  readonly #needs: Needs;
  readonly #budget: ReturnType<typeof startBudget>;
  #begun = false;
  #closed = false;
  #expiresAt: number;
  readonly #recordMs: number | undefined;
  #pongAt: number;

  constructor(socket: WebSocket, channel: Channel, roomId: string, allowed: Allowed, needs: Needs) {
    this.#socket = socket;
    this.#channel = channel;
    this.#roomId = roomId;
    this.#expiresAt = allowed.expiresAt;
    this.#recordMs = allowed.recordMs;
    this.#needs = needs;
    this.#pongAt = needs.clock();
    this.#budget = startBudget(needs.limits, this.#pongAt);
  }

  close(name: CloseName): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#needs.metrics.refusals.inc({ code: name });
    this.#needs.log.info({ roomId: this.#roomId, code: name }, 'a studio was closed');
    send(this.#socket, { kind: 'refused', code: name });
    this.#socket.close(closes[name], name);
    // A client that does not answer the close is cut.
    setTimeout(() => this.#socket.terminate(), this.#needs.limits.heartbeatMs).unref();
  }

  receive(bytes: Buffer, isBinary: boolean): void {
    if (this.#closed) return;
    try {
      const closeName = this.#take(bytes, isBinary);
      if (closeName) this.close(closeName);
    } catch (error) {
      this.#needs.log.error({ roomId: this.#roomId, error: String(error) }, 'a fault while taking a fragment');
      this.close('fault');
    }
  }

  ping(): void {
    const now = this.#needs.clock();
    if (now >= this.#expiresAt) this.close('address_expired');
    else if (now - this.#pongAt > this.#needs.limits.pongWithinMs) this.close('ping_unanswered');
    else this.#socket.ping();
  }

  answered(): void {
    this.#pongAt = this.#needs.clock();
  }

  gone(): void {
    this.#closed = true;
    this.#channel.lost(this);
  }

  #take(bytes: Buffer, isBinary: boolean): CloseName | null {
    if (this.#budget.exceeds(bytes.length, this.#needs.clock())) return 'too_fast';
    if (this.#needs.clock() >= this.#expiresAt) return 'address_expired';
    if (!isBinary) return this.#hear(bytes.toString());
    if (looksLikeInit(bytes)) return this.#begin(bytes);
    if (!this.#begun) return 'init_missing';
    const refusal = this.#channel.accept(this, bytes);
    return refusal ? closeNameOf(refusal.refused) : null;
  }

  #hear(text: string): CloseName | null {
    const said = readStudioText(text);
    if (!said) return 'unexpected_message';
    if (said.kind === 'renew') return this.#renew(said.token);
    this.#channel.goodbye(this);
    return null;
  }

  #renew(token: string): CloseName | null {
    const checked = this.#needs.checkToken(token);
    if (isRefusal(checked)) return checked.refused === 'address_expired' ? 'address_expired' : 'publish_refused';
    this.#expiresAt = Math.max(this.#expiresAt, checked.expiresAt);
    return null;
  }

  #begin(bytes: Buffer): CloseName | null {
    const init = readInit(bytes);
    if (isRefusal(init)) return closeNameOf(init.refused);
    const epoch = this.#channel.begin(this, init, bytes, this.#recordMs);
    if (!this.#begun) send(this.#socket, { kind: 'ready', epoch });
    this.#begun = true;
    return null;
  }
}

function startBudget(limits: MediaLimits, now: number) {
  let bytes: Allowance | null = fullAllowance(limits.ingestBurstBytesMax, now);
  let fragments: Allowance | null = fullAllowance(limits.ingestBurstFragmentsMax, now);
  return {
    exceeds(byteCount: number, at: number): boolean {
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
