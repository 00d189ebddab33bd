import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server, connect as tlsConnect } from 'node:tls';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeAuthority, makeLeaf } from '../../tools/https/lan-authority.ts';
import type { App } from './app.ts';
import { isFromThisMachine, plainFromThisMachine } from './first-byte.ts';
import { createHttp } from './http.ts';
import { readTexts } from './texts.ts';
import { followTls, readTls, tlsOptions } from './tls-files.ts';

const names = ['localhost', '127.0.0.1'];
const publicUrl = 'https://localhost:4430';
const authority = await makeAuthority('test', names, Date.now());
let folder: string;
let app: App;
let port: number;
let unfollow: () => void;
const logged: string[] = [];
const log = {
  info: (_: object, line: string) => logged.push(line),
  error: (_: object, line: string) => logged.push(line),
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'livestall-tls-'));
  await writeNew();
  await openApp({});
});

afterEach(async () => {
  unfollow();
  await app.close();
  rmSync(folder, { recursive: true });
});

const files = () => ({ cert: join(folder, 'a.crt'), key: join(folder, 'a.key') });

async function writeNew(part: 'both' | 'cert' = 'both'): Promise<void> {
  const leaf = await makeLeaf(authority, names, Date.now());
  writeFileSync(files().cert, leaf.cert);
  if (part === 'both') writeFileSync(files().key, leaf.key);
}

async function openApp(more: { strictTransport?: boolean }): Promise<void> {
  const tls = readTls(files());
  app = await createHttp({
    publicUrl,
    mediaPublicUrl: 'https://localhost:4431',
    actorOf: async () => ({ accountId: null }) as never,
    refusals: {},
    texts: await readTexts({ platform: new URL('messages', import.meta.url).pathname }),
    uploadBytesMax: 1_000,
    tls,
    ...more,
  });
  app.get('/page', async () => 'the page');
  app.post('/page', async () => 'written');
  await app.listen({ host: '127.0.0.1', port: 0 });
  port = (app.server.address() as AddressInfo).port;
  unfollow = followTls(app.server as unknown as Server, files(), tls, log, 20);
}

test('[K1] the port speaks TLS to everybody, and plain HTTP to this machine', async () => {
  expect(await over('/page')).toMatchObject({ status: 200, text: 'the page' });
  const plain = await fetch(`http://127.0.0.1:${port}/page`);
  expect(await plain.text()).toBe('the page');
  // The same connection again, and another after it.
  for (let turn = 0; turn < 3; turn += 1) expect((await fetch(`http://127.0.0.1:${port}/page`)).status).toBe(200);
});

test('[K1] from elsewhere nothing plain reaches the app: a page is sent on, the rest is refused', async () => {
  const stranger = createServer(tlsOptions(readTls(files())));
  const reached = vi.fn();
  stranger.on('secureConnection', reached);
  plainFromThisMachine(stranger, publicUrl, () => false);
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  const at = (stranger.address() as AddressInfo).port;
  expect(await say(at, 'GET /rooms/1?a=b HTTP/1.1\r\nhost: x\r\n\r\n')).toMatch(
    /^HTTP\/1\.1 307 [\s\S]+location: https:\/\/localhost:4430\/rooms\/1\?a=b\r\n/,
  );
  for (const text of [
    'POST /api HTTP/1.1\r\n\r\n',
    'GET http://evil.example/ HTTP/1.1\r\n\r\n',
    'GET /a\u00e4 HTTP/1.1\r\n\r\n',
    '\0\0',
  ])
    expect(await say(at, text), text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  expect(reached).not.toHaveBeenCalled();
  stranger.close();
});

test.each([
  ['127.0.0.1', '127.0.0.1', true],
  ['127.8.8.8', '127.0.0.1', true],
  ['::1', '::1', true],
  ['::ffff:127.0.0.1', '::ffff:127.0.0.1', true],
  ['192.168.1.5', '192.168.1.5', true],
  ['192.168.1.6', '192.168.1.5', false],
  ['::ffff:192.168.1.6', '::ffff:192.168.1.5', false],
  ['fe80::2', 'fe80::1', false],
  [undefined, undefined, false],
])('[K1] a connection from %s to %s comes from this machine: %s', (remoteAddress, localAddress, ours) => {
  expect(isFromThisMachine({ remoteAddress, localAddress })).toBe(ours);
});

test('[K2] a page is sent to the public address from any other name, and from plain HTTP', async () => {
  const html = { accept: 'text/html,*/*' };
  const plain = await fetch(`http://127.0.0.1:${port}/page?a=b`, { headers: html, redirect: 'manual' });
  expect(plain.status).toBe(307);
  expect(plain.headers.get('location')).toBe(`${publicUrl}/page?a=b`);
  expect(plain.headers.get('cache-control')).toBe('no-store');
  expect(await over('/page', { ...html, host: 'stall.local:4430' })).toMatchObject({ status: 307 });
  expect(await over('/page', { ...html, host: 'localhost:4430' })).toMatchObject({ status: 200 });
  // A proxy's names are the proxy's business: to send it on would go round in a circle.
  expect(await over('/page', { ...html, host: 'inside', 'x-forwarded-for': '192.0.2.1' })).toMatchObject({
    status: 200,
  });
});

test('[K2] plain HTTP from this machine is held to the public origin like every other request', async () => {
  const post = (origin: string) => fetch(`http://127.0.0.1:${port}/page`, { method: 'POST', headers: { origin } });
  expect((await post(`http://127.0.0.1:${port}`)).status).toBe(403);
  expect((await post(publicUrl)).status).toBe(200);
});

test('[K3] a new certificate is shown to new connections, and an open one goes on', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1, ca: authority.cert });
  const before = await over('/page', {}, agent);
  await writeNew();
  await vi.waitFor(async () => expect((await over('/page')).serial).not.toBe(before.serial), { timeout: 10_000 });
  expect(await over('/page', {}, agent)).toMatchObject({ status: 200, serial: before.serial, port: before.port });
  expect(logged).toContain('a new certificate is shown');
  agent.destroy();
});

test('[K3] a pair that does not fit is not shown, and the next that does is', async () => {
  const { serial } = await over('/page');
  await writeNew('cert');
  await vi.waitFor(() => expect(logged.at(-1)).toMatch(/the old one stays/), { timeout: 10_000 });
  expect((await over('/page')).serial).toBe(serial);
  await writeNew();
  await vi.waitFor(async () => expect((await over('/page')).serial).not.toBe(serial), { timeout: 10_000 });
});

test('[K12] browsers are told to come by HTTPS only, unless the certificate was made on the spot', async () => {
  expect((await over('/page')).strict).toBe('max-age=31536000');
  unfollow();
  await app.close();
  await openApp({ strictTransport: false });
  expect((await over('/page')).strict).toBeUndefined();
});

test('[K1] TLS before 1.2 is refused', async () => {
  const socket = tlsConnect({
    host: '127.0.0.1',
    port,
    ca: authority.cert,
    maxVersion: 'TLSv1.1',
    minVersion: 'TLSv1',
  });
  const message = await new Promise<string>((resolve) => socket.on('error', (error) => resolve(error.message)));
  expect(message).toMatch(/version|protocol/i);
});

interface Over {
  readonly status?: number;
  readonly text: string;
  readonly serial: string;
  readonly strict?: string;
  /** Of our end of the connection, by which it is known. */
  readonly port?: number;
}

function over(path: string, headers: Record<string, string> = {}, agent?: Agent): Promise<Over> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, path, headers, ca: authority.cert, servername: 'localhost', agent: agent ?? false },
      (answer) => {
        const socket = answer.socket as import('node:tls').TLSSocket;
        const { serialNumber: serial } = socket.getPeerCertificate();
        const known = { status: answer.statusCode, serial, strict: answer.headers['strict-transport-security'] };
        const own = socket.localPort;
        let text = '';
        answer.on('data', (chunk) => {
          text += chunk;
        });
        answer.on('end', () => resolve({ ...known, text, port: own }));
      },
    );
    asked.on('error', reject).end();
  });
}

function say(at: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(at, '127.0.0.1', () => socket.write(text, 'latin1'));
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', reject).on('end', () => resolve(answer));
  });
}
