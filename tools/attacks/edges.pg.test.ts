import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { mediaKeyOf } from '../../apps/server/keys.ts';
import { startTestInstallation, type TestInstallation } from '../../apps/server/test-installation.ts';

let house: TestInstallation;

beforeAll(async () => {
  house = await startTestInstallation();
}, 180_000);
afterAll(() => house.close());

/** What is written on the line, and what comes back until the server ends it or is silent for a while. */
async function raw(port: number, text: string): Promise<string> {
  const tcp = connect(port, '127.0.0.1');
  tcp.setTimeout(2_000, () => tcp.destroy());
  tcp.on('error', () => {});
  tcp.write(text);
  let answer = '';
  for await (const chunk of tcp) answer += chunk;
  return answer;
}

describe('[X11] the edges of HTTP', () => {
  test('two lengths, or a length and chunks, are no request: nothing can be smuggled behind one', async () => {
    const head = `POST /api/me/name HTTP/1.1\r\nHost: localhost\r\nOrigin: ${house.origin}\r\nContent-Type: application/json\r\n`;
    for (const lengths of [
      'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n',
      'Content-Length: 4\r\nContent-Length: 40\r\n',
      'Transfer-Encoding: chunked, identity\r\n',
      'Transfer-Encoding : chunked\r\n',
      'Content-Length: +4\r\n',
    ]) {
      const answer = await raw(
        house.settings.port,
        `${head}${lengths}\r\n{}\r\nGET /api/me HTTP/1.1\r\nHost: a\r\n\r\n`,
      );
      expect(answer, lengths).toMatch(/^HTTP\/1\.1 400/);
      expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
    }
  });

  test('headers without end, or with a line break inside, are cut', async () => {
    const huge = `GET / HTTP/1.1\r\nHost: a\r\n${'X-Fill: 0123456789012345678901234567890123456789\r\n'.repeat(1_000)}\r\n`;
    expect(await raw(house.settings.port, huge)).toMatch(/^HTTP\/1\.1 431/);
    expect(await raw(house.settings.port, 'GET / HTTP/1.1\r\nHost: a\r\nX: a\u0000b\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 400/,
    );
    expect(await raw(house.settings.port, 'nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/);
  });

  test.each(['TRACE', 'CONNECT', 'DELETE', 'PROPFIND'])('%s opens nothing', async (method) => {
    const answer = await raw(
      house.settings.port,
      `${method} /api/me HTTP/1.1\r\nHost: localhost\r\nOrigin: ${house.origin}\r\nX-Secret: echo-me\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).not.toContain('echo-me');
    expect(answer).not.toMatch(/^HTTP\/1\.1 2/);
  });

  test('every answer says what it is, may be framed by nobody, and what is personal is kept by no cache', async () => {
    const answers = ['/api/me', '/api/shops', '/api/nothing', '/healthz', '/docs/', '/pictures/x/1.webp'];
    for (const target of answers) {
      const { headers } = await fetch(`${house.url}${target}`);
      expect(headers.get('x-content-type-options'), target).toBe('nosniff');
      expect(headers.get('content-security-policy'), target).toMatch(/frame-ancestors 'none'/);
      expect(headers.get('content-security-policy'), target).not.toMatch(/script-src[^;]*unsafe|unsafe-eval|\*/);
      expect(headers.get('referrer-policy'), target).toBe('same-origin');
      if (target.startsWith('/api/')) expect(headers.get('cache-control'), target).toBe('no-store');
      expect(headers.get('access-control-allow-origin'), target).toBeNull();
      expect(headers.get('content-type'), target).toMatch(/charset=utf-8/i);
      expect(headers.get('server') ?? headers.get('x-powered-by')).toBeNull();
    }
  });

  test('figures are for who is on the machine, or holds the key', async () => {
    for (const port of [house.settings.port, house.settings.mediaPort]) {
      const get = (headers: object) => fetch(`http://127.0.0.1:${port}/metrics`, { headers: { ...headers } });
      expect((await get({})).status).toBe(200);
      for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip'])
        expect((await get({ [header]: '203.0.113.9' })).status, header).toBe(404);
      expect((await get({ 'x-forwarded-for': '203.0.113.9', authorization: 'Bearer guess' })).status).toBe(404);
    }
  });
});

describe('[X10] what is logged', () => {
  const password = 'a very secret sentence of Vera';
  const street = 'Geheimgasse 77';

  /** Orders that are declined, malformed, and broken deep inside by a rule of the database. */
  async function order(cookie: string): Promise<void> {
    const bag = (await house.call('', 'GET', `/api/rooms/${house.roomId}/bag`)).body as never as {
      products: { skus: { id: string }[] }[];
    };
    const address = {
      ...{ name: 'Vera', line1: street, line2: '', postcode: '07743', city: 'Jena', country: 'DE', phone: '' },
    };
    const send = (more: object) =>
      house.call(cookie, 'POST', '/api/orders', {
        ...{ id: randomUUID(), roomId: house.roomId, address, method: { provider: 'sandbox', card: 'decline' } },
        ...{ lines: [{ skuId: bag.products[0]!.skus[0]!.id, quantity: 1 }], ...more },
      });
    await send({});
    await send({ price: street });
    await house.sql`alter table orders add constraint odd check (note <> 'odd')`;
    expect((await send({ note: 'odd', method: { provider: 'sandbox', card: 'ok' } })).status).toBe(500);
    await house.sql`alter table orders drop constraint odd`;
  }

  test('no password, cookie, token, key or address of a person stands in any log, whatever was done and however it failed', async () => {
    const secrets = [password, 'wrong-guess-of-mine', street, house.settings.secret, mediaKeyOf(house.settings.secret)];
    const keepCookies = (cookies: string) => {
      for (const cookie of cookies.split('; ')) secrets.push(decodeURIComponent(cookie.split('=')[1]!).split('.')[0]!);
      return cookies;
    };
    const post = (cookie: string, target: string, body: unknown) => house.call(cookie, 'POST', target, body);
    const hana = keepCookies(await house.signIn('host'));
    const vera = keepCookies(await house.named('Vera'));
    const wen = keepCookies(await house.named('Wen'));
    const email = 'vera.secret@example.com';
    await post(vera, '/api/auth/sign-up/email', { name: 'Vera', email, password });
    await post('', '/api/auth/sign-in/email', { email, password: 'wrong-guess-of-mine' });
    await post('', '/api/auth/sign-in/email', `{"email":"${email}","password":"wrong-guess-of-mine"`);
    await post('', '/api/auth/request-password-reset', { email });
    await post('', '/api/auth/reset-password', { token: 'wrong-guess-of-mine', newPassword: password });
    await post(hana, '/api/auth/change-password', { currentPassword: 'wrong-guess-of-mine', newPassword: password });
    await order(wen);
    const published = (await house.call(hana, 'GET', `/api/rooms/${house.roomId}/publish`)).body as never as {
      url: string;
    };
    const watched = (await house.call('', 'GET', `/api/rooms/${house.roomId}/watch`)).body as never as {
      statusUrl: string;
    };
    for (const address of [published.url, watched.statusUrl]) secrets.push(new URL(address).searchParams.get('token')!);
    await fetch(watched.statusUrl.replace('localhost', '127.0.0.1'));
    await fetch(`${published.url.replace('ws:', 'http:').replace('localhost', '127.0.0.1')}&x=1`);
    const socket = house.watch(vera, house.roomId);
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(`{"kind":"hello","token":"${street}"}`);
    await new Promise((resolve) => socket.once('close', resolve));
    const text = house.logged.join('');
    expect(text).toContain('sign-in act');
    expect(text).toContain('sign_in_wrong');
    expect(text.length).toBeGreaterThan(2_000);
    for (const secret of secrets.filter((one) => one.length > 8))
      expect(text.includes(secret), secret.slice(0, 4)).toBe(false);
  });

  test('a letter that lies in the data folder is the only place of a reset link', async () => {
    const files = await vi.waitFor(
      () => readdirSync(path.join(house.dataDir, 'mail')).filter((name) => name.endsWith('.eml')),
      20_000,
    );
    expect(files.length).toBeGreaterThan(0);
    const letter = readFileSync(path.join(house.dataDir, 'mail', files[0]!), 'utf8');
    const token = /token=([\w-]+)/.exec(letter.replaceAll('=\r\n', '').replaceAll('=3D', '='))?.[1];
    expect(token).toBeDefined();
    expect(house.logged.join('')).not.toContain(token);
    const rows = await house.sql`select v::text as row from verifications v`;
    expect(rows.map(({ row }) => row).join()).not.toContain(token);
  });
});
