import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, connect as tlsConnect } from 'node:tls';
import { decodeQR } from 'qr/decode.js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readSettings } from '../../apps/settings.ts';
import { makeAuthority, makeLeaf, permits } from './lan-authority.ts';
import { ensureLanCertificate } from './lan-certificate.ts';
import { openLanHttps } from './lan-https.ts';
import { lanLines } from './lan-lines.ts';
import { qrLines } from './qr.ts';

const dayMs = 86_400_000;
const now = Date.now();
const names = ['192.168.178.34', 'stall.local', 'localhost', '127.0.0.1', '::1'];
let folder: string;
let said: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'livestall-lan-'));
  said = [];
});

afterEach(() => rmSync(folder, { recursive: true }));

const ensure = (wanted = names, at = now) =>
  ensureLanCertificate({ files: files(), names: wanted, machine: 'stall', now: at, say: (line) => said.push(line) });
const files = () => ({ cert: join(folder, 'tls/lan.crt'), key: join(folder, 'tls/lan.key') });
const read = (name: string) => readFileSync(join(folder, 'tls', name), 'utf8');

test('[K5] the certificate is for the names, for less than 398 days, and for this user only', async () => {
  await ensure();
  const certificate = new X509Certificate(read('lan.crt'));
  for (const name of ['stall.local', 'localhost']) expect(certificate.checkHost(name)).toBe(name);
  for (const address of ['192.168.178.34', '127.0.0.1', '::1']) expect(certificate.checkIP(address)).toBeDefined();
  expect(certificate.checkHost('shop.example')).toBeUndefined();
  const days = (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / dayMs;
  expect(days).toBeLessThan(398);
  expect(readdirSync(join(folder, 'tls')).sort()).toEqual([
    'lan-authority.crt',
    'lan-authority.key',
    'lan.crt',
    'lan.key',
  ]);
  expect(statSync(join(folder, 'tls')).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(join(folder, 'tls'))) {
    expect(statSync(join(folder, 'tls', name)).mode & 0o777, name).toBe(0o600);
  }
});

test('[K5] it is kept as long as it fits, and made anew by the same authority for other names and at the end', async () => {
  await ensure();
  const [leaf, authority] = [read('lan.crt'), read('lan-authority.crt')];
  await ensure([...names].reverse(), now + 100 * dayMs);
  expect(read('lan.crt')).toBe(leaf);
  await ensure(['10.0.0.7', ...names]);
  const moved = read('lan.crt');
  expect(new X509Certificate(moved).checkIP('10.0.0.7')).toBeDefined();
  await ensure(['10.0.0.7', ...names], now + 300 * dayMs);
  expect(read('lan.crt')).not.toBe(moved);
  expect(read('lan-authority.crt')).toBe(authority);
  expect(said).toEqual([]);
});

test('[K6] another authority is needed for a public address or after its own time, and that is said', async () => {
  await ensure();
  await ensure(['203.0.113.5', ...names]);
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/phones that trusted the old one ask again/);
  await ensure(['203.0.113.5', ...names]);
  expect(said).toHaveLength(1);
  await ensure(['203.0.113.5', ...names], now + 3_000 * dayMs);
  expect(said).toHaveLength(2);
});

test('[K5] a machine that is carried to another network gets a certificate and a QR code for its address there', async () => {
  let address = '10.0.0.5';
  const settings = readSettings({ LAN: 'yes', DATA_DIR: folder, PUBLIC_URL: `https://${address}:3000` });
  if ('problem' in settings) throw new Error(settings.problem);
  const say = (line: string) => said.push(line);
  const addressNow = async () => address;
  const https = openLanHttps({ settings, files: files(), made: true, say, addressNow, everyMs: 20 });
  await https.prepare(new AbortController().signal);
  const changed: object[] = [];
  https.watch((change) => changed.push(change));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(changed).toEqual([]);
  address = '10.0.0.9';
  await vi.waitFor(() => expect(said.join()).toContain('https://10.0.0.9:3000/lan-certificate'), { timeout: 10_000 });
  await https.close();
  expect(changed).toEqual([{ publicUrl: 'https://10.0.0.9:3000', mediaPublicUrl: 'https://10.0.0.9:3001' }]);
  expect(new X509Certificate(read('lan.crt')).checkIP('10.0.0.9')).toBeDefined();
});

test('[K6] the authority is good for local addresses and names only', async () => {
  const authority = await makeAuthority('stall', names, now);
  expect(permits(authority.cert, names)).toBe(true);
  expect(permits(authority.cert, ['10.200.3.4', 'fd00::7', 'other.local'])).toBe(true);
  for (const name of ['shop.example', 'local.example', '8.8.8.8', '2001:db8::1']) {
    expect(permits(authority.cert, [name]), name).toBe(false);
  }
  expect(await handshake(authority, 'localhost')).toBe('trusted');
  expect(await handshake(authority, 'bank.example')).toMatch(/permitted subtree violation/i);
});

test('[K7] the QR code reads as the address, in colours and without', () => {
  const address = 'https://192.168.178.134:3000/';
  for (const coloured of [true, false]) expect(readQr(qrLines(address, coloured))).toBe(address);
});

test('[K7] all fits a terminal of 80 characters', () => {
  const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':');
  const lines = lanLines({ publicUrl: 'https://192.168.178.134:30000', coloured: true, fingerprint });
  for (const line of lines.map(plain)) expect(line.length, line).toBeLessThanOrEqual(80);
  expect(lines.join('\n')).toContain('https://192.168.178.134:30000/lan-certificate');
  expect(lines.join('').replace(/\s|SHA-256/g, '')).toContain(fingerprint);
});

/** What a client that trusts the authority says of a server with a certificate for this name. */
async function handshake(authority: { cert: string; key: string }, name: string): Promise<string> {
  const server = createServer(await makeLeaf(authority, [name], now)).on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const end = await new Promise<string>((resolve) => {
    const socket = tlsConnect({ host: '127.0.0.1', port, servername: name, ca: authority.cert }, () =>
      resolve('trusted'),
    );
    socket.on('error', (error) => resolve(error.message)).on('close', () => server.close());
    socket.end();
  });
  return end;
}

/** Draws the lines as a terminal does, a character two squares high, and reads them as a camera. */
function readQr(lines: readonly string[]): string {
  const scale = 4;
  const rows = lines
    .map(plain)
    .flatMap((line) => [[...line].map((char) => '█▀'.includes(char)), [...line].map((char) => '█▄'.includes(char))]);
  const [width, height] = [rows[0]!.length * scale, rows.length * scale];
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const light = rows[Math.floor(y / scale)]?.[Math.floor(x / scale)];
      data.set(light ? [255, 255, 255, 255] : [0, 0, 0, 255], (y * width + x) * 4);
    }
  }
  return decodeQR({ width, height, data });
}

function plain(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one.
  return line.replace(/\x1b\[\d+m/g, '');
}
