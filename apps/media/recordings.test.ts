import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { samplePicture } from '../../features/media/samples.ts';
import { startTestMedia, type TestMedia, TestStudio, until } from './test-media.ts';

let media: TestMedia;
const age = { ms: 0 };
afterEach(async () => {
  await media.close();
  age.ms = 0;
});

const folder = (room = '') => join(media.dataDir, 'recordings', room);
const list = (room = '') => readdir(folder(room)).catch(() => [] as string[]);
const segments = async (room: string) => (await list(room)).filter((name) => name.startsWith('segment-'));
const indexText = (room: string) => readFile(join(folder(room), 'index.jsonl'), 'utf8');

/** Sends segments of about 60 KB each, one after another, and goes. */
async function record(room: string, count: number, recordMs?: number): Promise<void> {
  const host = await new TestStudio(media.addresses.publish(room, recordMs).url).open();
  for (let frame = 0; frame <= count * 20; frame++) host.send(samplePicture(frame / 10, frame % 10 === 0, 3_000));
  await until(async () => (await indexText(room).catch(() => '')).split('\n').length > count);
  host.socket.close();
}

async function bytesOfSegments(): Promise<number> {
  let bytes = 0;
  for (const room of await list()) {
    for (const name of await segments(room)) bytes += (await stat(join(folder(room), name))).size;
  }
  return bytes;
}

test('[V22] over the total of all rooms the oldest segments go, whichever room they are in', async () => {
  const recordingsBytesMax = 400_000;
  media = await startTestMedia({ recordingsBytesMax }, age);
  await record('first', 4);
  const old = await bytesOfSegments();
  expect(old).toBeGreaterThan(200_000);
  age.ms = 60_000;
  await record('second', 5);
  await until(async () => (await bytesOfSegments()) <= recordingsBytesMax);
  const left = await segments('first');
  expect(left).not.toContain('segment-0.m4s');
  expect(left.length).toBeGreaterThan(0);
  expect(await segments('second')).toContain('segment-0.m4s');
});

test('[V22] the total also holds for recordings of rooms that nobody has opened since the start', async () => {
  media = await startTestMedia({}, age);
  await record('first', 4);
  await record('second', 2);
  await media.restart({ recordingsBytesMax: 200_000 });
  await until(async () => (await bytesOfSegments()) <= 200_000);
  expect(await segments('second')).toContain('segment-0.m4s');
  await record('first', 1);
  await until(async () => (await segments('first')).some((name) => Number(name.match(/\d+/)) >= 5));
});

test('[V22] a viewer of whatever room makes no folder on disk', async () => {
  media = await startTestMedia({}, age);
  const watched = media.addresses.watch('nobody');
  expect((await fetch(watched.statusUrl)).status).toBe(200);
  expect((await fetch(watched.hlsUrl)).status).toBe(404);
  expect((await fetch(watched.hlsUrl.replace('index.m3u8', 'segment-0.m4s'))).status).toBe(404);
  expect(await list()).toEqual([]);
});

test('[V22] the sweep removes folders without a recording, and those whose recording is long gone', async () => {
  media = await startTestMedia({}, age);
  await mkdir(folder('empty'), { recursive: true });
  await mkdir(folder('not a room'), { recursive: true });
  await record('old', 1);
  await writeFile(join(folder(), 'note.txt'), 'of the operator');
  await media.restart();
  await until(async () => !(await list()).includes('empty'));
  expect(await segments('old')).not.toEqual([]);
  age.ms = 2 * 3_600_000;
  await media.restart();
  await until(async () => !(await list()).includes('old'));
  expect((await list()).sort()).toEqual(['not a room', 'note.txt']);
  await record('old', 1);
  expect(await segments('old')).toContain('segment-0.m4s');
});

test('[V26] of a room whose address says so only the last minutes stay, and the others keep theirs', async () => {
  media = await startTestMedia({}, age);
  await record('brief', 3, 60_000);
  await record('usual', 3);
  age.ms = 61_000;
  await record('brief', 3, 60_000);
  await record('usual', 3);
  await until(async () => !(await list('brief')).includes('segment-2.m4s'));
  expect((await segments('brief')).length).toBeLessThanOrEqual(4);
  expect(await segments('usual')).toContain('segment-0.m4s');
});
