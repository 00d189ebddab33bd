import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { localUrl, readRunningSettings, readSettings, settingRows, settingsTable, settingsToEnv } from './settings.ts';

test('an empty environment gives the defaults', () => {
  expect(readSettings({})).toEqual({
    dataDir: resolve('data'),
    lan: false,
    host: '127.0.0.1',
    port: 3000,
    mediaPort: 3001,
    httpPort: 80,
    publicUrl: 'http://localhost:3000',
    mediaPublicUrl: 'http://localhost:3001',
    acmeDirectoryUrl: 'https://acme-v02.api.letsencrypt.org/directory',
    trustedProxies: [],
    logLevel: 'info',
    mailDir: resolve('data/mail'),
    recordingHours: 24,
    recordingGb: 50,
    holdMinutes: 10,
    waitlistTurnMinutes: 10,
    readableLinesPerSecond: 14,
    linesPerTenSeconds: 5,
    beatMs: 50,
    shopDemo: true,
  });
});

test('an empty value counts as absent', () => {
  expect(readSettings({ PORT: ' ', DATABASE_URL: '' })).toEqual(readSettings({}));
});

test('defaults follow the settings that they depend on', () => {
  const settings = readSettings({ PORT: '80', MEDIA_PORT: '81', PUBLIC_URL: 'https://a.example/', DATA_DIR: '/d' });
  expect(settings).toMatchObject({ publicUrl: 'https://a.example', mediaPublicUrl: 'https://a.example:81' });
  expect(settings).toMatchObject({ mailDir: '/d/mail' });
});

test.each([
  ['PORT', 'eighty', 'The setting PORT must be a whole number from 1 to 65535, but it is "eighty".'],
  ['PORT', '70000', 'The setting PORT must be a whole number from 1 to 65535, but it is "70000".'],
  ['MEDIA_PORT', '3000', 'The settings PORT and MEDIA_PORT must differ, but both are 3000.'],
  ['HOST', 'http://x', 'The setting HOST must be an address such as 127.0.0.1 or 0.0.0.0, but it is "http://x".'],
  [
    'TRUSTED_PROXIES',
    '10.0.0.1, proxy',
    'The setting TRUSTED_PROXIES must be addresses or ranges such as 127.0.0.1, 10.0.0.0/8, but it is "10.0.0.1, proxy".',
  ],
  [
    'READABLE_LINES_PER_SECOND',
    '0',
    'The setting READABLE_LINES_PER_SECOND must be a whole number from 1 to 10000, but it is "0".',
  ],
  ['SHOP_DEMO', 'maybe', 'The setting SHOP_DEMO must be yes or no, but it is "maybe".'],
  [
    'NATS_URL',
    'http://user:hunter2@host',
    'The setting NATS_URL must be an address such as nats://user:password@host:4222.',
  ],
  ['SECRET', 'hunter2', 'The setting SECRET must be at least 32 characters.'],
])('%s=%s is refused in one sentence', (name, value, problem) => {
  expect(readSettings({ [name]: value })).toEqual({ problem });
});

test("Stripe's keys go together and are of one mode; none of them is repeated", () => {
  const keys = {
    STRIPE_SECRET_KEY: 'sk_test_hunter2',
    STRIPE_PUBLISHABLE_KEY: 'pk_test_hunter2',
    STRIPE_WEBHOOK_SECRET: 'whsec_hunter2',
  };
  expect(readSettings(keys)).toMatchObject({
    stripeSecretKey: 'sk_test_hunter2',
    stripeWebhookSecret: 'whsec_hunter2',
  });
  const { STRIPE_WEBHOOK_SECRET: _, ...half } = keys;
  expect(readSettings(half)).toEqual({
    problem:
      'The settings STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY, STRIPE_WEBHOOK_SECRET go together, but STRIPE_WEBHOOK_SECRET is empty.',
  });
  const mixed = readSettings({ ...keys, STRIPE_SECRET_KEY: 'sk_live_hunter2' });
  expect(mixed).toHaveProperty('problem', expect.stringContaining('both be of test or both of live mode'));
  expect(readSettings({ ...keys, STRIPE_API_URL: 'https://stripe.example' })).toHaveProperty('problem');
  const alone = readSettings({ STRIPE_API_URL: 'http://127.0.0.1:4010' });
  expect(alone).toHaveProperty('problem', expect.stringContaining('of no use'));
  expect(JSON.stringify([mixed, readSettings(half)])).not.toContain('hunter2');
});

test('with LAN or DOMAIN it listens everywhere, speaks HTTPS, and knows where its certificate is', () => {
  const lan = readSettings({ LAN: 'yes', DATA_DIR: '/d' });
  expect(lan).toMatchObject({ host: '0.0.0.0', port: 3000, tlsCert: '/d/tls/lan.crt', tlsKey: '/d/tls/lan.key' });
  const domain = readSettings({ DOMAIN: 'Shop.Example', DATA_DIR: '/d' });
  expect(domain).toMatchObject({ domain: 'shop.example', host: '0.0.0.0', tlsCert: '/d/tls/shop.example.crt' });
  expect(domain).toMatchObject({ publicUrl: 'https://shop.example', mediaPublicUrl: 'https://shop.example:8443' });
  expect(readSettings({ DOMAIN: 'shop.example', PORT: '8000' })).toMatchObject({
    publicUrl: 'https://shop.example:8000',
  });
  expect(readSettings({ DOMAIN: 'könig.example' })).toMatchObject({ domain: 'xn--knig-5qa.example' });
});

test('what was said wins over what LAN and DOMAIN stand for', () => {
  const own = { HOST: '127.0.0.1', TLS_CERT: '/c', TLS_KEY: '/k', PUBLIC_URL: 'https://shop.example:9' };
  const read = { host: '127.0.0.1', tlsCert: '/c', tlsKey: '/k', publicUrl: 'https://shop.example:9' };
  expect(readSettings({ ...own, LAN: 'yes' })).toMatchObject(read);
  expect(readSettings({ ...own, DOMAIN: 'shop.example' })).toMatchObject(read);
  expect(readSettings({ TLS_CERT: '/c', TLS_KEY: '/k' })).toMatchObject({ publicUrl: 'https://localhost:3000' });
});

test.each([
  [{ LAN: 'yes', DOMAIN: 'shop.example' }, /Choose one of the settings LAN and DOMAIN/],
  [{ DOMAIN: 'shop.example', PORT: '80' }, /HTTP_PORT must differ/],
  [{ TLS_CERT: '/c' }, /TLS_CERT and TLS_KEY go together/],
  [{ LAN: 'yes', PUBLIC_URL: 'http://shop.example' }, /With HTTPS people come to an address with https:/],
  [{ ACME_DIRECTORY_URL: 'http://acme.example/' }, /ACME_DIRECTORY_URL must be an address such as https:/],
  [{ ACME_EMAIL: 'me' }, /ACME_EMAIL must be an address such as me@shop.example/],
])('%j is refused in one sentence', (env, problem) => {
  expect(readSettings(env)).toMatchObject({ problem: expect.stringMatching(problem) });
});

test.each([
  'shop',
  'https://shop.example',
  'shop.example/x',
  'shop.example:8443',
  '192.168.1.4',
  '-.example',
  'a b.example',
])('DOMAIN=%s is refused', (value) => {
  expect(readSettings({ DOMAIN: value })).toHaveProperty('problem');
});

test.each(['x.example', 'ftp://x.example', 'https://x.example/shop', 'https://u:p@x.example'])(
  'PUBLIC_URL=%s is refused',
  (value) => {
    expect(readSettings({ PUBLIC_URL: value })).toHaveProperty('problem');
  },
);

test('a complaint never repeats a password', () => {
  for (const { name } of settingRows.filter((row) => row.confidential)) {
    expect(JSON.stringify(readSettings({ [name]: 'mysql:pw' }))).toMatch(/problem/);
    expect(JSON.stringify(readSettings({ [name]: 'mysql:pw' }))).not.toMatch(/pw/);
  }
});

test('a child process reads the settings that its supervisor had', () => {
  const proxies = { TRUSTED_PROXIES: '127.0.0.1, fd00::/8,' };
  const full = readSettings({ DATABASE_URL: 'postgres://u@h/d', SECRET: 's'.repeat(32), SHOP_DEMO: 'no', ...proxies });
  if ('problem' in full) throw new Error(full.problem);
  expect(full.trustedProxies).toEqual(['127.0.0.1', 'fd00::/8']);
  expect(readRunningSettings(settingsToEnv(full))).toEqual(full);
});

test('a child process without a database or a secret is refused', () => {
  expect(readRunningSettings({ SECRET: 's'.repeat(32) })).toHaveProperty('problem');
  expect(readRunningSettings({ DATABASE_URL: 'postgres://u@h/d' })).toHaveProperty('problem');
});

test.each([
  ['127.0.0.1', 'http://127.0.0.1:3000'],
  ['0.0.0.0', 'http://127.0.0.1:3000'],
  ['::', 'http://[::1]:3000'],
  ['::1', 'http://[::1]:3000'],
  ['live.example.com', 'http://live.example.com:3000'],
])('a process that listens on %s is reached at %s', (host, url) => {
  expect(localUrl(host, 3000)).toBe(url);
  expect(URL.canParse(`${localUrl(host, 3000)}/api`)).toBe(true);
});

test('docs/operating.md has the table of settings as it is here', () => {
  expect(readFileSync('docs/operating.md', 'utf8')).toContain(settingsTable());
});
