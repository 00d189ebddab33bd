import type { Duplex } from 'node:stream';
import { type RawData, WebSocket } from 'ws';
import type { Joined } from '../beat/gateway.ts';
import type { SharedText } from '../beat/shared-text.ts';
import { type CloseName, type Command, closeCodes, type FromViewer, type Reply } from '../kit/socket-protocol.ts';
import type { SocketViewer } from './command.ts';
import type { SocketLimits } from './limits.ts';
import { MessageRate } from './message-rate.ts';
import { readMessage } from './read-message.ts';
import { type RunCommand, refused } from './run-command.ts';

export interface ConnectionNeeds {
  readonly ws: WebSocket;
  /** What the socket writes to: a frame that is shared is ready when it comes here. */
  readonly wire: Duplex;
  readonly viewer: SocketViewer;
  readonly runCommand: RunCommand;
  readonly limits: SocketLimits;
  readonly now: () => number;
  readonly onClose: (name: CloseName) => void;
}

const uncompressed = { compress: false };

/** One viewer's socket: what it says is checked here, message by message. */
export class Connection {
  readonly #needs: ConnectionNeeds;
  readonly #rate: MessageRate;
  readonly #deflates: boolean;
  #joined: Joined | null = null;
  #greeted = false;
  #alive = true;
  #running = 0;
  #closing = false;

  constructor(needs: ConnectionNeeds) {
    this.#needs = needs;
    this.#rate = new MessageRate(needs.limits, needs.now());
    this.#deflates = needs.ws.extensions.includes('permessage-deflate');
  }

  /** Starts listening, once the gateway knows this socket. */
  start(joined: Joined): void {
    const { ws, limits } = this.#needs;
    this.#joined = joined;
    const hello = setTimeout(() => this.close('silent'), limits.helloMs);
    ws.on('message', (data, isBinary) => {
      clearTimeout(hello);
      this.#receive(data, isBinary);
    });
    ws.on('pong', () => {
      this.#alive = true;
    });
    ws.once('close', () => {
      clearTimeout(hello);
      this.#closing = true;
      joined.leave();
    });
  }

  /** Never compressed: it may be of one person only. */
  send(text: string): void {
    const { ws } = this.#needs;
    if (ws.readyState === WebSocket.OPEN) ws.send(text, uncompressed);
  }

  sendShared(text: SharedText): void {
    const { ws, wire } = this.#needs;
    if (ws.readyState === WebSocket.OPEN) wire.write(text.frame(this.#deflates));
  }

  bufferedBytes(): number {
    return this.#needs.ws.bufferedAmount;
  }

  close(name: CloseName): void {
    if (this.#closing) return;
    this.#closing = true;
    const { ws, limits, onClose } = this.#needs;
    onClose(name);
    closeSocket(ws, name, limits.closeGraceMs);
  }

  /** Whoever has not answered the last ping is gone, whatever the network says. */
  ping(): void {
    const { ws } = this.#needs;
    if (ws.readyState !== WebSocket.OPEN) return;
    if (this.#alive) ws.ping();
    else this.close('silent');
    this.#alive = false;
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (this.#closing) return;
    const { limits, now, viewer } = this.#needs;
    const rate = this.#rate.take(now());
    if (viewer.actor.expiresAt <= now()) this.close('session_changed');
    else if (rate === 'flood') this.close('too_many_messages');
    else if ((data as Buffer).byteLength > limits.commandBytesMax) this.close('message_too_large');
    else this.#take(isBinary ? null : readMessage(String(data)), rate);
  }

  #take(message: FromViewer | null, rate: 'ok' | 'over'): void {
    // Hello comes first, and once.
    if (!message || this.#greeted === (message.kind === 'hello')) this.close('bad_message');
    else if (message.kind === 'command') this.#command(message, rate);
    else if (rate === 'over') this.close('too_many_messages');
    else if (message.kind === 'repair') this.#joined?.repair(message);
    else {
      this.#greeted = true;
      this.#joined?.hello(message);
    }
  }

  #command(command: Command, rate: 'ok' | 'over'): void {
    if (rate === 'over' || this.#running >= this.#needs.limits.commandsAtOnceMax) {
      this.#reply(refused(command.id, 'rate_limited'));
      return;
    }
    this.#running += 1;
    void this.#needs
      .runCommand(this.#needs.viewer, command)
      .then((reply) => this.#reply(reply))
      .finally(() => {
        this.#running -= 1;
      });
  }

  #reply(reply: Reply): void {
    this.send(JSON.stringify(reply));
  }
}

/** Says why, and does not wait for an answer for ever. */
export function closeSocket(ws: WebSocket, name: CloseName, graceMs: number): void {
  ws.close(closeCodes[name], name);
  const timer = setTimeout(() => ws.terminate(), graceMs);
  ws.once('close', () => clearTimeout(timer));
}
