import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { loadPostgres } from '../platform/db/mended-postgres.ts';
import { startPostgres } from './postgres.ts';
import { allProcesses, isAlive, workingFolder } from './processes.ts';

let folder: string;
let dataDir: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'livestall-pg-'));
  chmodSync(folder, 0o711);
  dataDir = join(folder, 'data');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the database is durable, listens on loopback only, and wants its password', async () => {
  const running = await startPostgres({ dataDir });
  try {
    expect(await setting(running.url, 'fsync')).toBe('on');
    expect(await setting(running.url, 'synchronous_commit')).toBe('on');
    expect(await setting(running.url, 'listen_addresses')).toBe('127.0.0.1');
    expect(await setting(running.url, 'unix_socket_directories')).toBe('');
    const wrong = running.url.replace(/:[^:@]+@/, ':wrong@');
    await expect(setting(wrong, 'fsync')).rejects.toThrow(/password authentication failed/);
    expect(statSync(join(dataDir, 'postgres.password')).mode & 0o777).toBe(0o600);
  } finally {
    await running.stop();
  }
  expect(running.alive()).toBe(false);
});

test('a start that was killed while it made the database begins anew', async () => {
  const other = join(folder, 'other');
  mkdirSync(join(other, 'postgres.half'), { recursive: true });
  chmodSync(other, 0o711);
  writeFileSync(join(other, 'postgres.half/PG_VERSION'), '18\n');
  const running = await startPostgres({ dataDir: other, throwAway: true });
  expect(await setting(running.url, 'server_version_num')).toMatch(/^18/);
  await running.stop();
  expect(existsSync(join(other, 'postgres.half'))).toBe(false);
});

test('a pid file whose number belongs to a stranger is stale, and the stranger is left alone', async () => {
  const stranger = spawn('sleep', ['60']);
  writeFileSync(
    join(dataDir, 'postgres/postmaster.pid'),
    `${stranger.pid}\n${dataDir}/postgres\n1\n5432\n\n\n\nready\n`,
  );
  const lines: string[] = [];
  const running = await startPostgres({ dataDir, say: (line) => lines.push(line) });
  expect(lines.join()).toMatch(`its pid file names process ${stranger.pid}`);
  expect(running.pid).not.toBe(stranger.pid);
  expect(isAlive(stranger.pid ?? 0)).toBe(true);
  stranger.kill();
  await running.stop();
});

test('without its password the database is not opened anew', async () => {
  const file = join(dataDir, 'postgres.password');
  const password = readFileSync(file);
  rmSync(file);
  await expect(startPostgres({ dataDir })).rejects.toThrow(/needs its password .+ put it back/);
  writeFileSync(file, password, { mode: 0o600 });
});

test('a test run that was killed leaves nothing after the next one', async () => {
  const first = startTestRun();
  const cluster = (await said(first)).cluster;
  first.kill('SIGKILL');
  expect(allProcesses().some((pid) => workingFolder(pid) === cluster)).toBe(true);
  const second = startTestRun();
  await said(second);
  await vi.waitFor(() => expect(allProcesses().filter((pid) => workingFolder(pid) === cluster)).toEqual([]), 5000);
  expect(existsSync(dirname(dirname(cluster)))).toBe(false);
  second.stdin.end();
  await new Promise((resolve) => second.once('exit', resolve));
  expect(second.exitCode).toBe(0);
});

/** A process that starts a test database, says where, and stops it when its input ends. */
function startTestRun() {
  const script = `
    import { loadPostgres } from './platform/db/mended-postgres.ts';
    import { startTestDatabase } from './tools/test-database.ts';
    const database = await startTestDatabase();
    const sql = (await loadPostgres())(database.url, { max: 1 });
    const [row] = await sql\`show data_directory\`;
    await sql.end();
    console.log(JSON.stringify({ cluster: row.data_directory }));
    process.stdin.on('end', database.stop).resume();`;
  const env = { ...process.env, TEST_DATABASE_URL: '', LIVESTALL_TEST_DATABASE_URL: '' };
  return spawn(process.execPath, ['--input-type=module', '-e', script], { env, stdio: ['pipe', 'pipe', 'inherit'] });
}

async function said(run: ReturnType<typeof startTestRun>): Promise<{ cluster: string }> {
  const line = await Promise.race([
    new Promise<string>((resolve) => run.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()))),
    text(run.stdout).then(() => Promise.reject(new Error('the test run ended early'))),
  ]);
  return JSON.parse(line) as { cluster: string };
}

async function setting(url: string, name: string): Promise<string> {
  const sql = (await loadPostgres())(url, { max: 1, onnotice: () => {} });
  try {
    const [row] = await sql`select current_setting(${name}) as value`;
    return row?.value as string;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
