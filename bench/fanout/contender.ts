import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { Server } from 'socket.io';
import { WebSocketServer } from 'ws';
import { SharedText } from '../../platform/beat/shared-text.ts';

// What one would take instead of the room's beat, each in a process of its own.

const beatMs = 100;
const [kind = ''] = process.argv.slice(2);
const httpServer = createServer();
let number = 0;

const starts: Record<string, () => void> = { socketio, socketioBatched, ws, limit };
starts[kind]!();
httpServer.listen(0, '127.0.0.1', () => {
  process.send?.({ act: 'listening', value: (httpServer.address() as AddressInfo).port });
});
process.on('message', ({ act }: { act: string }) => {
  if (act !== 'memory') return;
  globalThis.gc?.();
  process.send?.({ act, value: process.memoryUsage().rss });
});
process.on('disconnect', () => process.exit(0));

/** A line as ours is on the wire. */
function lineOf(text: string) {
  number += 1;
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  return { id, number, at: Date.now(), name: `Vera ${number % 40}`, badge: null, text, saved: true };
}

/** Its own broadcast, as its first page shows it. */
function socketio(): void {
  const io = new Server(httpServer, { transports: ['websocket'], serveClient: false });
  io.on('connection', (socket) => socket.on('say', (text: string) => io.emit('line', lineOf(text))));
}

/** What a careful user of it would do. */
function socketioBatched(): void {
  const io = new Server(httpServer, { transports: ['websocket'], serveClient: false });
  let batch: object[] = [];
  io.on('connection', (socket) => socket.on('say', (text: string) => void batch.push(lineOf(text))));
  setInterval(() => {
    if (batch.length > 0) io.emit('lines', batch);
    batch = [];
  }, beatMs);
}

function ws(): void {
  const server = new WebSocketServer({ server: httpServer, perMessageDeflate: false });
  server.on('connection', (socket) => {
    socket.on('message', (data) => {
      const text = JSON.stringify(lineOf(String(data)));
      for (const client of server.clients) client.send(text);
    });
  });
}

/** Ready-made frames to the same sockets, and nothing else: only the ms in each text are brought up to date. */
function limit(): void {
  const sockets = new Set<Duplex>();
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  httpServer.on('upgrade', (request, socket, head) => {
    server.handleUpgrade(request, socket, head, () => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
  });
  let frame: Buffer | null = null;
  let stamps: number[] = [];
  process.on('message', ({ act, value }: { act: string; value: string }) => {
    if (act !== 'frame') return;
    frame = Buffer.from(new SharedText(value).frame(false));
    const text = frame.toString('latin1');
    stamps = [...text.matchAll(/"text":"(?=\d{13} )/g)].map((match) => match.index + match[0].length);
    process.send?.({ act, value: stamps.length });
  });
  setInterval(() => {
    if (!frame) return;
    // The buffer may still be on its way to somebody.
    frame = Buffer.from(frame);
    const now = String(Date.now());
    for (const at of stamps) frame.write(now, at, 'latin1');
    for (const socket of sockets) socket.write(frame);
  }, beatMs);
}
