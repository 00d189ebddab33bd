import { afterEach, beforeEach, expect, test } from 'vitest';
import { signAddress } from '../../features/media/address.ts';
import { closes, goodbyeText, type LiveStatus, type MediaLimits } from '../../features/media/protocol.ts';
import { createMemoryBus, createMemoryWire, type MemoryBus } from '../../platform/bus/memory-bus.ts';
import { startTestMedia, type TestMedia, TestStudio, TestViewer, testSecret, until } from './test-media.ts';

const nodesMax = 3;
const limits: Partial<MediaLimits> = {
  ...{ announceEveryMs: 100, originSilentMsMax: 600, heartbeatMs: 100, upstreamIdleMs: 400, channelIdleMs: 60_000 },
};
let nodes: TestMedia[];
let buses: MemoryBus[];

beforeEach(async () => {
  const wire = createMemoryWire();
  buses = Array.from({ length: nodesMax }, () => createMemoryBus(wire));
  nodes = await Promise.all(buses.map((bus) => startTestMedia(limits, { ms: 0 }, [], bus)));
});
afterEach(async () => {
  await Promise.all(nodes.map((node) => node.close()));
});

const studio = (node: number, room = 'room') => new TestStudio(nodes[node]!.addresses.publish(room).url).open();
const watch = (node: number, room = 'room') => new TestViewer().open(nodes[node]!.addresses.watch(room).mp4Url);
const statusAt = async (node: number) =>
  (await (await fetch(nodes[node]!.addresses.watch('room').statusUrl)).json()) as LiveStatus;
const playlistAt = async (node: number, query = '') =>
  (await fetch(`${nodes[node]!.addresses.watch('room').hlsUrl}${query}`)).text();
const metric = async (node: number, name: string) => {
  const text = await (await fetch(`${nodes[node]!.url}/metrics`)).text();
  return Number(new RegExp(`^livestall_media_${name} (\\S+)$`, 'm').exec(text)?.[1]);
};
/** The picture as a list of what is to be played, without addresses. */
const listed = (text: string) =>
  text.split('\n').filter((line) => /^#EXT(INF|-X-PART:|-X-MEDIA-SEQ|-X-DISC)/.test(line));
const withoutTokens = (text: string) => listed(text).map((line) => line.replace(/\?token=[^"]*/, ''));
const rising = (times: readonly number[]) => times.every((time, index) => index === 0 || time > times[index - 1]!);

test('[V29] viewers of every process see the host of one, and it is fetched once however many they are', async () => {
  const host = await studio(0);
  host.play(0, 2.5);
  await until(async () => (await statusAt(1)).onAir);
  const viewers = await Promise.all([1, 1, 1, 1, 2, 0].map((node) => watch(node)));
  for (const viewer of viewers) await until(() => viewer.pictureSeconds.length >= 15);
  host.play(2.5, 1);
  for (const viewer of viewers) await until(() => viewer.pictureSeconds.at(-1)! > 3.4);
  const [first, ...others] = viewers;
  for (const { pictureSeconds } of others) expect(pictureSeconds).toEqual(first!.pictureSeconds);
  expect([await metric(0, 'relays'), await metric(1, 'upstreams'), await metric(2, 'upstreams')]).toEqual([2, 1, 1]);
  for (const viewer of viewers) viewer.close();
});

test('[V29] the same segments and parts have the same numbers on every process, with addresses of any', async () => {
  const host = await studio(0);
  host.play(0, 3);
  await until(async () => (await statusAt(1)).onAir);
  await playlistAt(1);
  host.play(3, 2.5);
  await until(async () => withoutTokens(await playlistAt(1)).join() === withoutTokens(await playlistAt(0)).join());
  const here = await playlistAt(0);
  expect(here).toContain('segment-1.m4s');
  // The addresses in a playlist of one are good at another: the same secret signs for all.
  const [name] = /part-\S+?\?token=[^"]+/.exec(here)!;
  const bytes = async (node: number) =>
    Buffer.from(await (await fetch(`${nodes[node]!.url}/live/room/${name}`)).arrayBuffer()).toString('hex');
  const part = await bytes(0);
  expect(part.length).toBeGreaterThan(100);
  expect([await bytes(1), await bytes(2)]).toEqual([part, part]);
});

test('[V30] nothing is fetched for nobody, and a process that has only fetched a room gives it to no other', async () => {
  const host = await studio(0);
  host.play(0, 1.5);
  await until(async () => (await statusAt(1)).onAir);
  expect(await metric(1, 'upstreams')).toBe(0);
  const viewer = await watch(1);
  await until(async () => (await metric(1, 'upstreams')) === 1);
  const token = signAddress(testSecret, 'relay', 'room', Date.now() + 60_000);
  const chain = await fetch(`${nodes[1]!.url}/relay/room?token=${token}`);
  expect([chain.status, await chain.json()]).toEqual([404, { refused: 'not_origin' }]);
  viewer.close();
  await until(async () => (await metric(1, 'upstreams')) === 0);
});

test('[V30] the address of a viewer opens no way between processes', async () => {
  const watching = new URL(nodes[0]!.addresses.watch('room').mp4Url).searchParams.get('token');
  const answer = await fetch(`${nodes[0]!.url}/relay/room?token=${watching}`);
  expect([answer.status, await answer.json()]).toEqual([403, { refused: 'address_altered' }]);
});

test('[V31] a host who comes back to another process goes on there, on one clock and with later numbers', async () => {
  const first = await studio(0);
  first.play(500, 2.5);
  await until(async () => (await statusAt(1)).onAir);
  const viewer = await watch(2);
  await until(() => viewer.pictureSeconds.length >= 15);
  const before = await playlistAt(0);
  const again = await studio(1);
  // The older connection is told, as if it were at the same process.
  expect(await first.closed).toBe(closes.taken_over);
  again.play(3, 2.5);
  await until(async () => (await statusAt(0)).epoch === 2 && (await statusAt(2)).epoch === 2);
  await until(() => viewer.ended);
  const back = await watch(2);
  await until(() => back.pictureSeconds.length >= 15);
  expect(back.pictureSeconds[0]).toBeGreaterThan(viewer.pictureSeconds.at(-1)!);
  expect(rising(back.pictureSeconds)).toBe(true);
  const sequence = (text: string) => Number(/#EXT-X-MEDIA-SEQUENCE:(\d+)/.exec(text)?.[1]);
  await until(async () => sequence(await playlistAt(0)) > sequence(before) + 1);
  expect(sequence(await playlistAt(0))).toBe(sequence(await playlistAt(1)));
  back.close();
});

test('[V32] the process with the host dies: the others keep their viewers, and go on when the host is back elsewhere', async () => {
  const first = await studio(0);
  first.play(0, 2.5);
  await until(async () => (await statusAt(1)).onAir);
  const viewer = await watch(1);
  await until(() => viewer.pictureSeconds.length >= 15);
  await nodes[0]!.close();
  await until(async () => !(await statusAt(1)).onAir);
  expect(viewer.ended).toBe(false);
  (await studio(2)).play(0, 1.5);
  await until(async () => (await statusAt(1)).onAir);
  const last = viewer.pictureSeconds.at(-1)!;
  await until(() => viewer.ended || viewer.pictureSeconds.at(-1)! > last);
  const back = viewer.ended ? await watch(1) : viewer;
  await until(() => back.pictureSeconds.at(-1)! > last);
  back.close();
});

test('[V32] the bus is cut for a while: what is fetched goes on, and afterwards all know of the newest host', async () => {
  const first = await studio(0);
  first.play(0, 1.5);
  await until(async () => (await statusAt(1)).onAir);
  const viewer = await watch(1);
  await until(() => viewer.pictureSeconds.length >= 15);
  for (const bus of buses) bus.cut.says = true;
  const again = await studio(2);
  again.play(0, 1);
  await until(async () => (await statusAt(2)).onAir);
  for (const bus of buses) bus.cut.says = false;
  expect(await first.closed).toBe(closes.taken_over);
  again.play(1, 1);
  await until(async () => (await statusAt(1)).onAir);
  again.socket.send(goodbyeText);
  await until(async () => (await statusAt(1)).ended && (await statusAt(0)).ended);
  viewer.close();
});
