import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { deflateBytesMin, SharedText } from './shared-text.ts';

const httpServer = createServer();
let write: (text: SharedText) => void;
const perMessageDeflate = { serverNoContextTakeover: true, clientNoContextTakeover: true };
let viewer: WebSocket;

beforeAll(async () => {
  const server = new WebSocketServer({ noServer: true, perMessageDeflate });
  httpServer.on('upgrade', (request, wire, head) => {
    server.handleUpgrade(request, wire, head, () => {
      write = (text) => void wire.write(text.frame(true));
    });
  });
  httpServer.listen(0, '127.0.0.1');
  await once(httpServer, 'listening');
  viewer = new WebSocket(`ws://127.0.0.1:${(httpServer.address() as AddressInfo).port}`);
  await once(viewer, 'open');
});

afterAll(() => {
  viewer.terminate();
  httpServer.close();
});

describe('[B32] a shared text', () => {
  test.each([false, true])('is a frame that a client reads, compressed: %s', async (compressed) => {
    for (const size of [0, 1, 125, 126, 65_535, 65_536, 200_000]) {
      const value = 'héllo'.repeat(size).slice(0, size);
      write(new SharedText(value, compressed));
      const [data, binary] = await once(viewer, 'message');
      expect([String(data), binary]).toEqual([value, false]);
    }
  });

  test('is framed once for all', () => {
    const text = new SharedText('héllo '.repeat(200), true);
    expect(text.frame(false)).toBe(text.frame(false));
    expect(text.frame(true)).toBe(text.frame(true));
    expect(text.frame(true).length).toBeLessThan(text.frame(false).length / 5);
  });

  test('is compressed only when everybody may see it, and when that saves something', () => {
    const secret = new SharedText('secret '.repeat(200));
    expect(secret.frame(true)).toBe(secret.frame(false));
    const short = new SharedText('x'.repeat(deflateBytesMin - 1), true);
    expect(short.frame(true)).toBe(short.frame(false));
  });
});
