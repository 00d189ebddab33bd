import { randomUUID } from 'node:crypto';
import { connect as connectTcp } from 'node:net';
import { Registry } from 'prom-client';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createMemoryStore } from '../beat/simulation/memory-store.ts';
import { roomStream } from '../kit/fact.ts';
import { createSocketMeter } from './meters.ts';
import {
  startTestServer,
  type TestServer,
  type TestServerNeeds,
  testCast,
  testOrigin,
  testRoom,
} from './test-server.ts';

let node: TestServer;
const store = () => createMemoryStore(async () => {});
const start = async (needs: Partial<TestServerNeeds> = {}) => {
  node = await startTestServer({ store: store(), ...needs });
  return node;
};

afterEach(() => node.close());

/** The status that an upgrade is refused with. */
function refusedWith(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const ws = new WebSocket(url, { headers });
    ws.once('unexpected-response', (_request, response) => resolve(response.statusCode));
    ws.once('open', () => reject(new Error('It was let in.')));
    ws.once('error', () => {});
  });
}

describe('letting viewers in', () => {
  test('[B23] another origin, or none, is refused at the upgrade; so is another path', async () => {
    const { url } = await start();
    expect(await refusedWith(url, { origin: 'https://shop.example.evil' })).toBe(403);
    expect(await refusedWith(url, { origin: `${testOrigin}:8443` })).toBe(403);
    expect(await refusedWith(url, {})).toBe(403);
    expect(await refusedWith(url.replace('/socket', '/socket2'), { origin: testOrigin })).toBe(404);
  });

  test.each(['//', '//[', 'http://[', '/%zz', '*'])(
    '[B23] an upgrade to %s, which is no address, is refused',
    async (address) => {
      const { url } = await start();
      const answer = await new Promise<string>((resolve) => {
        const tcp = connectTcp(Number(new URL(url).port), '127.0.0.1', () => {
          tcp.write(
            `GET ${address} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
              'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
          );
        });
        tcp.once('data', (data) => resolve(String(data).split('\r\n')[0]!));
      });
      expect(answer).toMatch(/^HTTP\/1.1 40[04] /);
    },
  );

  test('[B23] a room that does not exist, or no room at all, is closed no_room', async () => {
    const { url, viewer } = await start();
    for (const id of [randomUUID(), "'; drop table rooms; --", '']) {
      const lost = viewer('wen', url.replace(testRoom.id, encodeURIComponent(id)));
      await lost.connect(null);
      expect(await lost.closed()).toBe('4504 no_room');
    }
    expect(node.faults).toEqual([]);
  });

  test('[B24] hello comes first, once, and soon', async () => {
    const { viewer } = await start({ limits: { helloMs: 100 } });
    const silent = viewer();
    await silent.connect(null);
    expect(await silent.closed()).toBe('4404 silent');
    const early = viewer();
    await early.connect(null);
    early.send(JSON.stringify({ kind: 'command', id: randomUUID(), name: 'echo', body: {} }));
    expect(await early.closed()).toBe('4500 bad_message');
    const twice = viewer();
    await twice.connect();
    twice.send(JSON.stringify(twice.replica.hello()));
    expect(await twice.closed()).toBe('4500 bad_message');
  });

  test('[B28] one address has a limit of sockets, and gets its place back', async () => {
    const { viewer } = await start({ limits: { socketsPerAddressMax: 2 } });
    const [first, second, third] = [viewer(), viewer(), viewer()];
    await first.connect();
    await second.connect();
    await third.connect(null);
    expect(await third.closed()).toBe('4405 too_many_connections');
    first.cut();
    await third.until('a free place', () => node.server.sockets() === 1);
    const fourth = viewer();
    await fourth.connect();
    await fourth.until('a welcome', () => fourth.messages.length > 0);
  });

  test('[B28] a full node asks to come back', async () => {
    const { viewer } = await start({ limits: { socketsMax: 1 } });
    const [first, second] = [viewer(), viewer()];
    await first.connect();
    await second.connect(null);
    expect(await second.closed()).toBe('4403 overloaded');
  });

  test('[B16] a session that has ended by itself is closed, and comes back with what its cookies say', async () => {
    const { viewer } = await start({ expiresAt: Date.now() + 300 });
    const vera = viewer('vera');
    await vera.connect();
    await new Promise((resolve) => setTimeout(resolve, 350));
    vera.send(JSON.stringify({ kind: 'command', id: randomUUID(), name: 'echo', body: { text: 'hi' } }));
    expect(await vera.closed()).toBe('4402 session_changed');
    expect(vera.messages.some(({ kind }) => kind === 'reply')).toBe(false);
  });
});

describe('what viewers say', () => {
  const bad: [string, string | Buffer, boolean, string][] = [
    ['no JSON', '{"kind":', false, '4500 bad_message'],
    ['no object', '"hello"', false, '4500 bad_message'],
    ['an unknown kind', '{"kind":"frame"}', false, '4500 bad_message'],
    ['an unknown key', '{"kind":"hello","have":{},"admin":true}', false, '4500 bad_message'],
    ['another prototype', '{"kind":"hello","have":{},"__proto__":{"a":1}}', false, '4500 bad_message'],
    ['a negative number', '{"kind":"hello","have":{"room":{"epoch":1,"number":-1}}}', false, '4500 bad_message'],
    ['bytes', Buffer.from('{"kind":"hello","have":{}}'), true, '4500 bad_message'],
    [
      'more than a command may be',
      `{"kind":"hello","have":{},"x":"${'x'.repeat(8_192)}"}`,
      false,
      '4501 message_too_large',
    ],
    ['far more', 'x'.repeat(100_000), false, '1009 '],
    ['text that is not UTF-8', Buffer.from([0xc3, 0x28]), false, '1007 '],
  ];
  test.each(bad)('[B25] %s is closed with a code', async (_what, text, binary, code) => {
    const { viewer } = await start();
    const wen = viewer();
    await wen.connect(null);
    wen.send(text, { binary });
    expect(await wen.closed()).toBe(code);
    expect(wen.messages).toEqual([]);
  });

  test('[B26] beyond the rate commands are refused rate_limited; a flood is closed for good', async () => {
    const { viewer } = await start({ limits: { messagesBurst: 3, messagesPerSecond: 1, messagesOverMax: 5 } });
    const vera = viewer('vera');
    await vera.connect();
    const replies = await Promise.all([1, 2, 3, 4].map((text) => vera.command('echo', { text: String(text) })));
    const codes = replies.map((reply) => (reply.ok ? 'ok' : reply.code));
    expect(codes).toEqual(['ok', 'ok', 'rate_limited', 'rate_limited']);
    for (let index = 0; index < 10; index += 1) {
      vera.send(JSON.stringify({ kind: 'command', id: randomUUID(), name: 'echo', body: { text: 'x' } }));
    }
    expect(await vera.closed()).toBe('4502 too_many_messages');
  });

  test('[B26] the rate comes back with time', async () => {
    const { viewer } = await start({ limits: { messagesBurst: 2, messagesPerSecond: 20 } });
    const vera = viewer('vera');
    await vera.connect();
    expect((await vera.command('echo', { text: 'a' })).ok).toBe(true);
    expect((await vera.command('echo', { text: 'b' })).ok).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect((await vera.command('echo', { text: 'c' })).ok).toBe(true);
  });

  test('[B27] a command is answered under its id; what is unknown, malformed or refused has a code', async () => {
    const { viewer } = await start();
    const vera = viewer('vera');
    await vera.connect();
    const id = randomUUID();
    expect(await vera.command('echo', { text: 'hi' }, id)).toEqual({
      kind: 'reply',
      id,
      ok: true,
      body: { text: 'hi' },
    });
    expect(await vera.command('constructor', {})).toMatchObject({ ok: false, code: 'not_found' });
    expect(await vera.command('echo', { text: 'hi', price: 1 })).toMatchObject({ ok: false, code: 'bad_request' });
    const wen = viewer('wen');
    await wen.connect();
    expect(await wen.command('echo', { text: 'hi' })).toMatchObject({ code: 'not_signed_in', details: { wait: 1 } });
  });

  test('[B27] a fault gets an id and nothing else, and the socket lives on', async () => {
    const { viewer } = await start();
    const vera = viewer('vera');
    await vera.connect();
    const reply = await vera.command('break', {});
    expect(reply).toMatchObject({
      ok: false,
      code: 'fault',
      details: { id: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
    expect(JSON.stringify(reply)).not.toContain('secret');
    expect(node.faults).toEqual(['a socket command failed']);
    expect((await vera.command('echo', { text: 'still here' })).ok).toBe(true);
  });

  test('[B27] only so many commands of one socket run at once', async () => {
    const { viewer } = await start({ limits: { commandsAtOnceMax: 2 } });
    const vera = viewer('vera');
    await vera.connect();
    const replies = await Promise.all([1, 2, 3].map(() => vera.command('wait', {})));
    expect(replies.filter(({ ok }) => ok)).toHaveLength(2);
    expect((await vera.command('wait', {})).ok).toBe(true);
  });
});

describe('keeping and closing', () => {
  test('[B29] a viewer that does not answer a ping is closed', async () => {
    const { viewer } = await start({ limits: { pingEveryMs: 60, closeGraceMs: 60 } });
    const [alive, dead] = [viewer(), viewer()];
    await alive.connect();
    await dead.connect();
    await dead.until('both in', () => node.server.sockets() === 2);
    dead.pause();
    await alive.until('the dead one gone', () => node.server.sockets() === 1);
    expect((await alive.command('wait', {})).ok).toBe(true);
  });

  test('[B30] at a restart every viewer is told to come back, and who does not answer is cut', async () => {
    const { viewer, server, url } = await start({ limits: { closeGraceMs: 200 } });
    const [polite, mute] = [viewer(), viewer()];
    await polite.connect();
    await mute.connect();
    await polite.until('both in', () => server.sockets() === 2);
    mute.pause();
    await server.close();
    expect(await polite.closed()).toBe('4401 restarting');
    expect(server.sockets()).toBe(0);
    await expect(refusedWith(url, { origin: testOrigin }))
      .resolves.not.toBe(101)
      .catch(() => {});
  });

  test('[B28] who leaves in the middle of the upgrade leaves nothing behind', async () => {
    const { url } = await start();
    const { port } = new URL(url);
    for (let index = 0; index < 20; index += 1) {
      const tcp = connectTcp(Number(port), '127.0.0.1', () => {
        tcp.write(
          `GET /socket?room=${testRoom.id} HTTP/1.1\r\nHost: a\r\nOrigin: ${testOrigin}\r\nConnection: Upgrade\r\n` +
            'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
        );
        tcp.destroy();
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(node.server.sockets()).toBe(0);
    expect(node.gateway.viewers()).toBe(0);
  });

  test('what happens is counted for /metrics', async () => {
    const registry = new Registry();
    const memory = store();
    memory.commit(new Map([[roomStream(testRoom.id), [{ kind: 'said', body: { value: 1, secret: '' } }]]]), 5);
    const { viewer, bus } = await start({ store: memory, meter: createSocketMeter(registry) });
    const vera = viewer('vera');
    await vera.connect();
    await vera.until('a state', () => vera.replica.position('room')?.number === 1);
    const next = new Map([[roomStream(testRoom.id), [{ kind: 'said', body: { value: 2, secret: '' } }]]]);
    bus.publish('told', memory.commit(next, 6));
    await vera.until('a fact', () => vera.numbers.room.length === 1);
    vera.send('nonsense');
    await vera.closed();
    const text = await registry.metrics();
    expect(text).toContain('livestall_beat_facts_total 1');
    expect(text).toContain('livestall_beat_snapshots_total 2');
    expect(text).toContain('livestall_socket_closes_total{reason="bad_message"} 1');
    expect(text).toMatch(/livestall_sockets [01]/);
    // The room says how far its beats are apart: 50 ms while it has nothing to carry.
    expect(text).toContain('livestall_beat_wait_seconds 0.05');
  });

  test('[B16] a revocation that comes while the upgrade is under way counts', async () => {
    const { gateway, bus } = await start();
    const readAt = Date.now() - 5;
    bus.publish('revoked', { accountId: 'vera', why: 'session_ended' });
    await new Promise((resolve) => setTimeout(resolve, 5));
    const closes: number[] = [];
    const socket = {
      send: () => {},
      sendShared: () => {},
      bufferedBytes: () => 0,
      close: (code: number) => void closes.push(code),
    };
    const joining = { actor: testCast.vera, roomId: testRoom.id, shopId: testRoom.shopId, socket };
    gateway.join({ ...joining, readAt });
    gateway.join({ ...joining, readAt: Date.now() + 1 });
    expect(closes).toEqual([4503]);
  });
});
