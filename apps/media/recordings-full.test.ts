import { mkdir, readdir, readFile, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { samplePicture } from '../../features/media/samples.ts';
import { startTestMedia, type TestMedia, TestStudio, TestViewer, until } from './test-media.ts';

let media: TestMedia;
afterEach(() => media.close());

const room = 'room';
const health = async () => ((await (await fetch(`${media.url}/healthz`)).json()) as { recording: string }).recording;
const lost = async () => {
  const text = await (await fetch(`${media.url}/metrics`)).text();
  return Number(/^livestall_media_segments_lost_total (\d+)/m.exec(text)?.[1]);
};

test('[V28] what the disk does not take is left out whole, the picture goes on, and the next segment brings what is missing', async () => {
  media = await startTestMedia();
  const folder = join(media.dataDir, 'recordings', room);
  const numbers = async () => {
    const text = await readFile(join(folder, 'index.jsonl'), 'utf8').catch(() => '');
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { number: number }).number);
  };
  // A folder in the place of a file stands for a disk that takes nothing.
  const hurdles = ['init-1.mp4', 'segment-2.m4s'].map((name) => join(folder, name));
  for (const hurdle of hurdles) await mkdir(hurdle, { recursive: true });
  const host = await new TestStudio(media.addresses.publish(room).url).open();
  const viewer = await new TestViewer().open(media.addresses.watch(room).mp4Url);
  let frame = 0;
  const play = (frames: number) => {
    for (const end = frame + frames; frame < end; frame++) host.send(samplePicture(frame / 10, frame % 10 === 0));
  };
  play(21);
  await until(async () => (await health()) === 'failing');
  expect(await lost()).toBe(1);
  expect(await readdir(folder)).not.toContain('segment-0.m4s');
  await rmdir(hurdles[0]!);
  play(20);
  await until(async () => (await numbers()).includes(1));
  expect(await health()).toBe('ok');
  expect((await readFile(join(folder, 'init-1.mp4'))).length).toBeGreaterThan(0);
  play(40);
  await until(async () => (await numbers()).includes(3));
  expect(await numbers()).toEqual([1, 3]);
  expect(await lost()).toBe(2);
  await until(() => (viewer.pictureSeconds.at(-1) ?? 0) >= 8);
  viewer.close();
  host.socket.close();
  await rmdir(hurdles[1]!);
});
