import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { WebSocket } from 'ws';
import { connect, type Sql } from '../../platform/db/connect.ts';
import { freePort } from '../../tools/ports.ts';
import { createMedia, type Media } from '../media/media.ts';
import { type RunningSettings, readRunningSettings } from '../settings.ts';
import { mediaKeyOf } from './keys.ts';
import { createServer, type RunningServer } from './server.ts';

export interface TestInstallation {
  readonly url: string;
  readonly mediaUrl: string;
  /** As a browser names the pages. */
  readonly origin: string;
  readonly dataDir: string;
  readonly settings: RunningSettings;
  readonly sql: Sql;
  /** The demo's room that its host runs by hand. */
  readonly roomId: string;
  readonly shopId: string;
  /** Every line that server and media logged. */
  readonly logged: string[];
  /** The cookies of somebody of the demo's staff. */
  signIn(role: string): Promise<string>;
  /** The cookies of a new viewer with this name. */
  named(name: string): Promise<string>;
  call(cookie: string, method: string, target: string, body?: unknown, headers?: object): Promise<Answer>;
  /** A socket in a room, as a browser opens one. */
  watch(cookie: string, roomId?: string): WebSocket;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly body: Record<string, never> & { readonly code?: string; readonly text?: string };
  readonly headers: Headers;
}

const secret = 'a secret of this test, long enough for it';

/** For tests from outside: a whole installation with the demo shop, server and media listening, on a database of its own. */
export async function startTestInstallation(): Promise<TestInstallation> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'livestall-installation-'));
  const admin = connect(process.env.LIVESTALL_TEST_DATABASE_URL!, { max: 1 });
  const database = `installation_${randomBytes(5).toString('hex')}`;
  await admin.unsafe(`create database ${database}`);
  const settings = await settingsFor(dataDir, database);
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, intoLines(logged));
  const server = await createServer(settings, log);
  await server.listen();
  const media = await startMedia(settings, log);
  const sql = connect(settings.databaseUrl, { max: 2 });
  const [room] = await sql`select id, shop_id from rooms where title = 'Sunday at the workshop'`;
  return {
    ...reach(settings, dataDir),
    ...{ settings, sql, logged, roomId: room!.id, shopId: room!.shop_id },
    async close() {
      await end(server, media);
      await sql.end();
      await admin.unsafe(`drop database ${database} with (force)`);
      await admin.end();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function settingsFor(dataDir: string, database: string): Promise<RunningSettings> {
  const url = new URL(process.env.LIVESTALL_TEST_DATABASE_URL!);
  url.pathname = `/${database}`;
  const read = readRunningSettings({
    DATA_DIR: dataDir,
    DATABASE_URL: url.href,
    PORT: String(await freePort()),
    MEDIA_PORT: String(await freePort()),
    SECRET: secret,
  });
  if ('problem' in read) throw new Error(read.problem);
  return read;
}

function startMedia(settings: RunningSettings, log: pino.Logger): Promise<Media> {
  return createMedia({
    ...{ host: settings.host, port: settings.mediaPort, dataDir: settings.dataDir, clock: Date.now, log },
    ...{ secret: mediaKeyOf(settings.secret), allowedOrigins: [settings.publicUrl], recordingHours: 1 },
  });
}

function intoLines(lines: string[]): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
}

function reach(settings: RunningSettings, dataDir: string) {
  const url = `http://127.0.0.1:${settings.port}`;
  const origin = new URL(settings.publicUrl).origin;
  const call = async (cookie: string, method: string, target: string, body?: unknown, headers = {}) => {
    const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
    const answer = await fetch(`${url}${target}`, {
      method,
      headers: { origin, cookie, ...(text === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(text === undefined ? {} : { body: text }),
    });
    const said = await answer.text();
    return { status: answer.status, body: parse(said), headers: answer.headers };
  };
  return {
    ...{ url, origin, dataDir, call, mediaUrl: `http://127.0.0.1:${settings.mediaPort}` },
    async signIn(role: string) {
      const demo = JSON.parse(await readFile(path.join(dataDir, 'demo.json'), 'utf8'));
      const { email, password } = demo.signIns.find((signIn: { role: string }) => signIn.role === role);
      return cookiesOf(await call('', 'POST', '/api/auth/sign-in/email', { email, password }));
    },
    async named(name: string) {
      const id = crypto.randomUUID();
      return cookiesOf(await call('', 'POST', '/api/me/name', { id, name }));
    },
    watch(cookie: string, roomId = '') {
      const socket = new WebSocket(`${url.replace('http', 'ws')}/socket?room=${roomId}`, {
        origin,
        headers: { cookie },
      });
      socket.on('error', () => {});
      return socket;
    },
  };
}

function cookiesOf(answer: Answer): string {
  if (answer.status !== 200) throw new Error(`No cookies: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

function parse(text: string): Answer['body'] {
  try {
    return JSON.parse(text);
  } catch {
    return { text } as never;
  }
}

async function end(server: RunningServer, media: Media): Promise<void> {
  await media.close();
  await server.close();
}
