import { randomUUID } from 'node:crypto';
import { getMigrations } from 'better-auth/db/migration';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connect } from '../../../platform/db/connect.ts';
import { authOptions } from './auth.ts';
import type { MoveOwned } from './move-guest.ts';
import { Browser, startWorld, type World } from './test-world.ts';

let world: World;
let failMove = false;
let deadlocks = 0;
const moveOwned: MoveOwned = async (tx, from, to) => {
  await tx.sql`update things set owner = ${to} where owner = ${from}`;
  if (deadlocks-- > 0) await tx.sql`do $$ begin raise exception 'a test' using errcode = '40P01'; end $$`;
  if (failMove) throw new Error('The second feature could not move its part.');
};

beforeAll(async () => {
  world = await startWorld({ moveOwned: [moveOwned] });
  await world.sql`create table things (owner text not null references accounts (id), thing text not null)`;
});
beforeEach(() => {
  failMove = false;
  deadlocks = 0;
  world.signals.length = 0;
  world.mail.letters.length = 0;
});
afterAll(() => world.stop());

const password = 'nine lives and one';

async function named(name: string): Promise<Browser> {
  const browser = new Browser(world);
  await browser.get('/api/me');
  expect((await browser.takeName(name)).status).toBe(200);
  return browser;
}

async function things(owner: string): Promise<string[]> {
  const rows = await world.sql<{ thing: string }[]>`select thing from things where owner = ${owner} order by thing`;
  return rows.map((row) => row.thing);
}

test('[A1] a guest has a stable id in a signed cookie and no row', async () => {
  const before = await world.count('accounts');
  const browser = new Browser(world);
  const me = await browser.get('/api/me');
  expect(me.body).toMatchObject({ accountId: null, name: null, email: null, operator: false, roles: {} });
  expect((await browser.get('/api/me')).body.viewerId).toBe(me.body.viewerId);
  expect(await world.count('accounts')).toBe(before);
});

test('[A1] an altered guest cookie is somebody else', async () => {
  const browser = new Browser(world);
  const me = await browser.get('/api/me');
  const [name, value] = [...browser.cookies][0]!;
  browser.cookies.set(name, value.replace(me.body.viewerId, randomUUID()));
  const other = await browser.get('/api/me');
  expect(other.cookies).toHaveLength(1);
  expect(value).not.toContain(other.body.viewerId);
});

test('[A1] a guest costs no query', async () => {
  const browser = new Browser(world);
  await browser.get('/api/me');
  const dead = await startWorld({ migrate: false });
  await dead.sql.end();
  await expect(dead.accounts.actorOf({ cookie: browser.header() })).resolves.toMatchObject({ accountId: null });
  await dead.stop();
});

test('[A2] the first named act makes the account with the guest’s id, later ones rename it', async () => {
  const browser = new Browser(world);
  const { viewerId } = (await browser.get('/api/me')).body;
  const taken = await browser.takeName('  Vera ');
  expect(taken.body).toMatchObject({ viewerId, accountId: viewerId, name: 'Vera', email: null, roles: {} });
  expect((await browser.takeName('Vera Lund')).body).toMatchObject({ accountId: viewerId, name: 'Vera Lund' });
  expect((await browser.get('/api/me')).body).toMatchObject({ accountId: viewerId, name: 'Vera Lund' });
  expect(world.signals).toContainEqual({ accountId: viewerId, why: 'session_changed' });
  expect((await world.accounts.namesOf(world.sql, [viewerId])).get(viewerId)).toBe('Vera Lund');
});

test('[A2] the same id gives the same account, also when the first answer was lost', async () => {
  const browser = new Browser(world);
  await browser.get('/api/me');
  const guest = new Map(browser.cookies);
  const id = randomUUID();
  const first = await browser.post('/api/me/name', { id, name: 'Viktor' });
  const before = await world.count('accounts');
  browser.cookies = guest;
  const repeat = await browser.post('/api/me/name', { id, name: 'Viktor' });
  expect(repeat.body).toEqual(first.body);
  expect(await world.count('accounts')).toBe(before);
  expect((await browser.get('/api/me')).body.name).toBe('Viktor');
  expect((await browser.post('/api/me/name', { id, name: 'Wen' })).body.code).toBe('id_reused');
});

test('[A5] a name with a bidirectional override, or none at all, is refused', async () => {
  const browser = new Browser(world);
  expect((await browser.takeName('Vera\u202e')).status).toBe(400);
  expect(await browser.takeName('\u200b \u2060')).toMatchObject({ status: 400, body: { code: 'name_unusable' } });
  expect((await browser.get('/api/me')).body.accountId).toBeNull();
});

test('[A6] nobody takes the name of staff or of an operator, nor signs up with it', async () => {
  const host = await world.accounts.createStaffAccount({ email: 'host@livestall.example', password, name: 'Hana Seo' });
  world.roles.set(host.accountId, { 'a-shop': ['host'] });
  await world.accounts.createStaffAccount({
    email: 'operator@livestall.example',
    password,
    name: 'Olu Adeyemi',
    operator: true,
  });
  const browser = new Browser(world);
  await browser.get('/api/me');
  expect((await browser.takeName('hana\u200b SEO')).body.code).toBe('name_taken_by_staff');
  expect((await browser.takeName('Olu Adeyemi')).body.code).toBe('name_taken_by_staff');
  const copy = { name: 'Hana Seo', email: 'copy@livestall.example', password };
  expect((await browser.post('/api/auth/sign-up/email', copy)).body.code).toBe('name_taken_by_staff');
  expect((await browser.takeName('Hana Sea')).status).toBe(200);
  const self = new Browser(world);
  await self.post('/api/auth/sign-in/email', { email: 'HOST@livestall.example', password });
  expect((await self.takeName('Hana Seo')).status).toBe(200);
});

test('[A3] the cookies are httpOnly and SameSite=Lax, and Secure under protected names on HTTPS', async () => {
  const browser = new Browser(world);
  const guest = await browser.get('/api/me');
  const session = await browser.takeName('Wen');
  for (const cookie of [...guest.cookies, ...session.cookies]) {
    expect(cookie).toMatch(/^livestall\.(guest|session_token)=[^;]+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);
  }
  const https = await startWorld({ publicUrl: 'https://shop.example', migrate: false, sql: world.sql });
  const secure = new Browser(https);
  const answers = [await secure.get('/api/me'), await secure.takeName('Wen'), await signUp(secure, 'secure', 'Wen')];
  const names = answers.flatMap((answer) => answer.cookies).map((cookie) => cookie.split('=')[0]);
  expect(names).toEqual([
    '__Host-livestall.guest',
    '__Secure-livestall.session_token',
    '__Secure-livestall.session_token',
  ]);
  for (const cookie of answers.flatMap((answer) => answer.cookies)) {
    expect(cookie).toMatch(/; Secure/);
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
  }
  await https.stop();
});

async function signUp(browser: Browser, who: string, name: string) {
  return browser.post('/api/auth/sign-up/email', { name, email: `${who}@livestall.example`, password });
}

test('[A4] signing up keeps what the guest owned, and the guest is gone', async () => {
  const browser = await named('Vera');
  const guest = (await browser.get('/api/me')).body.accountId;
  await world.sql`insert into things values (${guest}, 'an order'), (${guest}, 'another')`;
  const old = new Map(browser.cookies);
  expect(await signUp(browser, 'vera', 'Vera')).toMatchObject({ status: 200, body: { ok: true } });
  const me = (await browser.get('/api/me')).body;
  expect(me).toMatchObject({ name: 'Vera', email: 'vera@livestall.example' });
  expect(me.accountId).not.toBe(guest);
  expect(await things(me.accountId)).toEqual(['an order', 'another']);
  expect(world.signals).toContainEqual({ accountId: guest, why: 'session_changed' });
  expect(await world.accounts.holdAccount(world.sql, guest)).toBe(false);
  expect(await world.accounts.holdAccount(world.sql, me.accountId)).toBe(true);
  browser.cookies = old;
  expect((await browser.get('/api/me')).body.accountId).toBeNull();
});

test('[A4] signing in later keeps them too', async () => {
  await signUp(new Browser(world), 'wen', 'Wen');
  const browser = await named('Wen');
  const guest = (await browser.get('/api/me')).body.accountId;
  await world.sql`insert into things values (${guest}, 'a later order')`;
  await browser.post('/api/auth/sign-in/email', { email: 'wen@livestall.example', password });
  const { accountId, email } = (await browser.get('/api/me')).body;
  expect(email).toBe('wen@livestall.example');
  expect(await things(accountId)).toEqual(['a later order']);
});

test('[A4] when one part cannot move, nothing moves, nobody is signed in, and a second try works', async () => {
  await signUp(new Browser(world), 'viktor', 'Viktor');
  const browser = await named('Viktor');
  const guest = (await browser.get('/api/me')).body.accountId;
  await world.sql`insert into things values (${guest}, 'a kept order')`;
  failMove = true;
  const signIn = { email: 'viktor@livestall.example', password };
  expect((await browser.post('/api/auth/sign-in/email', signIn)).status).toBe(500);
  expect((await browser.get('/api/me')).body).toMatchObject({ accountId: guest, email: null });
  expect(await things(guest)).toEqual(['a kept order']);
  failMove = false;
  expect((await browser.post('/api/auth/sign-in/email', signIn)).status).toBe(200);
  expect(await things((await browser.get('/api/me')).body.accountId)).toEqual(['a kept order']);
});

test('[A4] a sign-in that loses a deadlock or two goes on by itself, and tells of it once', async () => {
  await signUp(new Browser(world), 'locked', 'Locked');
  const browser = await named('Locked');
  const guest = (await browser.get('/api/me')).body.accountId;
  await world.sql`insert into things values (${guest}, 'a kept order')`;
  world.signals.length = 0;
  const signIn = { email: 'locked@livestall.example', password };
  deadlocks = 2;
  expect((await browser.post('/api/auth/sign-in/email', signIn)).status).toBe(200);
  expect(await things((await browser.get('/api/me')).body.accountId)).toEqual(['a kept order']);
  expect(world.signals).toHaveLength(2);
});

test('[A4] whatever the guest gets while it signs in comes along or is turned down, never left behind', async () => {
  await signUp(new Browser(world), 'busy', 'Busy');
  for (let round = 0; round < 5; round += 1) {
    const browser = await named('Busy');
    const guest = (await browser.get('/api/me')).body.accountId;
    const acquire = (thing: string) =>
      world.sql.begin(async (tx) => {
        if (!(await world.accounts.holdAccount(tx, guest))) return 0;
        await tx`insert into things values (${guest}, ${thing})`;
        return 1;
      });
    const signIn = browser.post('/api/auth/sign-in/email', { email: 'busy@livestall.example', password });
    const acquired: number[] = [];
    for (let turn = 0; !acquired.includes(0) && turn < 2000; turn += 1)
      acquired.push(await acquire(`${round}/${turn}`));
    expect((await signIn).status).toBe(200);
    expect(await things(guest)).toEqual([]);
    const moved = await things((await browser.get('/api/me')).body.accountId);
    expect(moved.filter((thing) => thing.startsWith(`${round}/`))).toHaveLength(acquired.filter(Boolean).length);
    expect(acquired).toContain(1);
  }
});

test('[A4] signing in as somebody else moves nothing from an account with a password', async () => {
  const browser = new Browser(world);
  await signUp(browser, 'first', 'First');
  const first = (await browser.get('/api/me')).body.accountId;
  await world.sql`insert into things values (${first}, 'mine')`;
  await signUp(browser, 'second', 'Second');
  expect((await browser.get('/api/me')).body.email).toBe('second@livestall.example');
  expect(await things(first)).toEqual(['mine']);
});

test('[A3] an address that is taken, a bad address and a short password are refused by name', async () => {
  const browser = new Browser(world);
  await signUp(browser, 'taken', 'Taken');
  expect((await signUp(browser, 'taken', 'Taken')).body.code).toBe('email_taken');
  const body = { name: 'Vera', email: 'other@livestall.example', password };
  const codeOf = async (change: object) =>
    (await browser.post('/api/auth/sign-up/email', { ...body, ...change })).body.code;
  expect(await codeOf({ password: 'nine char' })).toBe('password_too_short');
  expect(await codeOf({ password: 'x'.repeat(129) })).toBe('password_too_long');
  expect(await codeOf({ email: 'no address' })).toBe('email_unusable');
  expect(await codeOf({ email: `${randomUUID()}@guest.invalid` })).toBe('email_unusable');
  expect(await codeOf({ operator: true })).toBe('bad_request');
});

test('[A3] nothing else of the sign-in library is open', async () => {
  const browser = await named('Vera');
  for (const path of ['get-session', 'list-sessions', 'ok', 'error']) {
    expect((await browser.get(`/api/auth/${path}`)).status, path).toBe(404);
  }
  for (const path of [
    'update-user',
    'delete-user',
    'change-email',
    'set-password',
    'sign-in/social',
    'sign-up/email/',
  ]) {
    expect((await browser.post(`/api/auth/${path}`, {})).status, path).toBe(404);
  }
});

test('[A3] while the database is down, signing in says so and is no fault of the password', async () => {
  const nobody = connect('postgres://nobody@127.0.0.1:1/nothing');
  const down = await startWorld({ migrate: false, sql: nobody });
  const browser = new Browser(down);
  const answer = await browser.post('/api/auth/sign-in/email', { email: 'vera@livestall.example', password });
  expect(answer).toMatchObject({ status: 503, body: { code: 'database_down' } });
  await down.stop();
  await nobody.end({ timeout: 1 });
});

test('[A14] what is over is swept away, what is not stays', async () => {
  const browser = await named('Vera');
  const other = await named('Wen');
  await world.sql`
    update sessions set expires_at = now() - interval '2 days'
    where account_id = ${(await other.get('/api/me')).body.accountId}`;
  expect(await world.accounts.sweep()).toBe(1);
  expect(await world.accounts.sweep()).toBe(0);
  expect((await browser.get('/api/me')).body.name).toBe('Vera');
});

test('[A3] the tables are the ones that the sign-in library wants', async () => {
  const plan = await getMigrations(authOptions({ ...world.authNeeds, sql: world.sql }));
  expect(plan.toBeCreated).toEqual([]);
  expect(plan.toBeAdded).toEqual([]);
});
