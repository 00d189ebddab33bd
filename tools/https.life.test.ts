import { readFileSync, statSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type AcmeDouble, openAcmeDouble } from './doubles/acme.ts';
import { TestHouse } from './doubles/test-house.ts';
import { freePort } from './ports.ts';

// HTTPS in the life of a house: the real one for the local network, the quick doubles for a domain.
const domain = 'shop.example';
let house: TestHouse;
let httpPort: number;
let acme: AcmeDouble;

beforeAll(async () => {
  house = await TestHouse.open('tools/start.ts');
  httpPort = await freePort();
  acme = await openAcmeDouble({ httpPort });
});

afterEach(() => house.endAll());

afterAll(async () => {
  await acme.close();
  house.remove();
});

test('[K1] [K5] [K7] --lan serves pages, API and video over HTTPS, and shows the way', {
  timeout: 180_000,
}, async () => {
  const only = house.start({ HOST: '127.0.0.1', SHOP_DEMO: 'no' }, [process.execPath, 'tools/start.ts', '--lan']);
  await only.says(/Ready after/);
  const url = `https://127.0.0.1:${house.port}`;
  for (const text of ['▄▄▄▄▄ █', `Home      ${url}/`, `or type ${url}/`, `${url}/lan-certificate`])
    expect(only.output()).toContain(text);
  const authority = readFileSync(join(house.dataDir, 'tls/lan-authority.crt'), 'utf8');
  const page = await secure(house.port, '/', authority, { accept: 'text/html' });
  expect(page).toMatchObject({ status: 200, strict: undefined });
  expect(page.cookie).toMatch(/^__Host-livestall\.guest=.*Secure/);
  expect(page.policy).toContain(`wss://127.0.0.1:${house.port}`);
  const media = Number(/wss:\/\/127\.0\.0\.1:(\d+)/.exec(page.policy)?.[1]);
  expect(await secure(media, '/healthz', authority)).toMatchObject({
    status: 200,
    text: expect.stringContaining('"ok":true'),
  });
  expect(await secure(house.port, '/lan-certificate', authority)).toMatchObject({ type: 'application/x-x509-ca-cert' });
  const local = await fetch(`http://localhost:${house.port}/`, {
    headers: { accept: 'text/html' },
    redirect: 'manual',
  });
  expect(local.headers.get('location')).toBe(`${url}/`);
  expect(await house.answers('/readyz')).toBe(true);
  expect(await only.end('SIGINT')).toBe(0);
  expect(house.processes()).toEqual([]);
});

test('[K8] [K11] --domain gets a certificate before it is ready, and the next start asks for none', async () => {
  const first = house.start(domainSettings(), quick());
  await first.says(/Ready after/);
  expect(first.output()).toMatch(/Getting a certificate for shop\.example from 127\.0\.0\.1:\d+, under http/);
  const mode = statSync(join(house.dataDir, `tls/${domain}.key`)).mode & 0o777;
  expect(mode).toBe(0o600);
  const sentOn = await fetch(`http://127.0.0.1:${httpPort}/rooms/1`, { redirect: 'manual' });
  expect(sentOn.headers.get('location')).toBe(`https://${domain}:${house.port}/rooms/1`);
  expect(await first.end('SIGINT')).toBe(0);
  const orders = acme.asked.length;
  const next = house.start(domainSettings(), quick());
  await next.says(/Ready after/);
  expect(acme.asked).toHaveLength(orders);
});

test('[K9] a start without a certificate says why it waits, and ends at once when it is told to', async () => {
  acme.refuse('order', { type: 'serverInternal', detail: 'we are ill', status: 500 });
  const waiting = house.start({ ...domainSettings(), DOMAIN: 'other.example' }, quick());
  await waiting.says(/gives no certificate for other\.example .* Trying again in 2 minutes\./);
  expect(waiting.output()).not.toMatch(/Starting server/);
  expect(await waiting.end('SIGINT')).toBe(0);
  expect(house.processes()).toEqual([]);
  acme.refuse('order', { type: 'rejectedIdentifier', detail: 'not this name', status: 400 });
  const hopeless = house.start({ ...domainSettings(), DOMAIN: 'other.example' }, quick());
  expect(await hopeless.ended).toBe(1);
  expect(hopeless.output()).toMatch(/\(rejectedIdentifier\)\. It says: not this name\./);
  expect(house.processes()).toEqual([]);
});

function domainSettings(): Record<string, string> {
  const asked = { ACME_DIRECTORY_URL: acme.directoryUrl, HTTP_PORT: String(httpPort) };
  return { ...asked, DOMAIN: domain, HOST: '127.0.0.1' };
}

function quick(): string[] {
  return [process.execPath, 'tools/doubles/start.ts'];
}

interface Secure {
  readonly status?: number;
  readonly text: string;
  readonly type?: string;
  readonly strict?: string;
  readonly policy: string;
  readonly cookie: string;
}

function secure(port: number, path: string, ca: string, headers: Record<string, string> = {}): Promise<Secure> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, ca, headers, agent: false }, (answer) => {
      const { 'content-type': type, 'strict-transport-security': strict } = answer.headers;
      const policy = String(answer.headers['content-security-policy']);
      const cookie = String(answer.headers['set-cookie']);
      let text = '';
      answer.on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode, text, type, strict, policy, cookie }));
    });
    asked.on('error', reject).end();
  });
}
