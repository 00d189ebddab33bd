import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Browser, startWorld, type World } from './test-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const password = 'nine lives and one';

async function person(name: string): Promise<{ email: string; accountId: string }> {
  const email = `${randomUUID()}@livestall.example`;
  const { accountId } = await world.accounts.createStaffAccount({ email, password, name });
  return { email, accountId };
}

async function signedIn({ email }: { email: string }): Promise<Browser> {
  const browser = new Browser(world);
  const answer = await browser.post('/api/auth/sign-in/email', { email, password });
  expect(answer).toMatchObject({ status: 200, body: { ok: true } });
  return browser;
}

test('[A7] [A1] a crowd that asks at once is read together, and each is who they are', async () => {
  const people = await Promise.all(['Ada One', 'Bo Two', 'Cy Three'].map((name) => person(name)));
  const browsers: Browser[] = [];
  for (const one of people) browsers.push(await signedIn(one));
  const over = await signedIn(people[0]!);
  const cookieOfOver = over.header();
  await over.post('/api/auth/sign-out', {});
  const guest = new Browser(world);
  await guest.get('/api/me');
  const asked = Array.from({ length: 60 }, (_, turn) => {
    const at = turn % 5;
    const cookie = at === 3 ? cookieOfOver : at === 4 ? guest.header() : browsers[at]!.header();
    return world.accounts.actorOf({ cookie }).then(({ accountId }) => [people[at]?.accountId ?? null, accountId]);
  });
  for (const [expected, got] of await Promise.all(asked)) expect(got).toBe(expected);
});
