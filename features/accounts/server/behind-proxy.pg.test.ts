import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { namesPerMinuteMax } from './routes.ts';
import { Browser, startWorld } from './test-world.ts';

test('[A13] behind a trusted proxy each caller has guesses of their own', async () => {
  const limited = await startWorld({ rateLimited: true, trustedProxies: ['10.0.0.0/8'] });
  const hana = { email: 'hana@livestall.example', password: 'nine lives and one' };
  await limited.accounts.createStaffAccount({ ...hana, name: 'Hana Seo' });
  const guesser = new Browser(limited);
  guesser.address = '10.0.0.1';
  const codes: string[] = [];
  for (let guess = 0; guess < 22; guess += 1) {
    guesser.forwardedFor = `198.51.100.${guess}, 203.0.113.17`;
    const body = { ...hana, password: `guess number ${guess}` };
    codes.push((await guesser.post('/api/auth/sign-in/email', body)).body.code);
  }
  expect(codes.slice(20)).toEqual(Array(2).fill('rate_limited'));
  const other = new Browser(limited);
  other.address = '10.0.0.1';
  other.forwardedFor = '203.0.113.18';
  expect((await other.post('/api/auth/sign-in/email', hana)).status).toBe(200);
  await limited.stop();
});

test('[A13] one address makes so many names in a minute, however many browsers it opens', async () => {
  const limited = await startWorld({ rateLimited: true });
  const codes: (string | undefined)[] = [];
  for (let index = 0; index < namesPerMinuteMax + 2; index += 1) {
    const guest = new Browser(limited);
    guest.address = '203.0.113.30';
    codes.push((await guest.post('/api/me/name', { id: randomUUID(), name: `Wen ${index}` })).body.code);
  }
  expect(codes.slice(0, namesPerMinuteMax)).toEqual(Array(namesPerMinuteMax).fill(undefined));
  expect(codes.slice(namesPerMinuteMax)).toEqual(['rate_limited', 'rate_limited']);
  await limited.stop();
});
