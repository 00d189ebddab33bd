import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { freePort } from './ports.ts';
import { allProcesses, commandLine, isAlive, workingFolder } from './processes.ts';
import { isRoot } from './system-user.ts';

// The real supervisor and PostgreSQL, with doubles for server and media, whose own tests are elsewhere.
const entry = 'tools/doubles/start.ts';

let folder: string;
let dataDir: string;
let env: Record<string, string>;
const started: Start[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'livestall-life-'));
  chmodSync(folder, 0o711);
  dataDir = join(folder, 'data');
  env = { DATA_DIR: dataDir, PORT: String(await freePort()), MEDIA_PORT: String(await freePort()) };
});

afterEach(async () => {
  for (const start of started.splice(0)) await start.end('SIGTERM');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the first start makes everything, Ctrl-C leaves no process behind, the second start is fast', async () => {
  const first = start();
  await first.says(/Ready after/);
  expect(first.output()).toMatch(/Making a new database/);
  expect(await first.end('SIGINT')).toBe(0);
  expect(ourProcesses()).toEqual([]);

  const second = start();
  await second.says(/Ready after/);
  expect(second.output()).not.toMatch(/Making a new database/);
  expect(Number(/Ready after ([\d.]+) s/.exec(second.output())?.[1])).toBeLessThan(6);
});

test('a second start on the same data folder is refused in one sentence', async () => {
  const first = start();
  await first.says(/Ready after/);
  const second = start({ PORT: String(await freePort()), MEDIA_PORT: String(await freePort()) });
  expect(await second.ended).toBe(1);
  expect(second.output().trim()).toBe(
    `Livestall already runs on the data folder ${dataDir}: process ${first.pid} at http://localhost:${env.PORT}.`,
  );
  expect(await answers(env.PORT)).toBe(true);
});

test('a server or media process that is killed comes back while the other goes on', async () => {
  const house = start();
  await house.says(/Ready after/);
  const mediaPid = childPid('media');
  process.kill(childPid('server'), 'SIGKILL');
  await house.says(/The server process was ended by SIGKILL; starting it again/);
  await house.says(/The server process is back/);
  expect(await answers(env.PORT)).toBe(true);
  expect(childPid('media')).toBe(mediaPid);
  process.kill(mediaPid, 'SIGKILL');
  await house.says(/The media process is back/);
});

test('a PostgreSQL that is killed comes back on the same port', async () => {
  const house = start();
  await house.says(/Ready after/);
  const before = postgresPidFile();
  process.kill(before.pid, 'SIGKILL');
  await house.says(/PostgreSQL is back/);
  expect(postgresPidFile().pid).not.toBe(before.pid);
  expect(postgresPidFile().port).toBe(before.port);
});

test('after kill -9 of the supervisor its children end, and the next start goes on with its PostgreSQL', async () => {
  const first = start();
  await first.says(/Ready after/);
  const children = [childPid('server'), childPid('media')];
  await first.end('SIGKILL');
  const second = start();
  await second.says(/Ready after/);
  expect(second.output()).toMatch(/Found the PostgreSQL of an earlier start still running/);
  await vi.waitFor(() => expect(children.filter(isAlive)).toEqual([]), 5000);
});

test('after kill -9 of everything the next start says so and recovers', async () => {
  const first = start();
  await first.says(/Ready after/);
  const all = [first.pid, ...ourProcesses()];
  for (const pid of all) kill(pid);
  await first.ended;
  const second = start();
  await second.says(/Ready after/);
  expect(second.output()).toMatch(/PostgreSQL was killed last time/);
});

test('after kill -9 of the npm in front of it everything ends', async () => {
  const command = [process.execPath, entry].join(' ');
  const house = start({ npm_lifecycle_event: 'start' }, { program: ['sh', '-c', `${command}; true`] });
  await house.says(/Ready after/);
  expect(ourProcesses()).not.toEqual([]);
  process.kill(house.pid, 'SIGKILL');
  await house.says(/Ending/);
  await vi.waitFor(() => expect(ourProcesses()).toEqual([]), 10_000);
});

test('a DATABASE_URL that does not answer ends the start with one sentence without the password', async () => {
  const house = start({ DATABASE_URL: `postgres://me:hunter2@127.0.0.1:${await freePort()}/x` });
  expect(await house.ended).toBe(1);
  expect(house.output()).toMatch(/^The PostgreSQL of the setting DATABASE_URL cannot be used: .*ECONNREFUSED/);
  expect(house.output()).not.toContain('hunter2');
  expect(house.output().trim().split('\n')).toHaveLength(1);
});

test('a server that hangs on after its supervisor was killed is named and ended by the next start', async () => {
  const first = start();
  await first.says(/Ready after/);
  const server = childPid('server');
  process.kill(server, 'SIGSTOP');
  await first.end('SIGKILL');
  const second = start();
  await second.says(/Ready after/);
  expect(second.output()).toContain(`Ending the server process (${server}) that an earlier start left behind`);
});

test('a port that a stranger holds is named with its holder, and nothing stays behind', async () => {
  const stranger = await listen();
  const port = String((stranger.address() as { port: number }).port);
  const house = start({ PORT: port });
  expect(await house.ended).toBe(1);
  expect(house.output()).toMatch(`The port ${port} (setting PORT) is taken by process ${process.pid} (`);
  expect(ourProcesses()).toEqual([]);
  stranger.close();
});

test('a wrong setting ends the start with one sentence and code 2', async () => {
  const house = start({ PORT: 'eighty' });
  expect(await house.ended).toBe(2);
  expect(house.output().trim()).toBe('The setting PORT must be a whole number from 1 to 65535, but it is "eighty".');
});

test('a server that cannot start ends the start with its last words', async () => {
  const house = start({}, { program: [process.execPath, entry, 'tools/no-such-file.ts'] });
  expect(await house.ended).toBe(1);
  expect(house.output()).toMatch(/The server process ended with code 1 before it was ready/);
  expect(house.output()).toMatch(/Cannot find module/);
  expect(ourProcesses()).toEqual([]);
});

test('a second Ctrl-C does not wait for a server that will not end', async () => {
  const house = start({}, { program: [process.execPath, entry, 'tools/doubles/stubborn.ts'] });
  await house.says(/Ready after/);
  process.kill(house.pid, 'SIGINT');
  await house.says(/Ending \.\.\./);
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(await house.end('SIGINT')).toBe(130);
  expect(ourProcesses()).toEqual([]);
});

test('Ctrl-C in the middle of the start leaves nothing behind', async () => {
  const house = start();
  await house.says(/Starting PostgreSQL/);
  expect(await house.end('SIGINT')).toBe(0);
  expect(ourProcesses()).toEqual([]);
});

// Only root runs PostgreSQL as somebody else, who may be shut out.
if (isRoot()) {
  test('as root, a data folder that nobody else can reach works', async () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const house = start({ DATA_DIR: join(closed, 'data') });
    await house.says(/Ready after/);
    expect(house.output()).toMatch(/Keeping the database in \/var\/lib\/livestall\//);
    await house.end('SIGTERM');
    const cluster = readFileSync(join(closed, 'data/postgres.folder'), 'utf8').trim();
    cpSync(join(closed, 'data'), join(closed, 'copy'), { recursive: true });
    const copy = start({ DATA_DIR: join(closed, 'copy') });
    expect(await copy.ended).toBe(1);
    expect(copy.output()).toMatch(/is a copy of .+ and names its database/);
    for (const path of [cluster, `${cluster}.data-folder`]) rmSync(path, { recursive: true });
  });
}

test('a lock file that was cut short is stale', async () => {
  writeFileSync(join(dataDir, 'lock.json'), '{"pid":');
  const house = start();
  await house.says(/Ready after/);
});

interface Start {
  readonly pid: number;
  readonly output: () => string;
  readonly says: (pattern: RegExp) => Promise<void>;
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
  readonly ended: Promise<number | null>;
}

function start(more: Record<string, string> = {}, how = { program: [process.execPath, entry] }): Start {
  const [program = '', ...args] = how.program;
  const child: ChildProcess = spawn(program, args, {
    env: { ...process.env, npm_lifecycle_event: '', DATABASE_URL: '', SECRET: '', ...env, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const result: Start = {
    pid: child.pid ?? 0,
    output: () => output,
    says: async (pattern) => {
      let over = false;
      void ended.then(() => {
        over = true;
      });
      const options = { timeout: 30_000, interval: 30 };
      await vi.waitUntil(() => over || pattern.test(output), options);
      expect(output).toMatch(pattern);
    },
    end: async (signal) => {
      child.kill(signal);
      return ended;
    },
    ended,
  };
  started.push(result);
  return result;
}

function childPid(name: string): number {
  return (JSON.parse(readFileSync(join(dataDir, 'run', `${name}.json`), 'utf8')) as { pid: number }).pid;
}

function postgresPidFile(): { pid: number; port: number } {
  const lines = readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]) };
}

/** What runs for this test's data folder: PostgreSQL's processes by their folder, the doubles by their environment. */
function ourProcesses(): number[] {
  return allProcesses().filter((pid) => {
    if (pid === process.pid || !isAlive(pid)) return false;
    if (workingFolder(pid) === join(dataDir, 'postgres')) return true;
    return /tools\/doubles\//.test(commandLine(pid)) && environment(pid).includes(`DATA_DIR=${dataDir}\0`);
  });
}

function environment(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return '';
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Its parent's end took it along.
  }
}

async function answers(port: string | undefined): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/`);
  return response.ok;
}

function listen(): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
  });
}
