import { type IncomingHttpHeaders, type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Gateway } from '../beat/gateway.ts';
import type { SharedText } from '../beat/shared-text.ts';
import type { Actor } from '../kit/actor.ts';
import { type CloseName, closeCodes } from '../kit/socket-protocol.ts';
import type { SocketCommand } from './command.ts';
import { Connection, closeSocket } from './connection.ts';
import { type SocketLimits, socketLimits } from './limits.ts';
import { mendReceiver } from './mended-receiver.ts';
import type { SocketMeter } from './meters.ts';
import { createRunCommand, type Log, type RunCommand } from './run-command.ts';

export interface SocketServerNeeds {
  readonly httpServer: Server;
  /** Exactly these, as browsers write them: `https://shop.example`. */
  readonly allowedOrigins: readonly string[];
  readonly actorOf: (headers: IncomingHttpHeaders) => Promise<Actor>;
  readonly readRoom: (roomId: string) => Promise<{ readonly id: string; readonly shopId: string } | null>;
  /** Whether the actor may be in the room that was read; without it, every room is for everyone. */
  readonly mayEnter?: (room: { readonly id: string; readonly shopId: string }, actor: Actor) => Promise<boolean>;
  readonly gateway: Gateway;
  readonly commands: readonly SocketCommand[];
  readonly log: Log;
  readonly now: () => number;
  /** Who is counted as one address; behind a proxy that is trusted, what it says. */
  readonly addressOf?: (request: IncomingMessage) => string;
  readonly limits?: Partial<SocketLimits>;
  readonly meter?: SocketMeter;
}

export interface SocketServer {
  sockets(): number;
  /** Tells every viewer to come back, and cuts who does not answer. The gateway is closed by whoever made it. */
  close(): Promise<void>;
}

export const socketPath = '/socket';
const roomIdPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** The library's own limit: beyond it a message is not even read. */
const payloadFactor = 8;

export function createSocketServer(needs: SocketServerNeeds): SocketServer {
  const server = new RoomSockets(needs);
  return { sockets: () => server.sockets, close: () => server.close() };
}

class RoomSockets {
  readonly #needs: SocketServerNeeds;
  readonly #limits: SocketLimits;
  readonly #wss: WebSocketServer;
  readonly #runCommand: RunCommand;
  readonly #connections = new Set<Connection>();
  readonly #byAddress = new Map<string, number>();
  readonly #pings: NodeJS.Timeout;
  #upgrading = 0;
  #closing = false;

  constructor(needs: SocketServerNeeds) {
    this.#needs = needs;
    this.#limits = { ...socketLimits, ...needs.limits };
    this.#runCommand = createRunCommand(needs.commands, needs.log);
    this.#wss = new WebSocketServer({
      noServer: true,
      // Agreed to for the frames that all share, which are compressed once for everybody (SharedText): nothing is kept between
      // two messages, or each viewer would cost 300 KB. A smaller window than everybody's is declined.
      perMessageDeflate: { serverNoContextTakeover: true, clientNoContextTakeover: true, serverMaxWindowBits: 15 },
      maxPayload: this.#limits.commandBytesMax * payloadFactor,
      clientTracking: false,
    });
    needs.httpServer.on('upgrade', this.#onUpgrade);
    this.#pings = setInterval(() => {
      for (const connection of this.#connections) connection.ping();
    }, this.#limits.pingEveryMs);
    this.#pings.unref();
    needs.meter?.watch(() => this.sockets);
  }

  get sockets(): number {
    return this.#connections.size;
  }

  async close(): Promise<void> {
    this.#closing = true;
    clearInterval(this.#pings);
    for (const connection of this.#connections) connection.close('restarting');
    const endAt = Date.now() + this.#limits.closeGraceMs * 2;
    while (this.#connections.size > 0 && Date.now() < endAt) await new Promise((done) => setTimeout(done, 20));
    this.#wss.close();
  }

  #onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // What a stranger writes as an address may be none at all.
    const url = URL.parse(request.url ?? '/', 'http://socket');
    if (!url) {
      refuseUpgrade(socket, 400);
      return;
    }
    if (url.pathname !== socketPath) {
      // Another listener may know this path; when there is none, nobody would ever answer.
      if (this.#needs.httpServer.listenerCount('upgrade') === 1) refuseUpgrade(socket, 404);
      return;
    }
    const { origin } = request.headers;
    if (!origin || !this.#needs.allowedOrigins.includes(origin)) refuseUpgrade(socket, 403);
    else if (this.#closing || this.#upgrading >= this.#limits.upgradesAtOnceMax) refuseUpgrade(socket, 503);
    else void this.#upgrade(request, socket, head, url.searchParams.get('room') ?? '');
  };

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, roomId: string): Promise<void> {
    const readAt = this.#needs.now();
    const onError = () => socket.destroy();
    socket.on('error', onError);
    this.#upgrading += 1;
    const asked = await this.#ask(request, roomId).finally(() => {
      this.#upgrading -= 1;
    });
    socket.off('error', onError);
    if (socket.destroyed) return;
    // A browser cannot read the status of a refused upgrade, so the reason is said over the socket.
    this.#wss.handleUpgrade(request, socket, head, (ws) => {
      ws.on('error', () => {});
      mendReceiver(ws);
      const full = this.#full(this.#addressOf(request));
      if (typeof asked === 'string') this.#turnAway(ws, asked);
      else if (full) this.#turnAway(ws, full);
      else this.#admit({ ws, wire: socket, request }, asked, readAt);
    });
  }

  /** Who it is and where, or why not. */
  async #ask(request: IncomingMessage, roomId: string) {
    if (!roomIdPattern.test(roomId)) return 'no_room' as const;
    try {
      const [actor, room] = await Promise.all([this.#needs.actorOf(request.headers), this.#needs.readRoom(roomId)]);
      if (!room) return 'no_room' as const;
      const enters = this.#needs.mayEnter?.(room, actor) ?? true;
      return (await enters) ? { actor, room } : ('not_admitted' as const);
    } catch (error) {
      this.#needs.log.error({ err: error }, 'reading who opens a socket failed');
      return 'overloaded' as const;
    }
  }

  #addressOf(request: IncomingMessage): string {
    return this.#needs.addressOf?.(request) ?? request.socket.remoteAddress ?? '';
  }

  #full(address: string): CloseName | null {
    if (this.#closing) return 'restarting';
    if (this.#connections.size >= this.#limits.socketsMax) return 'overloaded';
    const here = this.#byAddress.get(address) ?? 0;
    return here >= this.#limits.socketsPerAddressMax ? 'too_many_connections' : null;
  }

  #turnAway(ws: WebSocket, name: CloseName): void {
    this.#needs.meter?.closed(name);
    closeSocket(ws, name, this.#limits.closeGraceMs);
  }

  #admit({ ws, wire, request }: Upgraded, asked: Admitted, readAt: number): void {
    const { actor, room } = asked;
    const address = this.#addressOf(request);
    const connection = new Connection({
      ws,
      wire,
      viewer: { actor, roomId: room.id, shopId: room.shopId },
      runCommand: this.#runCommand,
      limits: this.#limits,
      now: this.#needs.now,
      onClose: (name) => this.#needs.meter?.closed(name),
    });
    this.#connections.add(connection);
    this.#byAddress.set(address, (this.#byAddress.get(address) ?? 0) + 1);
    ws.once('close', () => {
      this.#connections.delete(connection);
      const left = (this.#byAddress.get(address) ?? 1) - 1;
      if (left > 0) this.#byAddress.set(address, left);
      else this.#byAddress.delete(address);
    });
    const socket = {
      send: (text: string) => connection.send(text),
      sendShared: (text: SharedText) => connection.sendShared(text),
      bufferedBytes: () => connection.bufferedBytes(),
      close: (code: number) => connection.close(nameOf(code)),
    };
    connection.start(this.#needs.gateway.join({ actor, roomId: room.id, shopId: room.shopId, socket, readAt }));
  }
}

interface Upgraded {
  readonly ws: WebSocket;
  readonly wire: Duplex;
  readonly request: IncomingMessage;
}

interface Admitted {
  readonly actor: Actor;
  readonly room: { readonly id: string; readonly shopId: string };
}

function nameOf(code: number): CloseName {
  const names = Object.keys(closeCodes) as CloseName[];
  return names.find((name) => closeCodes[name] === code) ?? 'overloaded';
}

function refuseUpgrade(socket: Duplex, status: number): void {
  socket.on('error', () => {});
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
