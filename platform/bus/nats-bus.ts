import { connect, type NatsConnection, type NodeConnectionOptions, type Subscription } from '@nats-io/transport-node';
import type { Bus } from './bus.ts';
import { type BusLimits, busLimits } from './limits.ts';
import { createMemoryBus } from './memory-bus.ts';
import type { NatsAddress } from './nats-address.ts';

export interface NatsBusNeeds {
  readonly address: NatsAddress;
  readonly log: { info(context: object, text: string): void; error(context: object, text: string): void };
  readonly meter?: BusMeter | undefined;
  /** As the server lists this connection. */
  readonly name?: string;
  readonly limits?: Partial<BusLimits>;
}

/** Why a message went to this node's own handlers only. */
export type BusLoss = 'disconnected' | 'too_large' | 'unheard';

export interface BusMeter {
  sent(bytes: number): void;
  heard(bytes: number): void;
  lost(why: BusLoss): void;
}

export interface NatsBus extends Bus {
  readonly connected: () => boolean;
  /** Resolves at the first connection. Nobody has to wait for it. */
  readonly firstConnected: Promise<void>;
}

/** Others on the same servers have subjects of their own. */
const prefix = 'livestall.';

/**
 * The bus between nodes. This node's own handlers get everything at once, whether a server is there or not; the others
 * get it over NATS while there is one. It connects in the background and for ever, keeps nothing for later (a hint from
 * before an outage is worth nothing after it), and drops what a server does not take.
 */
export function createNatsBus(needs: NatsBusNeeds): NatsBus {
  const wire = new Wire(needs);
  const local = createMemoryBus();
  return {
    connected: () => wire.connected,
    firstConnected: wire.firstConnected,
    publish(subject, payload) {
      local.publish(subject, payload);
      wire.send(subject, payload);
    },
    subscribe(subject, handler) {
      const stopLocal = local.subscribe(subject, handler);
      const stopWire = wire.listen(subject, handler);
      return () => {
        stopLocal();
        stopWire();
      };
    },
    async close() {
      await local.close();
      await wire.close();
    },
  };
}

type Handler = (payload: unknown) => void;

class Wire {
  connected = false;
  readonly firstConnected: Promise<void>;
  readonly #needs: NatsBusNeeds;
  readonly #limits: BusLimits;
  readonly #handlers = new Map<string, Set<Handler>>();
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #running: Promise<void>;
  readonly #reached = Promise.withResolvers<void>();
  #connection: NatsConnection | null = null;
  #unheardBytes = 0;
  #flushing = false;
  #closed = Promise.withResolvers<void>();
  #closing = false;

  constructor(needs: NatsBusNeeds) {
    this.#needs = needs;
    this.#limits = { ...busLimits, ...needs.limits };
    this.firstConnected = this.#reached.promise;
    this.#running = this.#keepConnected();
  }

  send(subject: string, payload: unknown): void {
    const bytes = this.connected ? Buffer.from(JSON.stringify(payload)) : null;
    const loss = bytes ? this.#trySending(subject, bytes) : 'disconnected';
    if (loss) this.#needs.meter?.lost(loss);
    else this.#needs.meter?.sent(bytes!.length);
  }

  listen(subject: string, handler: Handler): () => void {
    const held = this.#handlers.get(subject) ?? new Set();
    this.#handlers.set(subject, held.add(handler));
    this.#subscribe(subject);
    return () => {
      held.delete(handler);
      if (held.size > 0) return;
      this.#handlers.delete(subject);
      this.#subscriptions.get(subject)?.unsubscribe();
      this.#subscriptions.delete(subject);
    };
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#closed.resolve();
    // The last words are sent, if anybody is there to hear them: the server may be gone a moment before we know.
    const flushed = this.connected && this.#connection?.flush().catch(() => {});
    if (flushed) await Promise.race([flushed, this.#wait(this.#limits.reconnectMs, false)]);
    await this.#connection?.close();
    await this.#running;
  }

  #trySending(subject: string, bytes: Buffer): BusLoss | null {
    const connection = this.#connection;
    if (!connection) return 'disconnected';
    const { messageBytesMax, unheardBytesMax } = this.#limits;
    if (bytes.length > Math.min(messageBytesMax, connection.info?.max_payload ?? messageBytesMax)) return 'too_large';
    if (this.#unheardBytes + bytes.length > unheardBytesMax) return 'unheard';
    try {
      connection.publish(prefix + subject, bytes);
    } catch {
      return 'disconnected';
    }
    this.#unheardBytes += bytes.length;
    this.#followUnheard(connection);
    return null;
  }

  /** One flush at a time: when it is answered, the server has taken all that was sent before it. */
  #followUnheard(connection: NatsConnection): void {
    if (this.#flushing) return;
    this.#flushing = true;
    const before = this.#unheardBytes;
    connection
      .flush()
      .then(() => {
        if (connection === this.#connection) this.#unheardBytes = Math.max(0, this.#unheardBytes - before);
      })
      .catch(() => {})
      .finally(() => {
        this.#flushing = false;
        if (this.#unheardBytes > 0 && this.connected && connection === this.#connection)
          this.#followUnheard(connection);
      });
  }

  #subscribe(subject: string): void {
    if (!this.#connection || this.#subscriptions.has(subject)) return;
    const subscription = this.#connection.subscribe(prefix + subject, {
      callback: (error, message) => {
        if (!error) this.#hear(subject, message.data);
      },
    });
    this.#subscriptions.set(subject, subscription);
  }

  #hear(subject: string, data: Uint8Array): void {
    const { log, meter } = this.#needs;
    meter?.heard(data.length);
    try {
      const payload = JSON.parse(Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString());
      for (const handler of this.#handlers.get(subject) ?? []) handler(payload);
    } catch (error) {
      log.error({ err: error, subject }, 'a message of the bus was not understood');
    }
  }

  /** A connection reconnects by itself; one that ends all the same is made anew. */
  async #keepConnected(): Promise<void> {
    const { log, address } = this.#needs;
    let told = false;
    while (!this.#closing) {
      try {
        const connection = await connect(this.#options());
        this.#open(connection);
        told = false;
        await this.#follow(connection);
      } catch (error) {
        if (!told)
          log.error({ servers: address.servers, reason: reasonOf(error) }, 'the bus is not there; trying again');
        told = true;
      }
      this.#drop();
      await this.#wait(this.#limits.reconnectMs, true);
    }
  }

  #options(): NodeConnectionOptions {
    const { address, name = 'livestall' } = this.#needs;
    const { user, pass, token } = address;
    const { connectMsMax, reconnectMs, pingEveryMs, pingsUnansweredMax } = this.#limits;
    return {
      ...{ servers: [...address.servers], name, noEcho: true, ignoreAuthErrorAbort: true, noAsyncTraces: true },
      ...{
        timeout: connectMsMax,
        reconnectTimeWait: reconnectMs,
        maxReconnectAttempts: -1,
        reconnectJitter: reconnectMs,
      },
      ...{ pingInterval: pingEveryMs, maxPingOut: pingsUnansweredMax },
      ...(address.tls ? { tls: {} } : {}),
      ...(user === undefined ? {} : { user, pass: pass ?? '' }),
      ...(token === undefined ? {} : { token }),
    };
  }

  #open(connection: NatsConnection): void {
    this.#connection = connection;
    if (this.#closing) void connection.close();
    for (const subject of this.#handlers.keys()) this.#subscribe(subject);
    this.#become(true, connection);
    this.#reached.resolve();
  }

  /** Resolves when the connection has ended for good. */
  async #follow(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) {
      if (status.type === 'disconnect' || status.type === 'staleConnection') this.#become(false, connection);
      if (status.type === 'reconnect') this.#become(true, connection);
    }
    await connection.closed();
  }

  #become(connected: boolean, connection: NatsConnection): void {
    if (connected === this.connected || this.#closing) return;
    this.connected = connected;
    this.#unheardBytes = 0;
    const { log } = this.#needs;
    if (connected) log.info({ server: connection.getServer() }, 'the bus is there');
    else log.error({}, 'the bus is gone; hints are lost, and the heads of the streams are looked at all the same');
  }

  #drop(): void {
    this.connected = false;
    this.#connection = null;
    this.#subscriptions.clear();
    this.#unheardBytes = 0;
  }

  /** At most so long, and no longer than until the bus is closed when that ends it. */
  #wait(ms: number, endsAtClose: boolean): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      if (!endsAtClose) return;
      void this.#closed.promise.then(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

/** Its name and what the library says: the address is logged without what is secret. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
}
