import { describe, expect, test } from 'vitest';
import type { Actor } from '../kit/actor.ts';
import { gatewayLimits } from './limits.ts';
import { guest, hana, setStage, stageRoom, vera } from './simulation/stage.ts';
import { markOf, sampleOf, sampleText } from './watching.ts';

const guestNo = (number: number): Actor => ({ ...guest, viewerId: `guest-${number}` });
const named = (number: number): Actor => {
  const id = `account-${number}`;
  return { ...guest, viewerId: id, accountId: id, name: `Somebody ${number}`, sessionId: `s-${number}` };
};

type Stage = ReturnType<typeof setStage>;
type Viewer = ReturnType<Stage['viewer']>;
const cameTo = (viewer: Viewer, from = 0) =>
  viewer
    .frames()
    .slice(from)
    .flatMap(({ moments }) => moments ?? [])
    .filter(({ kind }) => kind === 'came');
const countsOf = (viewer: Viewer, from = 0) =>
  viewer
    .frames()
    .slice(from)
    .flatMap(({ latest }) => (latest?.['room.watching'] ?? []) as number);

async function watched(stage: Stage): Promise<{ wen: Viewer; before: number }> {
  const wen = stage.viewer();
  await wen.hello();
  await stage.pass(2_000);
  return { wen, before: wen.frames().length };
}

describe('entrances', () => {
  test('[B11] a thousand who come within a beat are one moment with their number, in one small frame, by no name', async () => {
    const stage = setStage();
    const { wen, before } = await watched(stage);
    const read = wen.sizes.length;
    const crowd = Array.from({ length: 1_000 }, (_, index) => stage.viewer(index % 2 ? guestNo(index) : named(index)));
    for (const one of crowd) one.joined.hello(one.replica.hello());
    await stage.pass(60);
    expect(cameTo(wen, before)).toEqual([{ kind: 'came', count: 1_000 }]);
    expect(Math.max(...wen.sizes.slice(read))).toBeLessThan(512);
    expect(JSON.stringify(wen.frames())).not.toMatch(/Somebody|account-|guest-/);
  });

  test('[B11] a thousand on the way to buy are one moment for each product, and no more products than the limit', async () => {
    const stage = setStage();
    const { wen, before } = await watched(stage);
    for (let number = 0; number < 1_000; number += 1) {
      const moment = { kind: 'buying', productId: `product-${number % 100}` };
      stage.bus.publish('moment', { roomId: stageRoom, moment });
    }
    await stage.pass(60);
    const [frame, ...more] = wen.frames().slice(before);
    expect(more).toEqual([]);
    expect(frame!.moments).toHaveLength(gatewayLimits.momentsMax);
    for (const { count } of frame!.moments!) expect(count).toBe(10);
    expect(wen.sizes.at(-1)).toBeLessThan(gatewayLimits.frameBytesMax / 10);
  });

  test('[B11] who comes back is not told again: not with a position, not by a new page, not in a second tab', async () => {
    const stage = setStage();
    const { wen, before } = await watched(stage);
    const first = stage.viewer(vera);
    await first.hello();
    await stage.viewer(vera).hello(first.replica.hello());
    await stage.viewer(vera).hello();
    first.joined.leave();
    await stage.pass(20_000);
    await stage.viewer(vera).hello();
    await stage.viewer(hana).hello();
    // It says that it comes from elsewhere, and later opens the page anew.
    await stage.viewer(guestNo(1)).hello({ kind: 'hello', have: { room: { epoch: 0, number: 0 } } });
    await stage.viewer(guestNo(1)).hello();
    expect(cameTo(wen, before)).toEqual([{ kind: 'came', count: 1 }]);
  });

  test('[B11] who came in on another node is known here', async () => {
    const stage = setStage();
    const { wen, before } = await watched(stage);
    const moment = { kind: 'came', count: 1 };
    stage.bus.publish('moment', { roomId: stageRoom, moment, mark: markOf('vera') });
    await stage.pass(100);
    await stage.viewer(vera).hello();
    expect(cameTo(wen, before)).toEqual([moment]);
  });
});

describe('the count', () => {
  test('[B14] however many come, the others hear the count once a second', async () => {
    const stage = setStage();
    const { wen, before } = await watched(stage);
    for (let index = 0; index < 40; index += 1) {
      const next = stage.viewer(guestNo(index));
      next.joined.hello(next.replica.hello());
      await stage.pass(75);
    }
    await stage.pass(1_100);
    expect(countsOf(wen, before).at(-1)).toBe(41);
    // They came within three seconds.
    expect(countsOf(wen, before).length).toBeLessThanOrEqual(4);
  });

  test('[B14] the count is of different viewers who said hello: no second tab, no socket that is mute, no staff', async () => {
    const { viewer, pass } = setStage();
    const wen = viewer();
    await wen.hello();
    const [tab, other] = [viewer(), viewer(vera)];
    viewer(guestNo(1));
    for (const one of [tab, other, viewer(hana)]) await one.hello();
    await pass(1_200);
    expect(wen.replica.latest['room.watching']).toBe(2);
    tab.joined.leave();
    await pass(1_200);
    expect(wen.replica.latest['room.watching']).toBe(2);
    other.joined.leave();
    await pass(1_200);
    expect(wen.replica.latest['room.watching']).toBe(1);
  });

  test('[B14] a person on two nodes is one, and a node that fell silent is forgotten within 5 s', async () => {
    const { viewer, bus, pass } = setStage();
    const wen = viewer();
    await wen.hello();
    expect(wen.replica.latest['room.watching']).toBe(1);
    const sample = sampleText(sampleOf(['wen', 'vera', 'viktor'].map(markOf)));
    bus.publish('watching', { node: 'there', rooms: [[stageRoom, 3, sample]] });
    await pass(1_200);
    expect(wen.replica.latest['room.watching']).toBe(3);
    const late = viewer(guestNo(1));
    await late.hello();
    expect(late.frames()[0]!.latest).toMatchObject({ 'room.watching': 4 });
    late.joined.leave();
    await pass(3_650);
    expect(wen.replica.latest['room.watching']).toBe(1);
  });

  test('[B14] who comes from a node that died is told the right count within a second, though the others had it already', async () => {
    const { viewer, bus, pass } = setStage();
    const wen = viewer();
    await wen.hello();
    bus.publish('watching', {
      node: 'there',
      rooms: [[stageRoom, 2, sampleText(sampleOf(['vera', 'viktor'].map(markOf)))]],
    });
    await pass(1_200);
    expect(wen.replica.latest['room.watching']).toBe(3);
    const back = viewer(vera);
    await back.hello();
    await pass(1_200);
    expect([wen, back].map(({ replica }) => replica.latest['room.watching'])).toEqual([3, 3]);
  });

  test('[B14] the other nodes hear of each room once a second, so many rooms in a message', async () => {
    const stage = setStage({ limits: { watchingRoomsAtOnceMax: 2 } });
    const heard: { rooms: unknown[] }[] = [];
    stage.bus.subscribe('watching', (payload) => void heard.push(payload as { rooms: unknown[] }));
    for (const roomId of ['room1', 'room2', 'room3']) {
      const socket = { send: () => {}, sendShared: () => {}, bufferedBytes: () => 0, close: () => {} };
      stage.gateway
        .join({ actor: guest, roomId, shopId: 'shop1', socket, readAt: 0 })
        .hello({ kind: 'hello', have: {} });
    }
    await stage.pass(1_010);
    const sample = sampleText([markOf('wen')]);
    expect(heard.map(({ rooms }) => rooms)).toEqual([
      [
        ['room1', 1, sample],
        ['room2', 1, sample],
      ],
      [['room3', 1, sample]],
    ]);
  });
});
