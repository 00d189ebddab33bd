import { randomUUID } from 'node:crypto';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Browser, startWorld, type World } from './test-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(() => {
  world.signals.length = 0;
  world.faults.length = 0;
  world.mail.letters.length = 0;
});
afterAll(() => world.stop());

const password = 'nine lives and one';

interface Person {
  readonly email: string;
  readonly accountId: string;
}

async function person(who: string, options: { operator?: boolean } = {}): Promise<Person> {
  const email = `${who.split(' ')[0]!.toLowerCase()}-${randomUUID().slice(0, 8)}@livestall.example`;
  const { accountId } = await world.accounts.createStaffAccount({ email, password, name: who, ...options });
  return { email, accountId };
}

async function signedIn({ email }: Person, word = password): Promise<Browser> {
  const browser = new Browser(world);
  const answer = await browser.post('/api/auth/sign-in/email', { email, password: word });
  expect(answer).toMatchObject({ status: 200, body: { ok: true } });
  return browser;
}

async function who(browser: Browser): Promise<string | null> {
  return (await browser.get('/api/me')).body.accountId;
}

async function sessionOf(browser: Browser): Promise<string> {
  return (await world.accounts.actorOf({ cookie: browser.header() })).sessionId!;
}

async function tokenFromMail(email: string): Promise<string> {
  await world.accounts.settled();
  expect(world.mail.letters.map((letter) => letter.to)).toEqual([email]);
  const text = world.mail.letters[0]!.text;
  const address = /https?:\/\/\S+/.exec(text)![0];
  expect(address).toMatch(/^http:\/\/localhost:3000\/reset\?token=/);
  return new URL(address).searchParams.get('token')!;
}

test('[A3] a wrong password and an unknown address get the same answer, after the same work', async () => {
  const hana = await person('Hana Seo');
  const browser = new Browser(world);
  const answers = [];
  const times = { known: 0, unknown: 0 };
  for (let round = 0; round < 3; round += 1) {
    for (const [kind, email] of [
      ['known', hana.email],
      ['unknown', 'nobody@livestall.example'],
    ] as const) {
      const start = performance.now();
      const answer = await browser.post('/api/auth/sign-in/email', { email, password: 'not the password' });
      times[kind] += performance.now() - start;
      const { id: _id, ...body } = answer.body;
      answers.push(JSON.stringify([answer.status, body, answer.cookies]));
    }
  }
  expect(new Set(answers).size).toBe(1);
  expect(answers[0]).toContain('sign_in_wrong');
  expect(times.known / times.unknown).toBeGreaterThan(0.3);
  expect(times.known / times.unknown).toBeLessThan(3);
});

test('[A7] roles and the operator are read with every request', async () => {
  const mara = await person('Mara Lindt');
  const browser = await signedIn(mara);
  expect((await browser.get('/api/me')).body).toMatchObject({ operator: false, roles: {} });
  world.roles.set(mara.accountId, { 'a-shop': ['merchant'] });
  expect((await browser.get('/api/me')).body.roles).toEqual({ 'a-shop': ['merchant'] });
  world.roles.delete(mara.accountId);
  await world.sql`update accounts set operator = true where id = ${mara.accountId}`;
  expect((await browser.get('/api/me')).body).toMatchObject({ operator: true, roles: {} });
});

test('[A8] signing out ends the session, closes its sockets, and leaves another guest', async () => {
  const browser = await signedIn(await person('Milo Brandt'));
  const { viewerId } = (await browser.get('/api/me')).body;
  const sessionId = await sessionOf(browser);
  const old = new Map(browser.cookies);
  expect((await browser.post('/api/auth/sign-out')).status).toBe(200);
  expect(world.signals).toEqual([{ sessionId, why: 'session_ended' }]);
  const after = (await browser.get('/api/me')).body;
  expect(after.accountId).toBeNull();
  expect(after.viewerId).not.toBe(viewerId);
  browser.cookies = old;
  expect(await who(browser)).toBeNull();
});

test('[A8] a changed password ends every other session; this one goes on', async () => {
  const hana = await person('Hana Seo');
  const [here, there] = [await signedIn(hana), await signedIn(hana)];
  const [hereId, thereId] = [await sessionOf(here), await sessionOf(there)];
  const change = { currentPassword: 'not the password', newPassword: 'another nine lives' };
  expect((await here.post('/api/auth/change-password', change)).body.code).toBe('password_wrong');
  expect(world.signals).toEqual([]);
  expect((await here.post('/api/auth/change-password', { ...change, currentPassword: password })).status).toBe(200);
  expect(world.signals).toHaveLength(2);
  expect(world.signals).toContainEqual({ sessionId: hereId, why: 'session_changed' });
  expect(world.signals).toContainEqual({ sessionId: thereId, why: 'session_ended' });
  expect(await who(here)).toBe(hana.accountId);
  expect(await who(there)).toBeNull();
});

test('[A8] every other session, or every session, can be ended', async () => {
  const hana = await person('Hana Seo');
  const [here, there] = [await signedIn(hana), await signedIn(hana)];
  const thereId = await sessionOf(there);
  expect((await here.post('/api/auth/revoke-other-sessions')).status).toBe(200);
  expect(world.signals).toEqual([{ sessionId: thereId, why: 'session_ended' }]);
  expect([await who(here), await who(there)]).toEqual([hana.accountId, null]);
  expect((await here.post('/api/auth/revoke-sessions')).status).toBe(200);
  expect(await who(here)).toBeNull();
  expect((await here.post('/api/auth/revoke-sessions')).body.code).toBe('not_signed_in');
});

test('[A11] a lost password is replaced through a link by mail, once; every session ends', async () => {
  const hana = await person('Hana Seo');
  const before = await signedIn(hana);
  const sessionId = await sessionOf(before);
  const browser = new Browser(world);
  expect((await browser.post('/api/auth/request-password-reset', { email: hana.email })).body).toEqual({ ok: true });
  const token = await tokenFromMail(hana.email);
  const reset = { token, newPassword: 'a new set of lives' };
  expect((await browser.post('/api/auth/reset-password', { ...reset, newPassword: 'short' })).body.code).toBe(
    'password_too_short',
  );
  expect((await browser.post('/api/auth/reset-password', reset)).body).toEqual({ ok: true });
  expect(world.signals).toEqual([{ sessionId, why: 'session_ended' }]);
  expect(await who(before)).toBeNull();
  expect((await browser.post('/api/auth/reset-password', reset)).body.code).toBe('reset_expired');
  const old = { email: hana.email, password };
  expect((await browser.post('/api/auth/sign-in/email', old)).body.code).toBe('sign_in_wrong');
  await signedIn(hana, reset.newPassword);
});

test('[A11] the letter is written in the language of the request, as the texts say it', async () => {
  const messages = await mkdtemp(path.join(tmpdir(), 'livestall-texts-'));
  await copyFile(new URL('../messages/en.json', import.meta.url), path.join(messages, 'en.json'));
  const korean = { mail: { resetSubject: '비밀번호 재설정', resetText: '{{link}} ({{minutes}}분)' } };
  await writeFile(path.join(messages, 'ko.json'), JSON.stringify(korean));
  const speaking = await startWorld({ sql: world.sql, migrate: false, messages });
  const hana = await person('Hana Seo');
  const browser = new Browser(speaking);
  for (const language of ['ko-KR,ko;q=0.9', null]) {
    browser.language = language;
    await browser.post('/api/auth/request-password-reset', { email: hana.email });
    await speaking.accounts.settled();
  }
  const link = expect.stringMatching(/^http:\/\/localhost:3000\/reset\?token=\S+ \(60분\)$/);
  expect(speaking.mail.letters[0]).toEqual({ to: hana.email, subject: korean.mail.resetSubject, text: link });
  expect(speaking.mail.letters[1]).toMatchObject({ subject: 'Reset your password' });
  expect(speaking.mail.letters[1]!.text).toContain('works once, for 60 minutes');
  await speaking.stop();
  await rm(messages, { recursive: true });
});

test('[A11] the database does not hold the link’s token, and an old one is refused', async () => {
  const hana = await person('Hana Seo');
  const browser = new Browser(world);
  await browser.post('/api/auth/request-password-reset', { email: hana.email });
  const token = await tokenFromMail(hana.email);
  const rows = await world.sql`select identifier, value from verifications`;
  expect(JSON.stringify(rows)).not.toContain(token);
  await world.sql`update verifications set expires_at = now() - interval '1 second'`;
  const reset = { token, newPassword: 'a new set of lives' };
  expect((await browser.post('/api/auth/reset-password', reset)).body.code).toBe('reset_expired');
});

test('[A11] asking tells nothing: an unknown address and a mail server that is down look the same', async () => {
  const hana = await person('Hana Seo');
  const browser = new Browser(world);
  const ask = async (email: string) => {
    const answer = await browser.post('/api/auth/request-password-reset', { email });
    return [answer.status, answer.body];
  };
  const unknown = await ask('nobody@livestall.example');
  world.mail.failNext();
  expect(await ask(hana.email)).toEqual(unknown);
  await world.accounts.settled();
  expect(world.mail.letters).toEqual([]);
  expect(world.faults).toHaveLength(1);
  await ask(hana.email);
  await tokenFromMail(hana.email);
});

test('[A11] a guest’s made-up address gets no letter', async () => {
  const browser = new Browser(world);
  await browser.get('/api/me');
  const { accountId } = (await browser.takeName('Vera')).body;
  await browser.post('/api/auth/request-password-reset', { email: `${accountId}@guest.invalid` });
  await world.accounts.settled();
  expect(world.mail.letters).toEqual([]);
});

test('[A12] only an operator bans; the banned are out at once and stay out until let in', async () => {
  const viewer = await person('Wen');
  const wen = await signedIn(viewer);
  const hana = await person('Hana Seo');
  world.roles.set(hana.accountId, { 'a-shop': ['host', 'moderator', 'merchant'] });
  const olu = await person('Olu Adeyemi', { operator: true });
  const operator = await signedIn(olu);
  const url = `/api/accounts/${viewer.accountId}/ban`;
  const ban = { id: randomUUID(), banned: true };
  expect((await new Browser(world).post(url, ban)).body.code).toBe('name_needed');
  expect((await (await signedIn(hana)).post(url, ban)).body.code).toBe('not_allowed');
  expect((await operator.post(`/api/accounts/${olu.accountId}/ban`, ban)).body.code).toBe('not_allowed');
  expect((await operator.post('/api/accounts/nobody-at-all/ban', ban)).body.code).toBe('account_unknown');
  expect(await who(wen)).toBe(viewer.accountId);

  expect((await operator.post(url, ban)).body).toEqual({ accountId: viewer.accountId, banned: true });
  expect((await operator.post(url, ban)).body).toEqual({ accountId: viewer.accountId, banned: true });
  expect(world.signals).toEqual(
    Array.from({ length: world.signals.length }, () => ({ accountId: viewer.accountId, why: 'session_ended' })),
  );
  expect(world.signals.length).toBeGreaterThan(0);
  expect(await who(wen)).toBeNull();
  const signIn = { email: viewer.email, password };
  const refused = await wen.post('/api/auth/sign-in/email', signIn);
  expect(refused).toMatchObject({ status: 403, body: { code: 'account_banned' }, cookies: [] });
  const wrong = await wen.post('/api/auth/sign-in/email', { ...signIn, password: 'not the password' });
  expect(wrong.body.code).toBe('sign_in_wrong');
  await operator.post(url, { id: randomUUID(), banned: false });
  await signedIn(viewer);
});

test('[A7] a session that is over is a guest’s; one that is used goes on', async () => {
  const browser = await signedIn(await person('Hana Seo'));
  const sessionId = await sessionOf(browser);
  await world.sql`update sessions set expires_at = now() + interval '3 days' where id = ${sessionId}`;
  const used = await browser.get('/api/me');
  expect(used.cookies[0]).toMatch(/^livestall\.session_token=/);
  const { expiresAt } = await world.accounts.actorOf({ cookie: browser.header() });
  expect(expiresAt - Date.now()).toBeGreaterThan(29 * 24 * 60 * 60 * 1000);
  await world.sql`update sessions set expires_at = now() - interval '1 second' where id = ${sessionId}`;
  expect(await who(browser)).toBeNull();
});

test('[A9] a cookie that was altered, or signed for another purpose, is nobody’s', async () => {
  const browser = await signedIn(await person('Hana Seo'));
  await browser.get('/api/me');
  const session = browser.cookies.get('livestall.session_token')!;
  const guest = browser.cookies.get('livestall.guest') ?? '';
  for (const forged of [`${session.slice(0, -6)}AAAA%3D`, session.split('.')[0]!, guest, '', '.', 'a'.repeat(9000)]) {
    const actor = await world.accounts.actorOf({ cookie: `livestall.session_token=${forged}` });
    expect(actor.accountId, forged.slice(0, 50)).toBeNull();
  }
});

test('[A9] sign-in from another site is refused', async () => {
  const hana = await person('Hana Seo');
  const answer = await world.app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    headers: { origin: 'https://evil.example' },
    payload: { email: hana.email, password },
  });
  expect(answer.json().code).toBe('bad_origin');
});

test('[A13] guessing is slowed down for one address, and a forwarded header does not make another', async () => {
  const limited = await startWorld({ sql: world.sql, migrate: false, rateLimited: true });
  const hana = await person('Hana Seo');
  const guesser = new Browser(limited);
  guesser.address = '203.0.113.7';
  const codes: string[] = [];
  for (let guess = 0; guess < 24; guess += 1) {
    guesser.forwardedFor = `198.51.100.${guess}`;
    const body = { email: hana.email, password: `guess number ${guess}` };
    codes.push((await guesser.post('/api/auth/sign-in/email', body)).body.code);
  }
  expect(codes.slice(0, 20)).toEqual(Array(20).fill('sign_in_wrong'));
  expect(codes.slice(20)).toEqual(Array(4).fill('rate_limited'));
  const other = new Browser(limited);
  other.address = '203.0.113.8';
  expect((await other.post('/api/auth/sign-in/email', { email: hana.email, password })).status).toBe(200);
  await limited.stop();
});
