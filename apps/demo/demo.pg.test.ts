import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LiveStatus, WatchAddress } from '../../features/media/protocol.ts';
import type { HostRating, ReviewPage } from '../../features/reviews/protocol.ts';
import type { Room } from '../../features/rooms/protocol.ts';
import type { RoomView } from '../../features/rooms/rooms-view.ts';
import { connect, type Sql } from '../../platform/db/connect.ts';
import { createTestViewer } from '../../platform/socket/test-viewer.ts';
import { freePort } from '../../tools/ports.ts';
import { createMedia, type Media } from '../media/media.ts';
import { mediaKeyOf } from '../server/keys.ts';
import { createLog } from '../server/log.ts';
import { createServer, type RunningServer } from '../server/server.ts';
import { type RunningSettings, readRunningSettings } from '../settings.ts';
import { folds } from '../streams.ts';
import { readFootage } from './footage.ts';
import { readMemory } from './memory.ts';
import { people } from './people.ts';
import { reviewLabels } from './reviews.ts';
import { runDemo } from './run-demo.ts';

// The demo against a real server and a real media process, seen from outside.
const dataDir = await mkdtemp(path.join(tmpdir(), 'livestall-demo-'));
const database = `demo_${randomBytes(5).toString('hex')}`;
const admin = connect(process.env.LIVESTALL_TEST_DATABASE_URL!, { max: 1 });
const aloneMs = 2_000;
const patientMs = 40_000;
/** The demo shop's pictures are made in all widths. */
const seedMsMax = 180_000;
let sql: Sql;
let settings: RunningSettings;
let server: RunningServer;
let media: Media;
let roomId: string;
const ending = new AbortController();
const warned: string[] = [];
let ran: Promise<unknown>;

beforeAll(async () => {
  await admin.unsafe(`create database ${database}`);
  const url = new URL(process.env.LIVESTALL_TEST_DATABASE_URL!);
  url.pathname = `/${database}`;
  const [port, mediaPort] = [await freePort(), await freePort()];
  const env = { DATA_DIR: dataDir, DATABASE_URL: url.href, PORT: `${port}`, MEDIA_PORT: `${mediaPort}` };
  const read = readRunningSettings({ ...env, SECRET: 'a secret of this test, long enough for it' });
  if ('problem' in read) throw new Error(read.problem);
  settings = read;
  sql = connect(settings.databaseUrl, { max: 1 });
  const log = createLog('silent');
  const origin = new URL(settings.publicUrl).origin;
  media = await createMedia({
    ...{ host: '127.0.0.1', port: mediaPort, dataDir, secret: mediaKeyOf(settings.secret), log },
    ...{ allowedOrigins: [origin], clock: Date.now, recordingHours: 1 },
  });
  server = await createServer(settings, log);
  await server.listen();
  const say = {
    info: () => {},
    warn: (details: object, text: string) => warned.push(`${text} ${JSON.stringify(details)}`),
  };
  ran = runDemo({
    ...{ footage: await readFootage(), origin, dataDir, aloneMs, log: say, signal: ending.signal },
    ...{ serverUrl: `http://127.0.0.1:${port}`, mediaUrl: `http://127.0.0.1:${mediaPort}` },
  });
  await until('a show', async () => {
    roomId = (await readMemory(dataDir)).roomId ?? '';
    return roomId !== '';
  });
}, seedMsMax);
afterAll(async () => {
  ending.abort();
  await ran;
  await server.close();
  await media.close();
  await sql.end();
  await admin.unsafe(`drop database ${database} with (force)`);
  await admin.end();
  await rm(dataDir, { recursive: true, force: true });
});

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + patientMs; !(await holds()); ) {
    if (Date.now() > end) throw new Error(`Waited for ${what}. Warned: ${warned.join('; ')}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function get<T>(where: string): Promise<T> {
  return (await (await fetch(`http://127.0.0.1:${settings.port}${where}`)).json()) as T;
}

async function isOnAir(): Promise<boolean> {
  const { statusUrl } = await get<WatchAddress>(`/api/rooms/${roomId}/watch`);
  return ((await (await fetch(statusUrl)).json()) as LiveStatus).onAir;
}

async function watch() {
  const url = `ws://127.0.0.1:${settings.port}/socket?room=${roomId}`;
  const viewer = createTestViewer({ url, origin: new URL(settings.publicUrl).origin, folds });
  await viewer.connect();
  return viewer;
}

const linesOf = async () => (await get<{ lines: unknown[] }>(`/api/rooms/${roomId}/talk`)).lines.length;
const viewOf = (viewer: Awaited<ReturnType<typeof watch>>) => viewer.replica.state('room').rooms as RoomView;

test('[Y3] [Y9] it is live and says that it is a demonstration; alone it sends, says and buys nothing', async () => {
  const room = await get<Room>(`/api/rooms/${roomId}`);
  expect(room).toMatchObject({ state: 'live', demo: true, hostName: 'Mara Lindt' });
  expect(room.coverPictureId).not.toBeNull();
  const { rooms } = await get<{ rooms: Room[] }>('/api/rooms');
  expect(rooms.map(({ demo }) => demo)).toEqual(rooms.map(() => true));
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(await isOnAir()).toBe(false);
  expect(await linesOf()).toBe(0);
  expect(await sql`select from accounts where guest`).toHaveLength(0);
});

test('[Y3] [Y7] a viewer wakes it: picture, pins in step with it, an audience with names of its own', async () => {
  const viewer = await watch();
  await until('the picture', isOnAir);
  await until('a pin', () => viewOf(viewer).pins.some(({ explaining }) => explaining));
  expect(viewOf(viewer).productIds).toHaveLength(12);
  await until('talk', async () => (await linesOf()) >= 2);
  await until('the audience', () => ((viewer.replica.latest['room.watching'] as number) ?? 0) >= 4);
  viewer.cut();
});

test('[Y3] when the viewer has gone it pauses, and a new one wakes it where it stopped; nobody is made twice', async () => {
  await until('the pause', async () => !(await isOnAir()));
  // A line that was on its way when the viewer left still arrives.
  let before = -1;
  await until('the last line', async () => {
    const seen = before;
    await new Promise((resolve) => setTimeout(resolve, 300));
    before = await linesOf();
    return before === seen;
  });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(await linesOf()).toBe(before);
  const viewer = await watch();
  await until('the picture again', isOnAir);
  await until('the audience', () => ((viewer.replica.latest['room.watching'] as number) ?? 0) > people.length);
  const guests = await sql<{ name: string }[]>`select name from accounts where guest`;
  expect(guests.map(({ name }) => name).toSorted()).toEqual(people.map(({ name }) => name).toSorted());
  viewer.cut();
});

test('[Y11] who buys reviews it in its own shop, says that it is a demonstration, and rates the host', async () => {
  const viewer = await watch();
  await until('the picture once more', isOnAir);
  const productIds = () => viewOf(viewer).productIds;
  const pages = async () =>
    (await Promise.all(productIds().map((id) => get<ReviewPage>(`/api/products/${id}/reviews`)))).flatMap(
      ({ reviews }) => reviews,
    );
  // Asked of the rows: who asks for every page again and again is told to wait.
  await until('a review', async () => (await sql`select 1 from reviews`).length > 0);
  const [{ accountId }] = (await sql`select account_id as "accountId" from reviews`) as [{ accountId: string }];
  const [buyer] = await sql<
    { name: string; guest: boolean }[]
  >`select name, guest from accounts where id = ${accountId}`;
  const [review] = await pages();
  expect(buyer).toEqual({ name: review!.name, guest: true });
  expect(people.map(({ name }) => name)).toContain(review!.name);
  expect(Object.values(reviewLabels).some((label) => review!.text.startsWith(label))).toBe(true);
  expect(
    await sql`select count(*)::int as real from reviews r join shops s on s.id = r.shop_id where not s.demo`,
  ).toEqual([{ real: 0 }]);
  const { hostId } = await get<Room>(`/api/rooms/${roomId}`);
  await until('a rating', async () => (await sql`select 1 from host_ratings`).length > 0);
  expect((await get<HostRating>(`/api/hosts/${hostId}/rating`)).summary.count).toBeGreaterThan(0);
  await until('what is remembered', async () => (await readMemory(dataDir)).reviewed.rated.length > 0);
  viewer.cut();
});

test('[V26] [R15] of its picture only the last minutes are recorded', async () => {
  const { signIns } = JSON.parse(await readFile(path.join(dataDir, 'demo.json'), 'utf8')) as {
    signIns: { role: string; email: string; password: string }[];
  };
  const { email, password } = signIns.find(({ role }) => role === 'merchant')!;
  const headers = { 'content-type': 'application/json', origin: new URL(settings.publicUrl).origin };
  const base = `http://127.0.0.1:${settings.port}`;
  const body = JSON.stringify({ email, password });
  const signedIn = await fetch(`${base}/api/auth/sign-in/email`, { method: 'POST', headers, body });
  const cookie = signedIn.headers.getSetCookie().map((text) => text.split(';')[0]);
  const asked = await fetch(`${base}/api/rooms/${roomId}/publish`, { headers: { cookie: cookie.join('; ') } });
  const { url } = (await asked.json()) as { url: string };
  const [, recordMs] = new URL(url).searchParams.get('token')!.split('-');
  expect(Number.parseInt(recordMs!, 36)).toBe(600_000);
  expect(await readdir(path.join(dataDir, 'recordings', roomId))).toContain('index.jsonl');
});

test('nothing that the demo did was refused', () => {
  expect(warned).toEqual([]);
});

test('[R16] a demo show that is long over is deleted with its facts and talk; one that runs, and orders, stay', async () => {
  const [shop] = await sql<{ id: string }[]>`select id from shops where demo`;
  const [other] = await sql<{ id: string }[]>`select id from rooms where state = 'scheduled'`;
  const oldId = other!.id;
  await sql`
    update rooms set state = 'ended', created_at = now() - interval '3 days', live_at = now() - interval '2 days',
      ended_at = now() - interval '25 hours' where id = ${oldId}`;
  const orderId = randomUUID();
  await sql`
    insert into orders (id, shop_id, room_id, account_id, sum, state, currency, total_minor, address, note, placed_at)
    select ${orderId}, ${shop!.id}, ${oldId}, id, '', 'expired', 'EUR', 0, '{}', '', now() from accounts limit 1`;
  ending.abort();
  await ran;
  await server.close();
  server = await createServer(settings, createLog('silent'));
  await until('the old show to go', async () => (await sql`select 1 from rooms where id = ${oldId}`).length === 0);
  expect(await sql`select id from rooms`).toEqual([{ id: roomId }]);
  expect(await sql`select room_id from orders where id = ${orderId}`).toEqual([{ room_id: null }]);
  expect(await sql`select 1 from facts where stream = ${`room:${oldId}`}`).toHaveLength(0);
  expect((await sql`select 1 from facts where stream = ${`room:${roomId}`}`).length).toBeGreaterThan(0);
});
