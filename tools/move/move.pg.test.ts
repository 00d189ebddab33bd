import { randomBytes } from 'node:crypto';
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMedia } from '../../apps/media/media.ts';
import { TestStudio, until } from '../../apps/media/test-media.ts';
import { mediaKeyOf } from '../../apps/server/keys.ts';
import { createLog } from '../../apps/server/log.ts';
import { createServer } from '../../apps/server/server.ts';
import { type RunningSettings, readRunningSettings, readSettings, type Settings } from '../../apps/settings.ts';
import { connect } from '../../platform/db/connect.ts';
import { freePort } from '../ports.ts';
import { readExport, sumOf } from './archive.ts';
import { exportHouse } from './export.ts';
import { openHouse } from './house.ts';
import { importHouse } from './import.ts';
import { quoted, readTables } from './tables.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'livestall-move-'));
const databases: string[] = [];
const admin = connect(process.env.LIVESTALL_TEST_DATABASE_URL!, { max: 1 });
const log = createLog('silent');
const quiet = () => {};
let original: RunningSettings;

/** An installation on a database of its own in the tests' PostgreSQL, or on one that it starts in its data folder. */
async function settingsOf(name: string, own: boolean, secret = ''): Promise<Settings> {
  const env: Record<string, string> = {
    DATA_DIR: path.join(folder, name),
    PORT: String(await freePort()),
    MEDIA_PORT: String(await freePort()),
    SECRET: secret,
  };
  if (own) {
    const database = `move_${randomBytes(5).toString('hex')}`;
    databases.push(database);
    await admin.unsafe(`create database ${database}`);
    const url = new URL(process.env.LIVESTALL_TEST_DATABASE_URL!);
    url.pathname = `/${database}`;
    env.DATABASE_URL = url.href;
  }
  const settings = readSettings(env);
  if ('problem' in settings) throw new Error(settings.problem);
  return settings;
}

beforeAll(async () => {
  const settings = await settingsOf('original', true, 'a secret of this test, long enough for it');
  const running = readRunningSettings({
    ...{ DATA_DIR: settings.dataDir, PORT: String(settings.port), MEDIA_PORT: String(settings.mediaPort) },
    ...{ DATABASE_URL: settings.databaseUrl, SECRET: settings.secret },
  });
  if ('problem' in running) throw new Error(running.problem);
  original = running;
  await fill(original);
});
afterAll(async () => {
  for (const database of databases) await admin.unsafe(`drop database ${database} with (force)`);
  await admin.end();
  await rm(folder, { recursive: true, force: true });
});

/** The demo shop, a show on the air with some seconds of recorded video, and a paid order. */
async function fill(settings: RunningSettings): Promise<void> {
  const server = await createServer(settings, log);
  await server.listen();
  const origin = new URL(settings.publicUrl).origin;
  const call = async (cookie: string, method: string, target: string, body?: object) => {
    const answer = await fetch(`http://127.0.0.1:${settings.port}${target}`, {
      method,
      headers: { origin, cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${target}: ${answer.status} ${await answer.text()}`);
    const set = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
    return { cookie: set.join('; '), body: (await answer.json()) as never };
  };
  const demo = JSON.parse(await readFile(path.join(settings.dataDir, 'demo.json'), 'utf8')) as {
    rooms: { url: string }[];
    signIns: { role: string; email: string; password: string }[];
  };
  const roomId = demo.rooms[0]!.url.split('/').at(-1)!;
  const { email, password } = demo.signIns.find(({ role }) => role === 'host')!;
  const host = (await call('', 'POST', '/api/auth/sign-in/email', { email, password })).cookie;
  const id = () => crypto.randomUUID();
  const { url } = (await call(host, 'GET', `/api/rooms/${roomId}/publish`)).body as { url: string };
  await record(settings, url);
  const bag = (await call(host, 'GET', `/api/rooms/${roomId}/bag`)).body as {
    products: { skus: { id: string; priceMinor: number }[] }[];
  };
  const sku = bag.products[0]!.skus[0]!;
  await call(host, 'POST', '/api/orders', {
    ...{ id: id(), roomId, lines: [{ skuId: sku.id, quantity: 1 }], expectedTotalMinor: sku.priceMinor },
    method: { provider: 'sandbox', card: 'ok' },
    address: {
      name: 'Hana Seo',
      line1: 'Am Markt 1',
      line2: '',
      postcode: '07743',
      city: 'Jena',
      country: 'DE',
      phone: '',
    },
  });
  await server.close();
  const sql = connect(settings.databaseUrl, { max: 1 });
  await sql`insert into follows select 'host', 'hana', id, now() from accounts`;
  await sql`insert into host_ratings select 'hana', id, 4, now() from accounts`;
  await sql.end();
}

async function record(settings: RunningSettings, url: string): Promise<void> {
  const media = await createMedia({
    ...{ host: '127.0.0.1', port: settings.mediaPort, dataDir: settings.dataDir, clock: Date.now, recordingHours: 1 },
    ...{ secret: mediaKeyOf(settings.secret), allowedOrigins: [settings.publicUrl], trustedProxies: [], limits: {} },
    log: { info: quiet, warn: quiet, error: quiet },
  });
  const studio = await new TestStudio(url, settings.publicUrl).open();
  studio.play(0, 3);
  await until(async () => (await filesBelow('original')).some((file) => file.startsWith('recordings/')));
  studio.socket.close();
  await media.close();
}

async function filesBelow(name: string): Promise<string[]> {
  const entries = await readdir(path.join(folder, name), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(path.join(folder, name), path.join(entry.parentPath, entry.name)));
}

/** Every row of every table, and every file that lasts, as one comparable thing. */
async function contentOf(settings: Settings, name: string): Promise<Record<string, string>> {
  const house = await openHouse(settings, quiet);
  const content: Record<string, string> = {};
  for (const table of await readTables(house.sql)) {
    const rows = await house.sql.unsafe<{ row: string }[]>(
      `select t::text as row from ${quoted(table)} t ${table.name === 'streams' ? 'where false' : ''} order by 1`,
    );
    content[`${table.schema}.${table.name}`] = rows.map(({ row }) => row).join('\n');
  }
  const heads = await house.sql`select stream, head from streams order by stream`;
  content.heads = JSON.stringify(heads);
  // Counted by the database, with the rows that come in.
  const follows = await house.sql`select followed_id, sum(followers)::int as count from follow_counts group by 1`;
  content.counted = JSON.stringify([follows, await house.sql`select * from host_rating_counts`]);
  await house.close();
  for (const file of await filesBelow(name)) {
    if (/^(postgres|lock|run|log|secret)/.test(file)) continue;
    content[file] = await sumOf(path.join(folder, name, file));
  }
  return content;
}

test('[E1] an installation moves to a PostgreSQL of its own and back into its own folder, and nothing is lost or changed', async () => {
  const before = await contentOf(original, 'original');
  const people = before['.accounts']!.split('\n').length;
  expect(JSON.parse(before.counted!)).toEqual([
    [{ followed_id: 'hana', count: people }],
    [{ host_id: 'hana', rating: 4, count: people }],
  ]);
  for (const part of ['.orders', '.ledger_lines', '.facts', '.accounts', '.sandbox_charges'])
    expect(before[part], part).not.toBe('');
  expect(Object.keys(before).filter((key) => key.startsWith('pictures/')).length).toBeGreaterThan(10);
  expect(Object.keys(before).filter((key) => key.startsWith('recordings/')).length).toBeGreaterThan(0);

  await exportHouse(original, path.join(folder, 'out-1'), quiet);
  const embedded = await settingsOf('embedded', false);
  await importHouse(embedded, path.join(folder, 'out-1'), quiet);
  expect(await contentOf(embedded, 'embedded')).toEqual(before);

  await exportHouse(embedded, path.join(folder, 'out-2'), quiet);
  const back = await settingsOf('back', true);
  await importHouse(back, path.join(folder, 'out-2'), quiet);
  expect(await contentOf(back, 'back')).toEqual(before);

  const secret = (await readFile(path.join(folder, 'back/secret'), 'utf8')).trim();
  expect(secret).toBe(original.secret);
  const house = await openHouse(back, quiet);
  const [epochs] = await house.sql<{ least: string }[]>`select min(epoch)::text as least from streams`;
  const sql = connect(original.databaseUrl, { max: 1 });
  const [first] = await sql<{ least: string }[]>`select min(epoch)::text as least from streams`;
  await sql.end();
  expect(BigInt(epochs!.least)).toBe(BigInt(first!.least) + 2n);
  await house.close();
});

test('[E2] what was imported is a whole installation: it starts, shows its room, and its people sign in', async () => {
  const settings = await settingsOf('started', true);
  await exportHouse(original, path.join(folder, 'out-3'), quiet);
  await importHouse(settings, path.join(folder, 'out-3'), quiet);
  const secret = (await readFile(path.join(settings.dataDir, 'secret'), 'utf8')).trim();
  const server = await createServer({ ...settings, secret } as RunningSettings, log);
  await server.listen();
  const demo = JSON.parse(await readFile(path.join(settings.dataDir, 'demo.json'), 'utf8'));
  const { email, password } = demo.signIns[0];
  const answer = await fetch(`http://127.0.0.1:${settings.port}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: settings.publicUrl },
    body: JSON.stringify({ email, password }),
  });
  expect(answer.status).toBe(200);
  const room = await fetch(`http://127.0.0.1:${settings.port}/api${demo.rooms[0].url}`);
  expect(await room.json()).toMatchObject({ title: 'Sunday at the workshop' });
  await server.close();
});

test('[E3] an import refuses a database that is in use, and a torn or altered export, before it changes anything', async () => {
  await expect(importHouse(original, path.join(folder, 'out-1'), quiet)).rejects.toThrow(/is not empty/);
  const empty = await settingsOf('empty', true);
  await expect(importHouse(empty, folder, quiet)).rejects.toThrow(/no whole export/);
  const torn = path.join(folder, 'out-3');
  await appendFile(path.join(torn, 'tables/orders.copy'), 'x');
  await expect(importHouse(empty, torn, quiet)).rejects.toThrow(/tables\/orders.copy .* missing or damaged/);
  const manifest = await readExport(path.join(folder, 'out-2'));
  const file = path.join(folder, 'out-2/manifest.json');
  for (const wayOut of ['../secret', 'data/../manifest.json', 'data/./x', '/etc/passwd', 'data//x', 'data/a/../../x']) {
    await writeFile(file, JSON.stringify({ ...manifest, files: [{ path: wayOut, bytes: 0, sha256: '' }] }));
    await expect(importHouse(empty, path.join(folder, 'out-2'), quiet)).rejects.toThrow(/outside the export/);
  }
  await writeFile(file, JSON.stringify({ ...manifest, migrations: [...manifest.migrations, 'later/999-new.sql'] }));
  await expect(importHouse(empty, path.join(folder, 'out-2'), quiet)).rejects.toThrow(/newer Livestall/);
  await writeFile(file, JSON.stringify(manifest));
  await importHouse(empty, path.join(folder, 'out-2'), quiet);
});
