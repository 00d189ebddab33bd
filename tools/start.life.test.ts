import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { TestHouse } from './doubles/test-house.ts';
import { freePort } from './ports.ts';
import { isAlive } from './processes.ts';
import { isRoot } from './system-user.ts';

// The real supervisor and PostgreSQL, with doubles for server and media, whose own tests are elsewhere.
let house: TestHouse;

beforeAll(async () => {
  house = await TestHouse.open('tools/doubles/start.ts');
});

afterEach(() => house.endAll());

afterAll(() => house.remove());

test('the first start makes everything, Ctrl-C leaves no process behind, the second start is fast', async () => {
  const first = house.start();
  await first.says(/Ready after/);
  expect(first.output()).toMatch(/Making a new database/);
  expect(await first.end('SIGINT')).toBe(0);
  expect(house.processes()).toEqual([]);

  const second = house.start();
  await second.says(/Ready after/);
  expect(second.output()).not.toMatch(/Making a new database/);
  expect(Number(/Ready after ([\d.]+) s/.exec(second.output())?.[1])).toBeLessThan(6);
});

test('a second start on the same data folder is refused in one sentence', async () => {
  const first = house.start();
  await first.says(/Ready after/);
  const second = house.start({ PORT: String(await freePort()), MEDIA_PORT: String(await freePort()) });
  expect(await second.ended).toBe(1);
  expect(second.output().trim()).toBe(
    `Livestall already runs on the data folder ${house.dataDir}: process ${first.pid} at http://localhost:${house.port}.`,
  );
  expect(await house.answers()).toBe(true);
});

test('a server or media process that is killed comes back while the other goes on', async () => {
  const only = house.start();
  await only.says(/Ready after/);
  const mediaPid = house.childPid('media');
  process.kill(house.childPid('server'), 'SIGKILL');
  await only.says(/The server process was ended by SIGKILL; starting it again/);
  await only.says(/The server process is back/);
  expect(await house.answers()).toBe(true);
  expect(house.childPid('media')).toBe(mediaPid);
  process.kill(mediaPid, 'SIGKILL');
  await only.says(/The media process is back/);
});

test('the media process gets the key of video addresses, and neither the secret nor any password', async () => {
  const own = { SMTP_URL: 'smtp://me:hunter2@127.0.0.1', SECRET: 's'.repeat(40), SOME_TOKEN: 'hunter3' };
  const only = house.start(own);
  await only.says(/Ready after/);
  const media = house.environment('media');
  expect(media).toMatchObject({ DATA_DIR: house.dataDir, PATH: process.env.PATH });
  expect(media.MEDIA_KEY).toMatch(/^[\w-]{43}$/);
  const names = Object.keys(media);
  for (const name of ['DATABASE_URL', 'SECRET', 'SMTP_URL', 'SOME_TOKEN']) expect(names).not.toContain(name);
  expect(Object.values(media).join()).not.toMatch(/hunter|sssss|postgres:/);
  expect(house.environment('server')).toMatchObject({ SECRET: own.SECRET, SMTP_URL: own.SMTP_URL });
});

test('a PostgreSQL that is killed comes back on the same port', async () => {
  const only = house.start();
  await only.says(/Ready after/);
  const before = house.postgres();
  process.kill(before.pid, 'SIGKILL');
  await only.says(/PostgreSQL is back/);
  expect(house.postgres().pid).not.toBe(before.pid);
  expect(house.postgres().port).toBe(before.port);
});

test('after kill -9 of the supervisor its children end, and the next start goes on with its PostgreSQL', async () => {
  const first = house.start();
  await first.says(/Ready after/);
  const children = [house.childPid('server'), house.childPid('media')];
  await first.end('SIGKILL');
  const second = house.start();
  await second.says(/Ready after/);
  expect(second.output()).toMatch(/Found the PostgreSQL of an earlier start still running/);
  await vi.waitFor(() => expect(children.filter(isAlive)).toEqual([]), 5000);
});

test('after kill -9 of everything the next start says so and recovers', async () => {
  const first = house.start();
  await first.says(/Ready after/);
  const all = [first.pid, ...house.processes()];
  for (const pid of all) kill(pid);
  await first.ended;
  const second = house.start();
  await second.says(/Ready after/);
  expect(second.output()).toMatch(/PostgreSQL was killed last time/);
});

test('after kill -9 of the npm in front of it everything ends', async () => {
  const command = doubles().join(' ');
  const only = house.start({ npm_lifecycle_event: 'start' }, ['sh', '-c', `${command}; true`]);
  await only.says(/Ready after/);
  expect(house.processes()).not.toEqual([]);
  process.kill(only.pid, 'SIGKILL');
  await only.says(/Ending/);
  await vi.waitFor(() => expect(house.processes()).toEqual([]), 10_000);
});

test('a DATABASE_URL that does not answer ends the start with one sentence without the password', async () => {
  const only = house.start({ DATABASE_URL: `postgres://me:hunter2@127.0.0.1:${await freePort()}/x` });
  expect(await only.ended).toBe(1);
  expect(only.output()).toMatch(/^The PostgreSQL of the setting DATABASE_URL cannot be used: .*ECONNREFUSED/);
  expect(only.output()).not.toContain('hunter2');
  expect(only.output().trim().split('\n')).toHaveLength(1);
});

test('a server that hangs on after its supervisor was killed is named and ended by the next start', async () => {
  const first = house.start();
  await first.says(/Ready after/);
  const server = house.childPid('server');
  process.kill(server, 'SIGSTOP');
  await first.end('SIGKILL');
  const second = house.start();
  await second.says(/Ready after/);
  expect(second.output()).toContain(`Ending the server process (${server}) that an earlier start left behind`);
});

test('a port that a stranger holds is named with its holder, and nothing stays behind', async () => {
  const stranger = await listen();
  const port = String((stranger.address() as { port: number }).port);
  const only = house.start({ PORT: port });
  expect(await only.ended).toBe(1);
  expect(only.output()).toMatch(`The port ${port} (setting PORT) is taken by process ${process.pid} (`);
  expect(house.processes()).toEqual([]);
  stranger.close();
});

test('a wrong setting ends the start with one sentence and code 2', async () => {
  const only = house.start({ PORT: 'eighty' });
  expect(await only.ended).toBe(2);
  expect(only.output().trim()).toBe('The setting PORT must be a whole number from 1 to 65535, but it is "eighty".');
});

test('an unknown argument ends the start with one sentence and code 2', async () => {
  const only = house.start({}, [process.execPath, 'tools/start.ts', '--nodemo']);
  expect(await only.ended).toBe(2);
  expect(only.output().trim()).toMatch(/^There is no argument "--nodemo"; there .*--no-demo.*\.$/);
});

test('a server that cannot start ends the start with its last words', async () => {
  const only = house.start({}, doubles('tools/no-such-file.ts'));
  expect(await only.ended).toBe(1);
  expect(only.output()).toMatch(/The server process ended with code 1 before it was ready/);
  expect(only.output()).toMatch(/Cannot find module/);
  expect(house.processes()).toEqual([]);
});

test('a second Ctrl-C does not wait for a server that will not end', async () => {
  const only = house.start({}, doubles('tools/doubles/stubborn.ts'));
  await only.says(/Ready after/);
  process.kill(only.pid, 'SIGINT');
  await only.says(/Ending \.\.\./);
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(await only.end('SIGINT')).toBe(130);
  expect(house.processes()).toEqual([]);
});

test('Ctrl-C in the middle of the start leaves nothing behind', async () => {
  const only = house.start();
  await only.says(/Starting PostgreSQL/);
  expect(await only.end('SIGINT')).toBe(0);
  expect(house.processes()).toEqual([]);
});

// Only root runs PostgreSQL as somebody else, who may be shut out.
if (isRoot()) {
  test('as root, a data folder that is closed to others is opened to PostgreSQL alone', async () => {
    const dataDir = join(house.folder, 'private');
    mkdirSync(dataDir, { mode: 0o700 });
    const only = house.start({ DATA_DIR: dataDir });
    await only.says(/Ready after/);
    expect(existsSync(join(dataDir, 'postgres/PG_VERSION'))).toBe(true);
    expect(statSync(dataDir).mode & 0o777).toBe(0o710);
  });

  test('as root, a data folder that nobody else can reach works', async () => {
    const closed = join(house.folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const only = house.start({ DATA_DIR: join(closed, 'data') });
    await only.says(/Ready after/);
    expect(only.output()).toMatch(/Keeping the database in \/var\/lib\/livestall\//);
    await only.end('SIGTERM');
    const cluster = readFileSync(join(closed, 'data/postgres.folder'), 'utf8').trim();
    cpSync(join(closed, 'data'), join(closed, 'copy'), { recursive: true });
    const copy = house.start({ DATA_DIR: join(closed, 'copy') });
    expect(await copy.ended).toBe(1);
    expect(copy.output()).toMatch(/is a copy of .+ and names its database/);
    for (const path of [cluster, `${cluster}.data-folder`]) rmSync(path, { recursive: true });
    const lost = house.start({ DATA_DIR: join(closed, 'data') });
    expect(await lost.ended).toBe(1);
    expect(lost.output()).toMatch(/The database of .+ was in .+, which is gone: bring it back/);
  });
}

test('a lock file that was cut short is stale', async () => {
  writeFileSync(join(house.dataDir, 'lock.json'), '{"pid":');
  const only = house.start();
  await only.says(/Ready after/);
});

function doubles(...args: string[]): string[] {
  return [process.execPath, 'tools/doubles/start.ts', ...args];
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Its parent's end took it along.
  }
}

function listen(): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
  });
}
