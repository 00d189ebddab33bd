import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { setupsPerMinuteMax } from './setup.ts';
import { Browser, startWorld, type World } from './test-world.ts';

let world: World;
let addresses = 0;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(() => {
  world.shopOpened = false;
});
afterAll(() => world.stop());

const password = 'nine lives and one';
/** From an address of its own, so that the limit of tries is hit by the one test that means it. */
const browser = () => {
  addresses += 1;
  return Object.assign(new Browser(world), { address: `198.51.100.${addresses}` });
};
const nextKey = async () => `set-up key ${(await browser().get('/api/setup')).body.number}`;
const owner = (key: string, more: object = {}) => {
  const name = `Olu ${randomUUID().slice(0, 6)}`;
  return { id: randomUUID(), key, name, email: `${randomUUID()}@shop.example`, password, ...more };
};
const setUp = async (body: object) => (await browser().post('/api/setup', body)).body;

test('[A15] the key makes an operator, who signs in with the password; the key works once', async () => {
  const key = await nextKey();
  const body = owner(key);
  expect(await setUp(body)).toEqual({ ok: true });
  const signedIn = browser();
  await signedIn.post('/api/auth/sign-in/email', { email: body.email, password });
  expect((await signedIn.get('/api/me')).body).toMatchObject({ name: body.name, operator: true, roles: {} });
  expect((await setUp(owner(key))).code).toBe('setup_key_used');
  expect((await setUp(owner('another key'))).code).toBe('setup_key_wrong');
  expect(await nextKey()).not.toBe(key);
});

test('[A15] the same id gives the same answer after the key is used, and makes one account', async () => {
  const body = owner(await nextKey());
  const before = await world.count('accounts');
  const answers = await Promise.all([setUp(body), setUp(body), setUp(body)]);
  expect(answers).toEqual(Array(3).fill({ ok: true }));
  expect(await setUp({ ...body, name: 'Somebody else' })).toMatchObject({ code: 'id_reused' });
  expect(await world.count('accounts')).toBe(before + 1);
});

test('[A15] of two who use one key at the same moment one becomes the owner', async () => {
  const key = await nextKey();
  const answers = await Promise.all([setUp(owner(key)), setUp(owner(key))]);
  expect(answers.map((answer) => answer.code ?? 'ok').sort()).toEqual(['ok', 'setup_key_used']);
});

test('[A15] once somebody has opened a shop, no key makes an owner', async () => {
  const key = await nextKey();
  world.shopOpened = true;
  expect((await browser().get('/api/setup')).body.open).toBe(false);
  expect((await setUp(owner(key))).code).toBe('setup_over');
});

test('[A15] an address that is taken, a short password and a name of the staff use up no key', async () => {
  const key = await nextKey();
  const taken = `${randomUUID()}@shop.example`;
  await world.accounts.createStaffAccount({ email: taken, password, name: 'Mara Lindt', operator: true });
  expect((await setUp(owner(key, { email: taken }))).code).toBe('email_taken');
  expect((await setUp(owner(key, { email: 'a@guest.invalid' }))).code).toBe('email_unusable');
  expect((await setUp(owner(key, { email: 'nowhere' }))).code).toBe('email_unusable');
  expect((await setUp(owner(key, { password: 'short' }))).code).toBe('password_too_short');
  expect((await setUp(owner(key, { name: 'mara lindt' }))).code).toBe('name_taken_by_staff');
  expect(await nextKey()).toBe(key);
});

test('[A15] the database keeps neither the password nor the key', async () => {
  const body = owner(await nextKey());
  await setUp(body);
  const [row] = await world.sql`select * from commands where id = ${body.id}`;
  expect(JSON.stringify(row)).not.toMatch(/nine lives|set-up key/);
  const [other] = await world.sql`select sum from commands where id = ${body.id}`;
  const again = owner(await nextKey(), { name: body.name, email: body.email, password: 'another password' });
  await setUp({ ...again, id: body.id });
  // The sum tells nothing of the password: it stays the same with another one.
  expect(await world.sql`select sum from commands where id = ${body.id}`).toEqual([other]);
});

test('[A13] guessing keys is limited by address', async () => {
  const guessing = browser();
  const codes = [];
  for (let guess = 0; guess <= setupsPerMinuteMax; guess += 1) {
    codes.push((await guessing.post('/api/setup', owner(`guess ${guess}`))).body.code);
  }
  expect(new Set(codes.slice(0, -1))).toEqual(new Set(['setup_key_wrong']));
  expect(codes.at(-1)).toBe('rate_limited');
});
