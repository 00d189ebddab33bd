import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../platform/db/connect.ts';
import { freePort } from '../../tools/ports.ts';
import { type RunningSettings, readRunningSettings } from '../settings.ts';
import { createLog } from './log.ts';
import { createServer, type RunningServer } from './server.ts';

const dataDir = await mkdtemp(path.join(tmpdir(), 'livestall-server-'));
const database = `server_${randomBytes(5).toString('hex')}`;
const admin = connect(process.env.LIVESTALL_TEST_DATABASE_URL!, { max: 1 });
const log = createLog('silent');
let settings: RunningSettings;
let server: RunningServer;

beforeAll(async () => {
  await admin.unsafe(`create database ${database}`);
  const url = new URL(process.env.LIVESTALL_TEST_DATABASE_URL!);
  url.pathname = `/${database}`;
  const [port, mediaPort] = [await freePort(), await freePort()];
  const read = readRunningSettings({
    DATA_DIR: dataDir,
    DATABASE_URL: url.href,
    PORT: String(port),
    MEDIA_PORT: String(mediaPort),
    SECRET: 'a secret of this test, long enough for it',
    TRUSTED_PROXIES: '127.0.0.1',
  });
  if ('problem' in read) throw new Error(read.problem);
  settings = read;
  server = await start(settings);
});
afterAll(async () => {
  await server.close();
  await admin.unsafe(`drop database ${database} with (force)`);
  await admin.end();
  await rm(dataDir, { recursive: true, force: true });
});

async function start(with_: RunningSettings): Promise<RunningServer> {
  const started = await createServer(with_, log);
  await started.listen();
  return started;
}

const get = (address: string) => fetch(`http://127.0.0.1:${settings.port}${address}`);

test('health, readiness, metrics, docs and the API in OpenAPI 3.1, each operation with a name and a sentence', async () => {
  for (const address of ['/healthz', '/readyz', '/docs']) expect((await get(address)).status).toBe(200);
  const metrics = await (await get('/metrics')).text();
  for (const name of [
    'livestall_http_seconds_bucket',
    'livestall_beat_frames_total',
    'process_cpu_user_seconds_total',
  ]) {
    expect(metrics).toContain(name);
  }
  const api = (await (await get('/openapi.json')).json()) as {
    openapi: string;
    paths: Record<string, Record<string, { tags?: string[]; summary?: string }>>;
  };
  expect(api.openapi).toBe('3.1.0');
  const operations = Object.entries(api.paths).flatMap(([url, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${url}`, ...operation })),
  );
  expect(operations.length).toBeGreaterThan(40);
  expect(operations.filter(({ tags, summary }) => !tags?.length || !summary).map(({ name }) => name)).toEqual([]);
});

test('the first start makes a demo shop through the API, and says how to sign in', async () => {
  const demo = JSON.parse(await readFile(path.join(dataDir, 'demo.json'), 'utf8'));
  expect(demo.signIns.map(({ role }: { role: string }) => role)).toEqual(['merchant', 'host', 'moderator', 'operator']);
  const { rooms } = (await (await get('/api/rooms')).json()) as { rooms: { id: string }[] };
  expect(demo.rooms).toEqual([{ title: 'Sunday at the workshop', url: `/rooms/${rooms[0]!.id}` }]);
  const bag = (await (await get(`/api/rooms/${rooms[0]!.id}/bag`)).json()) as { products: { pictures: object[] }[] };
  expect(bag.products).toHaveLength(12);
  expect(bag.products.every((product) => product.pictures.length === 2)).toBe(true);
});

test('behind the proxy of the settings, limits count by the caller’s address', async () => {
  const reset = async (forwarded: string) => {
    const answer = await fetch(`http://127.0.0.1:${settings.port}/api/auth/reset-password`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': forwarded },
      body: JSON.stringify({ token: 'no such token', newPassword: 'nine lives and one' }),
    });
    return ((await answer.json()) as { code: string }).code;
  };
  for (let guess = 0; guess < 10; guess += 1) expect(await reset(`203.0.113.${guess}`)).toBe('reset_expired');
  for (let guess = 0; guess < 10; guess += 1) await reset('198.51.100.1, 203.0.113.77');
  expect(await reset('198.51.100.2, 203.0.113.77')).toBe('rate_limited');
  expect(await reset('203.0.113.78')).toBe('reset_expired');
});

test('a later start leaves the demo shop as its people have changed it, and is ready', async () => {
  const sql = connect(settings.databaseUrl, { max: 1 });
  await sql`delete from credentials`;
  await sql`update products set title = 'Renamed'`;
  await sql.end();
  await server.close();
  server = await start(settings);
  expect((await get('/readyz')).status).toBe(200);
  const { shops } = (await (await get('/api/shops')).json()) as { shops: object[] };
  expect(shops).toHaveLength(1);
});

test('a demo that cannot be made keeps no shop closed, and a shop of somebody’s own gets no demo beside it', async () => {
  await server.close();
  await rm(path.join(dataDir, 'demo.json'));
  server = await start(settings);
  expect((await get('/readyz')).status).toBe(200);
  await server.close();
  const sql = connect(settings.databaseUrl, { max: 1 });
  await sql`update shops set demo = false`;
  const [before] = await sql`select count(*)::int as n from products`;
  server = await start(settings);
  expect((await get('/readyz')).status).toBe(200);
  const [after] = await sql`select count(*)::int as n from products`;
  await sql.end();
  expect(after).toEqual(before);
  await expect(readFile(path.join(dataDir, 'demo.json'))).rejects.toThrow();
});
