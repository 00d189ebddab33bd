import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadPostgres } from '../platform/db/mended-postgres.ts';
import { freePort } from './ports.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { type ClusterPlace, clusterPlace, prepareCluster } from './postgres-cluster.ts';
import { clearStale, findSurvivor, isAlive, processesOf } from './postgres-survivor.ts';
import { Problem } from './problem.ts';
import { ids, type RunAs } from './system-user.ts';

export interface PostgresOptions {
  readonly dataDir: string;
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly maxConnections?: number;
  /** A throw-away cluster of a test may lose its data with the power; nothing else may. */
  readonly throwAway?: boolean;
  readonly say?: (line: string) => void;
}

export interface RunningPostgres {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly adopted: boolean;
  readonly alive: () => boolean;
  readonly stop: (force?: boolean) => Promise<void>;
}

const user = 'livestall';
const database = 'livestall';
const startTimeoutSeconds = 120;
const stopTimeoutSeconds = 15;
const logBytesMax = 10 * 1024 * 1024;
const startAttemptsMax = 5;
const startPauseMs = 500;
const backendsMsMax = 3000;
const backendsPollMs = 50;

/** Starts the PostgreSQL of a data folder, or goes on with the one that survived its supervisor. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const say = options.say ?? (() => {});
  const place = clusterPlace(options.dataDir, say);
  const bin = postgresBinaries(place.runAs, say);
  const password = readOrMakePassword(options.dataDir, place);
  if (!existsSync(join(place.cluster, 'PG_VERSION'))) await makeCluster(bin, place, password, options);
  const survivor = findSurvivor(place.cluster);
  if (survivor)
    say(`Found the PostgreSQL of an earlier start still running (process ${survivor.pid}); going on with it.`);
  const { pid, port } = survivor ?? (await startNew(bin, place, options));
  const url = `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
  await ensureDatabase(url);
  return {
    url,
    port,
    pid,
    adopted: survivor !== undefined,
    alive: () => isAlive(pid),
    stop: (force = false) => stopPostgres(bin, place, pid, force),
  };
}

function readOrMakePassword(dataDir: string, place: ClusterPlace): string {
  const file = join(dataDir, 'postgres.password');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  if (existsSync(join(place.cluster, 'PG_VERSION'))) {
    throw new Problem(`The database in ${place.cluster} needs its password in ${file}, which is gone: put it back.`);
  }
  const password = randomBytes(24).toString('hex');
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
}

/** Made beside its place and then moved there, so that a start that is killed leaves no half of a database. */
async function makeCluster(bin: string, place: ClusterPlace, password: string, options: PostgresOptions) {
  const { say = () => {}, throwAway } = options;
  say(`Making a new database in ${place.cluster} ...`);
  const half = `${place.cluster}.half`;
  rmSync(half, { recursive: true, force: true });
  prepareCluster({ ...place, cluster: half });
  // initdb runs as another user than us and must be able to read the password, for a moment.
  const folder = mkdtempSync(join(tmpdir(), 'livestall-initdb-'));
  const passwordFile = join(folder, 'password');
  try {
    writeFileSync(passwordFile, password, { mode: 0o600 });
    prepareCluster({ ...place, cluster: folder });
    const args = ['-D', half, '-U', user, '--pwfile', passwordFile, '--auth=scram-sha-256', '--encoding=UTF8'];
    const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'];
    const made = await run(join(bin, 'initdb'), [...args, ...locale, ...(throwAway ? ['--no-sync'] : [])], place.runAs);
    if (made.code !== 0) {
      throw new Problem(`The database could not be made in ${place.cluster}: ${lastLine(made.output)}`);
    }
    renameSync(half, place.cluster);
  } finally {
    rmSync(half, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startNew(bin: string, place: ClusterPlace, options: PostgresOptions) {
  const say = options.say ?? (() => {});
  clearStale(place.cluster, say);
  const logFile = join(place.cluster, 'server.log');
  let output = '';
  let port = options.port || (await freePort());
  for (let attempt = 1; attempt <= startAttemptsMax; attempt += 1) {
    await endOrphanedBackends(place.cluster, say);
    const from = beginLog(logFile);
    const start = ['start', '-D', place.cluster, '-w', '-t', String(startTimeoutSeconds), '-l', logFile, '-s'];
    const started = await run(join(bin, 'pg_ctl'), [...start, '-o', serverOptions(port, options)], place.runAs);
    const running = findSurvivor(place.cluster);
    if (started.code === 0 && running) return running;
    output = readFrom(logFile, from) || started.output;
    if (output.includes('could not bind')) port = await freePort();
    await sleep(startPauseMs);
  }
  throw new Problem(`PostgreSQL did not start: ${lastLine(output)} (its log is ${logFile})`);
}

/** Backends of a killed PostgreSQL end by themselves within moments; one that hangs on is ended here. */
async function endOrphanedBackends(cluster: string, say: (line: string) => void): Promise<void> {
  for (let waited = 0; waited < backendsMsMax && processesOf(cluster).length > 0; waited += backendsPollMs) {
    await sleep(backendsPollMs);
  }
  for (const pid of processesOf(cluster)) {
    say(`Ending process ${pid}, left over from a PostgreSQL that was killed.`);
    process.kill(pid, 'SIGKILL');
  }
}

function serverOptions(port: number, options: PostgresOptions): string {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    // A socket file would need a short path that both users can reach; loopback with a password needs neither.
    unix_socket_directories: "''",
    max_connections: String(options.maxConnections ?? 100),
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(options.throwAway ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : { fsync: 'on' }),
  };
  return [`-p ${port}`, ...Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)].join(' ');
}

async function ensureDatabase(url: string): Promise<void> {
  const postgres = await loadPostgres();
  const sql = postgres(url.replace(/\/[^/]*$/, '/postgres'), { max: 1, onnotice: () => {} });
  try {
    const [found] = await sql`select 1 from pg_database where datname = ${database}`;
    if (!found) await sql`create database ${sql(database)}`;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function stopPostgres(bin: string, place: ClusterPlace, pid: number, force: boolean): Promise<void> {
  for (const mode of force ? ['immediate'] : ['fast', 'immediate']) {
    if (!isAlive(pid)) return;
    const stop = ['stop', '-D', place.cluster, '-w', '-t', String(stopTimeoutSeconds), '-s', '-m', mode];
    await run(join(bin, 'pg_ctl'), stop, place.runAs);
    // pg_ctl waits for the pid file to go, which is a moment before the process does.
    for (let waited = 0; waited < backendsMsMax && isAlive(pid); waited += backendsPollMs) await sleep(backendsPollMs);
  }
}

function run(command: string, args: string[], runAs: RunAs): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    // A session of its own keeps a Ctrl-C in the terminal from reaching PostgreSQL before the server is done with it.
    const child = spawn(command, args, {
      ...ids(runAs),
      cwd: '/',
      detached: true,
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const take = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('exit', (code) => resolve({ code: code ?? 1, output }));
  });
}

function beginLog(file: string): number {
  const size = existsSync(file) ? statSync(file).size : 0;
  if (size <= logBytesMax) return size;
  truncateSync(file);
  return 0;
}

function readFrom(file: string, from: number): string {
  return existsSync(file) ? readFileSync(file).subarray(from).toString() : '';
}

function lastLine(text: string): string {
  const lines = text.trim().split('\n');
  return (lines.find((line) => line.includes('FATAL')) ?? lines.at(-1) ?? 'it said nothing').trim();
}
