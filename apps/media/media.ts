import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { MediaAct } from '../../features/media/address.ts';
import { checkAddress } from '../../features/media/address.ts';
import { fragmentBytesMax } from '../../features/media/fragment.ts';
import { readFileName } from '../../features/media/playlist.ts';
import type { MediaLimits } from '../../features/media/protocol.ts';
import { mediaLimits } from '../../features/media/protocol.ts';
import type { Bus } from '../../platform/bus/bus.ts';
import { createMemoryBus } from '../../platform/bus/memory-bus.ts';
import { type AddressOf, createAddressOf } from '../../platform/http/address-of.ts';
import { plainFromThisMachine } from '../../platform/http/first-byte.ts';
import { mayReadMetrics } from '../../platform/http/metrics-access.ts';
import { followTls, readTls, type TlsFiles, tlsOptions } from '../../platform/http/tls-files.ts';
import type { Refusal } from '../../platform/kit/refusal.ts';
import { isRefusal, refuse } from '../../platform/kit/refusal.ts';
import { mendReceiver } from '../../platform/socket/mended-receiver.ts';
import type { Channel } from './channel.ts';
import { Channels } from './channels.ts';
import { Connections } from './connections.ts';
import { replyMediaFile, replyPlaylist } from './hls.ts';
import type { Log } from './log.ts';
import { createMetrics } from './metrics.ts';
import { servePublisher } from './publisher-socket.ts';
import { allowOrigin, refuseUpgrade, reply, replyJson, replyRefusal } from './replies.ts';

export interface MediaOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly dataDir: string;
  readonly secret: string;
  /** The exact origins of pages that may watch and publish. */
  readonly allowedOrigins: readonly string[];
  readonly clock: () => number;
  readonly log: Log;
  readonly recordingHours: number;
  readonly limits?: Partial<MediaLimits>;
  /** Proxies whose word on a caller's address counts. */
  readonly trustedProxies?: readonly string[];
  /** With a certificate the port speaks HTTPS, and plain HTTP to this machine only. */
  readonly tls?: TlsFiles | undefined;
  /** Lets a program elsewhere read the figures. */
  readonly metricsToken?: string | undefined;
  /** Between several media processes; without one, this is the only one. */
  readonly bus?: Bus | undefined;
  /** Where the others reach this one. */
  readonly nodeUrl?: string | undefined;
}

export interface Media {
  readonly url: string;
  readonly port: number;
  /** The bus is there: the other processes are asked what they have. */
  ask(): void;
  close(): Promise<void>;
}

const headersMsMax = 10_000;
const urlCharactersMax = 1_024;
/** Requests that do not wait for video, beside the readers. */
const otherConnectionsMax = 1_000;

/** The video origin: takes a host's fragments and gives them to viewers. It knows neither database nor server. */
export async function createMedia(options: MediaOptions): Promise<Media> {
  const limits = { ...mediaLimits, ...options.limits };
  const metrics = createMetrics();
  const ownBus = createMemoryBus();
  let url = options.nodeUrl ?? '';
  const channels = new Channels({ ...options, limits, metrics, bus: options.bus ?? ownBus, nodeUrl: () => url });
  const origin = new Origin(options, limits, metrics, channels);
  const { server, unfollow } = createListener(options);
  server.maxConnections = limits.readersMax + otherConnectionsMax;
  server.on('request', (request, response) => void origin.answer(request, response));
  server.on('upgrade', (request, socket, head) => void origin.upgrade(request, socket, head));
  await listen(server, options.port, options.host);
  const { port } = server.address() as AddressInfo;
  url ||= `http://${options.host}:${port}`;
  channels.ask();
  const close = async () => {
    unfollow();
    const closed = new Promise((resolve) => server.close(resolve));
    await channels.close();
    const lastWordsMs = 200;
    setTimeout(() => origin.terminate(), lastWordsMs);
    setTimeout(() => server.closeAllConnections(), lastWordsMs);
    await closed;
    metrics.stop();
  };
  return { url: `http://${options.host}:${port}`, port, ask: () => channels.ask(), close };
}

function createListener({ tls, log }: MediaOptions): { server: Server; unfollow: () => void } {
  const times = { headersTimeout: headersMsMax, connectionsCheckingInterval: headersMsMax / 2 };
  if (!tls) return { server: createServer(times), unfollow: () => {} };
  const pair = readTls(tls);
  const server = createTlsServer({ ...times, ...tlsOptions(pair), handshakeTimeout: headersMsMax });
  plainFromThisMachine(server);
  return { server, unfollow: followTls(server, tls, pair, log) };
}

class Origin {
  readonly #options: MediaOptions;
  readonly #limits: MediaLimits;
  readonly #metrics: ReturnType<typeof createMetrics>;
  readonly #channels: Channels;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    // A little above the limit of a fragment, so that its own refusal is the one that is told.
    maxPayload: fragmentBytesMax * 2,
  });
  readonly #readers: Connections;
  readonly #publishers: Connections;
  readonly #addressOf: AddressOf;
  #readerCount = 0;

  constructor(
    options: MediaOptions,
    limits: MediaLimits,
    metrics: ReturnType<typeof createMetrics>,
    channels: Channels,
  ) {
    this.#options = options;
    this.#limits = limits;
    this.#metrics = metrics;
    this.#channels = channels;
    this.#addressOf = createAddressOf(options.trustedProxies ?? []);
    this.#readers = new Connections(limits.readersPerAddressMax);
    this.#publishers = new Connections(limits.publishersPerAddressMax);
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const refusal = await this.#answer(request, response);
      if (!refusal) return;
      this.#metrics.refusals.inc({ code: refusal.refused });
      replyRefusal(response, refusal.refused);
    } catch (error) {
      this.#options.log.error({ error: String(error) }, 'a fault while answering');
      if (response.headersSent) response.destroy();
      else replyRefusal(response, 'fault');
    }
  }

  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy());
    const opened = await this.#openPublisher(request).catch((error: unknown) => {
      this.#options.log.error({ error: String(error) }, 'a fault while a studio connected');
      return refuse('fault');
    });
    if (isRefusal(opened)) {
      this.#metrics.refusals.inc({ code: opened.refused });
      return refuseUpgrade(socket, opened.refused);
    }
    socket.on('close', opened.giveBack);
    if (socket.destroyed) return opened.giveBack();
    const { secret, clock, log } = this.#options;
    const checkToken = (token: string) => checkAddress(secret, 'publish', opened.roomId, token, clock());
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
      mendReceiver(webSocket);
      const needs = { clock, log, checkToken, limits: this.#limits, metrics: this.#metrics };
      servePublisher(webSocket, opened.channel, opened.roomId, opened.allowed, needs);
    });
  }

  terminate(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  async #openPublisher(request: IncomingMessage) {
    const { origin } = request.headers;
    if (origin === undefined || !this.#options.allowedOrigins.includes(origin)) return refuse('bad_origin');
    const url = readUrl(request);
    const roomId = /^\/publish\/([^/]+)$/.exec(url?.pathname ?? '')?.[1];
    if (!url || roomId === undefined) return refuse('not_found');
    const checked = this.#check('publish', roomId, url);
    if (isRefusal(checked)) return checked;
    const giveBack = this.#publishers.take(this.#addressOf(request));
    if (!giveBack) return refuse('too_many_connections');
    const channel = await this.#channels.get(roomId);
    if (!isRefusal(channel)) return { channel, roomId, allowed: checked, giveBack };
    giveBack();
    return channel;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<Refusal | null> {
    if (!allowOrigin(request, response, this.#options.allowedOrigins)) return refuse('bad_origin');
    if (request.method === 'OPTIONS') return replyNothing(response);
    const url = readUrl(request);
    if (!url || request.method !== 'GET') return refuse('not_found');
    if (url.pathname === '/healthz') replyJson(response, await this.#health());
    else if (url.pathname === '/metrics') {
      if (!mayReadMetrics(request, this.#options.metricsToken)) return refuse('not_found');
      reply(response, this.#metrics.registry.contentType, await this.#metrics.registry.metrics());
    } else if (url.pathname.startsWith('/relay/')) return this.#answerRelay(response, url);
    else return this.#answerLive(request, response, url);
    return null;
  }

  /** The process lives, also when it cannot record: the picture goes on. */
  async #health(): Promise<object> {
    const { values } = await this.#metrics.recordingFails.get();
    return { ok: true, recording: values.some(({ value }) => value > 0) ? 'failing' : 'ok' };
  }

  async #answerRelay(response: ServerResponse, url: URL): Promise<Refusal | null> {
    const roomId = url.pathname.slice('/relay/'.length);
    const checked = this.#check('relay', roomId, url);
    if (isRefusal(checked)) return checked;
    const channel = await this.#channels.get(roomId);
    return isRefusal(channel) ? channel : channel.relay(response);
  }

  async #answerLive(request: IncomingMessage, response: ServerResponse, url: URL): Promise<Refusal | null> {
    const [, roomId, fileName] = /^\/live\/([^/]+?)(?:\.mp4|\/([^/]+))$/.exec(url.pathname) ?? [];
    if (roomId === undefined) return refuse('not_found');
    const checked = this.#check('watch', roomId, url);
    if (isRefusal(checked)) return checked;
    // A proxy with a cache asks for its viewers whether they may.
    if (fileName === 'allowed') return replyNothing(response);
    const giveBack = this.#takeReader(this.#addressOf(request));
    if (!giveBack) return refuse('too_many_connections');
    response.on('close', giveBack);
    const channel = await this.#channels.get(roomId);
    if (isRefusal(channel)) return channel;
    // The status is known without the picture.
    if (fileName !== 'status') await channel.wanted();
    if (fileName === undefined) return startEndless(response, channel, checked.expiresAt);
    return answerFile(response, channel, fileName, url.searchParams);
  }

  #check(act: MediaAct, roomId: string, url: URL) {
    const { secret, clock } = this.#options;
    return checkAddress(secret, act, roomId, url.searchParams.get('token') ?? '', clock());
  }

  #takeReader(address: string): (() => void) | null {
    if (this.#readerCount >= this.#limits.readersMax) return null;
    const giveBack = this.#readers.take(address);
    if (!giveBack) return null;
    this.#readerCount++;
    return () => {
      this.#readerCount--;
      giveBack();
    };
  }
}

function replyNothing(response: ServerResponse): null {
  reply(response, 'text/plain', '', 204);
  return null;
}

function startEndless(response: ServerResponse, channel: Channel, expiresAt: number): null {
  response.writeHead(200, {
    'content-type': 'video/mp4',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // A proxy that gathers would add its buffer to the delay.
    'x-accel-buffering': 'no',
  });
  response.flushHeaders();
  channel.broadcast.watch(response, expiresAt);
  return null;
}

async function answerFile(response: ServerResponse, channel: Channel, fileName: string, query: URLSearchParams) {
  if (fileName === 'status') replyJson(response, channel.status());
  else if (fileName === 'index.m3u8') await replyPlaylist(response, channel, query);
  else {
    const file = readFileName(fileName);
    if (!file) return refuse('not_found');
    await replyMediaFile(response, channel, file);
  }
  return null;
}

function readUrl(request: IncomingMessage): URL | null {
  const path = request.url ?? '';
  return path.length <= urlCharactersMax ? URL.parse(path, 'http://media.invalid') : null;
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
