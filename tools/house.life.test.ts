import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { TestHouse } from './doubles/test-house.ts';
import { isAlive } from './processes.ts';

// The real house, as `npm start` runs it. What can go wrong around it is in start.life.test.ts, with quick doubles.
const firstStartSecondsMax = 90;
const laterStartSecondsMax = 6;

let house: TestHouse;

beforeAll(async () => {
  house = await TestHouse.open('tools/start.ts');
});

afterEach(() => house.endAll());

afterAll(() => house.remove());

test('the first start makes a demo shop and says where to go', { timeout: 120_000 }, async () => {
  const first = house.start();
  await first.says(/Ready after/);
  expect(secondsOf(first.output())).toBeLessThan(firstStartSecondsMax);
  const url = `http://localhost:${house.port}`;
  for (const address of [`${url}/\n`, `${url}/studio`, `${url}/docs`]) expect(first.output()).toContain(address);
  expect(first.output()).toMatch(/Demo {6}http:\S+\/rooms\/[\w-]{36} /);
  expect(isAlive(house.childPid('demo'))).toBe(true);
  expect(first.output()).toMatch(/Room {6}http:\S+ {2}\(.+\)/);
  expect(first.output()).toMatch(/Sign in {3}host: \S+@\S+ \/ \S+/);
  expect(await house.answers('/')).toBe(true);
  expect(await house.answers('/docs')).toBe(true);
  const room = /Room {6}http:\S+\/([\w-]{36})\b/.exec(first.output())?.[1];
  const watched = (await (await fetch(`${url}/api/rooms/${room}/watch`)).json()) as { statusUrl: string };
  // Both derive the same key: what the server signs, the media process takes.
  expect((await fetch(watched.statusUrl)).status).toBe(200);
  expect((await fetch(watched.statusUrl.replace(/.{4}$/, '0000'))).status).toBe(403);
  expect(await first.end('SIGINT')).toBe(0);
  expect(house.processes()).toEqual([]);
});

test('a later start is quick and finds the same shop; each part comes back after kill -9', async () => {
  const later = house.start();
  await later.says(/Ready after/);
  expect(secondsOf(later.output())).toBeLessThan(laterStartSecondsMax);
  process.kill(house.childPid('server'), 'SIGKILL');
  await later.says(/The server process is back/);
  process.kill(house.childPid('media'), 'SIGKILL');
  await later.says(/The media process is back/);
  process.kill(house.postgres().pid, 'SIGKILL');
  await later.says(/PostgreSQL is back/);
  expect(await becomesReady()).toBe(true);
});

test('with --no-demo neither its show runs nor its sign-ins are printed, and its shop stays', async () => {
  const without = house.start({}, [process.execPath, 'tools/start.ts', '--no-demo']);
  await without.says(/Ready after/);
  expect(without.output()).not.toMatch(/Sign in|Demo /);
  expect(() => house.childPid('demo')).toThrow();
  const { rooms } = (await (await fetch(`http://localhost:${house.port}/api/rooms`)).json()) as { rooms: unknown[] };
  expect(rooms.length).toBeGreaterThan(0);
});

test('after kill -9 of the supervisor the next start recovers', async () => {
  const first = house.start();
  await first.says(/Ready after/);
  await first.end('SIGKILL');
  const next = house.start();
  await next.says(/Ready after/);
  expect(next.output()).toMatch(/Found the PostgreSQL of an earlier start/);
  expect(await next.end('SIGTERM')).toBe(0);
  expect(house.processes()).toEqual([]);
});

function secondsOf(output: string): number {
  return Number(/Ready after ([\d.]+) s/.exec(output)?.[1]);
}

/** The server itself must find PostgreSQL again, without being started anew. */
async function becomesReady(): Promise<boolean> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (await house.answers('/readyz')) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}
