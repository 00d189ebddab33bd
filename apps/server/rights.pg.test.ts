import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gatewayLimits } from '../../platform/beat/limits.ts';
import { connect, type Sql } from '../../platform/db/connect.ts';
import { createTestViewer } from '../../platform/socket/test-viewer.ts';
import { freePort } from '../../tools/ports.ts';
import { type RunningSettings, readRunningSettings } from '../settings.ts';
import { folds } from '../streams.ts';
import { createLog } from './log.ts';
import { createServer, type RunningServer } from './server.ts';

const dataDir = await mkdtemp(path.join(tmpdir(), 'livestall-rights-'));
const database = `rights_${randomBytes(5).toString('hex')}`;
const admin = connect(process.env.LIVESTALL_TEST_DATABASE_URL!, { max: 1 });
let sql: Sql;
let settings: RunningSettings;
let server: RunningServer;

beforeAll(async () => {
  await admin.unsafe(`create database ${database}`);
  const url = new URL(process.env.LIVESTALL_TEST_DATABASE_URL!);
  url.pathname = `/${database}`;
  const read = readRunningSettings({
    DATA_DIR: dataDir,
    DATABASE_URL: url.href,
    PORT: String(await freePort()),
    MEDIA_PORT: String(await freePort()),
    SECRET: 'a secret of this test, long enough for it',
  });
  if ('problem' in read) throw new Error(read.problem);
  settings = read;
  sql = connect(settings.databaseUrl, { max: 1 });
  server = await createServer(settings, createLog('silent'));
  await server.listen();
});
afterAll(async () => {
  await server.close();
  await sql.end();
  await admin.unsafe(`drop database ${database} with (force)`);
  await admin.end();
  await rm(dataDir, { recursive: true, force: true });
});

interface Demo {
  readonly rooms: readonly { readonly url: string }[];
  readonly signIns: readonly { readonly role: string; readonly email: string; readonly password: string }[];
}

/** A socket in the demo's room, of somebody who signed in as browsers do; of a guest without a role. */
async function watch(role: string | null) {
  const demo = JSON.parse(await readFile(path.join(dataDir, 'demo.json'), 'utf8')) as Demo;
  const origin = new URL(settings.publicUrl).origin;
  let cookie = '';
  if (role !== null) {
    const { email, password } = demo.signIns.find((signIn) => signIn.role === role)!;
    const answer = await fetch(`http://127.0.0.1:${settings.port}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ email, password }),
    });
    expect(answer.status).toBe(200);
    cookie = answer.headers
      .getSetCookie()
      .map((text) => text.split(';')[0])
      .join('; ');
  }
  const roomId = demo.rooms[0]!.url.split('/').at(-1);
  const url = `ws://127.0.0.1:${settings.port}/socket?room=${roomId}`;
  const viewer = createTestViewer({ url, origin, folds, headers: cookie === '' ? {} : { cookie } });
  await viewer.connect();
  await viewer.until('the room', () => viewer.replica.position('room') !== null);
  return viewer;
}

test('[B31] what is changed in the database alone reaches open sockets within the period', async () => {
  const { rightsEveryMs, headsEveryMs } = gatewayLimits;
  const [merchant, host, moderator, operator, guest] = await Promise.all(
    ['merchant', 'host', 'moderator', 'operator', null].map(watch),
  );
  const closed: Record<string, string> = {};
  for (const [name, viewer] of Object.entries({ merchant, host, moderator, operator, guest })) {
    void viewer!.closed().then((why) => {
      closed[name] = why;
    });
  }
  // A whole period in which nothing changes closes nobody.
  await new Promise((resolve) => setTimeout(resolve, rightsEveryMs + 2 * headsEveryMs));
  expect(closed).toEqual({});

  const idOf = (role: string) => sql`select id from accounts where email = ${`${role}@livestall.example`}`;
  await sql`delete from sessions where account_id = (${idOf('merchant')})`;
  await sql`delete from shop_staff where account_id = (${idOf('host')})`;
  await sql`update accounts set banned = true where id = (${idOf('moderator')})`;
  await sql`update accounts set name = 'Olu O.' where id = (${idOf('operator')})`;
  await new Promise((resolve) => setTimeout(resolve, rightsEveryMs + 2 * headsEveryMs));
  expect(closed).toEqual({
    merchant: '4503 session_ended',
    host: '4402 session_changed',
    moderator: '4503 session_ended',
    operator: '4402 session_changed',
  });
  await host!.connect();
  await host!.until('a welcome as a viewer', () =>
    host!.messages.some((message) => message.kind === 'welcome' && !message.streams.includes('staff')),
  );
});
