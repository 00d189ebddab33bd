import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSettings, type Settings } from '../../apps/settings.ts';
import { type AcmeDouble, openAcmeDouble } from '../doubles/acme.ts';
import { freePort } from '../ports.ts';
import { makeAccountKey, orderCertificate } from './acme-order.ts';
import { type ChallengeServer, openChallengeServer } from './challenge-server.ts';
import { DomainCertificate } from './domain-certificate.ts';
import { openHttps } from './open-https.ts';

// A real authority is spoken to, written by us, which looks at every signature and fetches every proof.
const domain = 'shop.example';
const dayMs = 86_400_000;
const never = new AbortController().signal;
let folder: string;
let httpPort: number;
let acme: AcmeDouble;
let plain: ChallengeServer;
let said: string[];
let now: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'livestall-acme-'));
  httpPort = await freePort();
  acme = await openAcmeDouble({ httpPort });
  plain = await openChallengeServer('127.0.0.1', httpPort, `https://${domain}`);
  said = [];
  now = Date.now();
});

afterEach(async () => {
  await plain.close();
  await acme.close().catch(() => {});
  rmSync(folder, { recursive: true });
});

const files = () => ({ cert: join(folder, 'tls/shop.crt'), key: join(folder, 'tls/shop.key') });
const shown = () => new X509Certificate(readFileSync(files().cert));
const say = (line: string) => said.push(line);

type Needs = ConstructorParameters<typeof DomainCertificate>[0];

async function certificateOf({ answer, wait }: Partial<ChallengeServer & Needs> = {}): Promise<DomainCertificate> {
  const accountKey = await makeAccountKey();
  const { directoryUrl } = acme;
  const order = (ended: AbortSignal) =>
    orderCertificate({
      directoryUrl,
      email: 'mara@shop.example',
      domain,
      httpPort,
      accountKey,
      answer: answer ?? ((...proof) => plain.answer(...proof)),
      ended,
      say,
    });
  return new DomainCertificate({ domain, files: files(), order, say, now: () => now, ...(wait ? { wait } : {}) });
}

test('[K8] a certificate is got with a proof over HTTP, with its chain, and for this user only', async () => {
  const certificate = await certificateOf();
  await certificate.untilHeld(never);
  expect(shown().checkHost(domain)).toBe(domain);
  expect(shown().verify(new X509Certificate(acme.authority.certificate).publicKey)).toBe(true);
  expect(readFileSync(files().cert, 'utf8').match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
  for (const file of Object.values(files())) expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(said[0]).toMatch(/^Getting a certificate for shop.example from 127.0.0.1:\d+, under http:\S+terms \.\.\.$/);
  expect(said[1]).toMatch(/^The certificate for shop.example is good until \d{4}-\d\d-\d\d\.$/);
  expect(acme.asked).toContain('challenge');
  expect(await fetchPlain(`/.well-known/acme-challenge/x`)).toMatchObject({ status: 404 });
});

test('[K4] it is asked for once, and again in the last third of its time, by the same account', async () => {
  const certificate = await certificateOf();
  await certificate.untilHeld(never);
  const first = shown().serialNumber;
  now += 59 * dayMs;
  expect((await certificate.look(never)).waitMs).toBe(dayMs / 24);
  expect(shown().serialNumber).toBe(first);
  now += 2 * dayMs;
  acme.authority.now = () => now;
  await certificate.look(never);
  expect(shown().serialNumber).not.toBe(first);
  expect(Date.parse(shown().validTo)).toBeGreaterThan(now + 89 * dayMs);
  expect(acme.asked.filter((kind) => kind === 'finalize')).toHaveLength(2);
});

test('[K10] while the authority does not answer, the old one is shown, and it is tried again later and later', async () => {
  const certificate = await certificateOf();
  await certificate.untilHeld(never);
  const first = shown().serialNumber;
  await acme.close();
  now += 80 * dayMs;
  const waits: number[] = [];
  for (let failure = 0; failure < 3; failure += 1) waits.push((await certificate.look(never)).waitMs);
  expect(waits.map((ms) => ms / 60_000)).toEqual([2, 6, 18]);
  expect(shown().serialNumber).toBe(first);
  expect(said.at(-1)).toMatch(
    /^The certificate authority 127.0.0.1:\d+ does not answer: .*ECONNREFUSED.* The one that is shown is good until \d{4}-\d\d-\d\d\. Trying again in 18 minutes\.$/,
  );
  now += 20 * dayMs;
  await certificate.look(never);
  expect(said.at(-1)).toMatch(/The one that is shown ran out on/);
  // Nothing of the earlier failures is remembered once it has worked.
  acme = await openAcmeDouble({ httpPort });
  const again = await certificateOf();
  await again.look(never);
  expect(shown().serialNumber).not.toBe(first);
});

test('[K9] a proof that is wrong, and one that cannot be fetched, each end in their own sentence', async () => {
  const wrong = await certificateOf({ answer: (token) => plain.answer(token, 'something else') });
  await wrong.look(never);
  expect(said.at(-1)).toMatch(
    /^Something else than this machine answers at http:\/\/shop.example\/: see where its DNS records point\. It says: The answer is not the one that was asked for\. Trying again in 2 minutes\.$/,
  );
  await plain.close();
  const unreached = await certificateOf();
  await unreached.look(never);
  expect(said.at(-1)).toMatch(
    /cannot reach http:\/\/shop.example\/: let port 80 \(handed on to port \d+ of this machine\) through firewall and router\. It says: .*ECONNREFUSED/,
  );
  plain = await openChallengeServer('127.0.0.1', httpPort, `https://${domain}`);
  await unreached.look(never);
  expect(shown().checkHost(domain)).toBe(domain);
});

test('[K9] an authority that names a time is left alone until then', async () => {
  acme.refuse('order', { type: 'rateLimited', detail: 'too many certificates', status: 429, retryAfter: '86400' });
  const { waitMs, hopeless } = await (await certificateOf()).look(never);
  expect({ waitMs, hopeless }).toEqual({ waitMs: dayMs });
  expect(said.at(-1)).toMatch(
    /has been asked too often about shop.example, and wants to be left alone for a while\. It says: too many certificates\. Trying again in 1440 minutes/,
  );
});

test.each([
  ['account', 'invalidContact', /does not take the address of the setting ACME_EMAIL/],
  ['account', 'externalAccountRequired', /choose another with ACME_DIRECTORY_URL/],
  [
    'order',
    'rejectedIdentifier',
    /gives no certificate for shop.example \(rejectedIdentifier\)\. It says: not this one\./,
  ],
])('[K9] at the start a refusal of the %s that no other try can mend (%s) ends it', async (kind, type, sentence) => {
  acme.refuse(kind, { type, detail: 'not this one', status: 403 });
  await expect((await certificateOf()).untilHeld(never)).rejects.toThrow(sentence);
});

test('[K9] what passes is tried again by itself until there is a certificate', async () => {
  acme.refuse('order', { type: 'serverInternal', detail: 'we are ill', status: 500 });
  const waits: number[] = [];
  const wait = async (ms: number) => {
    waits.push(ms);
    if (waits.length === 3) acme.refuse('order', undefined);
  };
  await (await certificateOf({ wait })).untilHeld(never);
  expect(waits).toHaveLength(3);
  expect(said).toContainEqual(
    expect.stringMatching(/\(serverInternal\)\. It says: we are ill\. Trying again in 2 minutes/),
  );
  expect(shown().checkHost(domain)).toBe(domain);
});

test('[K8] an end in the middle of the asking does not wait for the authority', async () => {
  const ended = new AbortController();
  const certificate = await certificateOf({
    answer: (token, key) => {
      ended.abort();
      return plain.answer(token, key);
    },
  });
  await expect(certificate.untilHeld(ended.signal)).rejects.toThrow(/abort/i);
});

test('[K11] the plain port sends who reads on to HTTPS, and refuses what was written in the open', async () => {
  expect(await fetchPlain('/rooms/1?a=b')).toEqual({ status: 308, location: 'https://shop.example/rooms/1?a=b' });
  expect(await fetchPlain('//evil.example/x')).toEqual({
    status: 308,
    location: 'https://shop.example//evil.example/x',
  });
  expect(await fetchPlain('/api/orders', 'POST')).toEqual({ status: 403, location: undefined });
  expect(await fetchPlain(`/${'x'.repeat(3_000)}`)).toEqual({ status: 404, location: undefined });
  const taken = openChallengeServer('127.0.0.1', httpPort, `https://${domain}`);
  await expect(taken).rejects.toThrow(`The port ${httpPort} (HTTP_PORT) cannot be used: listen EADDRINUSE`);
});

test("[K8] files of the owner's own are looked at before the start", async () => {
  const [cert, key] = [join(folder, 'own.crt'), join(folder, 'own.key')];
  const https = openHttps(settingsWith({ TLS_CERT: cert, TLS_KEY: key }), say);
  await expect(https.prepare(never)).rejects.toThrow(/own\.crt cannot be read: ENOENT/);
  for (const file of [cert, key]) writeFileSync(file, 'nothing');
  await expect(https.prepare(never)).rejects.toThrow(/are not a certificate and its key/);
  await (await certificateOf()).untilHeld(never);
  writeFileSync(cert, readFileSync(files().cert));
  writeFileSync(key, await makeAccountKey());
  await expect(https.prepare(never)).rejects.toThrow(/does not belong to the certificate/);
  writeFileSync(key, readFileSync(files().key));
  await https.prepare(never);
});

function settingsWith(env: Record<string, string>): Settings {
  const settings = readSettings({ DATA_DIR: folder, ...env });
  if ('problem' in settings) throw new Error(settings.problem);
  return settings;
}

function fetchPlain(path: string, method = 'GET'): Promise<{ status?: number; location?: string }> {
  return new Promise((resolve, reject) => {
    const request = { host: '127.0.0.1', port: httpPort, path, method, agent: false };
    get(request, ({ statusCode: status, headers: { location } }) => resolve({ status, location })).on('error', reject);
  });
}
