import { describe, expect, test } from 'vitest';
import { personStream, roomStream, staffStream } from '../kit/fact.ts';
import type { TalkLine } from '../kit/socket-protocol.ts';
import { hana, setStage, stageRoom, vera } from './simulation/stage.ts';

const room = roomStream(stageRoom);
const line = (number: number, text = `line ${number}`): TalkLine => ({
  id: `id-${number}`,
  number,
  at: number,
  name: `Viewer ${number}`,
  badge: null,
  text,
  saved: true,
});

describe('the beat', () => {
  test('[B7] many facts within a beat make one frame for each viewer, and an idle room none', async () => {
    const { viewer, tell, pass } = setStage();
    const viewers = [viewer(), viewer(vera), viewer(hana)];
    for (const each of viewers) await each.hello();
    await pass(2_000);
    const before = viewers.map((each) => each.frames().length);
    await tell(0);
    for (let value = 1; value <= 40; value += 1) {
      await tell(value);
      await pass(1);
    }
    await pass(200);
    viewers.forEach((each, index) => {
      // The first fact goes at once, all that follow within the beat go together.
      expect(each.frames().length - before[index]!).toBe(2);
      expect(each.numbers).toHaveLength(41);
    });
    await pass(10_000);
    for (const [index, each] of viewers.entries()) expect(each.frames().length - before[index]!).toBe(2);
  });

  test('[B7] what goes to the room, the staff and a person shares one frame', async () => {
    const { viewer, bus, memory, pass } = setStage();
    const host = viewer(hana);
    await host.hello();
    const before = host.frames().length;
    const fact = { kind: 'said', body: { value: 1, secret: '' } };
    const streams = [room, staffStream(stageRoom), personStream('hana')];
    bus.publish('told', memory.commit(new Map(streams.map((stream) => [stream, [fact]])), 5));
    bus.publish('latest', { roomId: stageRoom, key: 'likes', value: 3 });
    await pass(60);
    const frames = host.frames().slice(before);
    expect(frames).toHaveLength(1);
    expect(frames[0]!.facts!.map(({ stream }) => stream).sort()).toEqual(['person', 'room', 'staff']);
    expect(frames[0]!.latest).toEqual({ likes: 3 });
  });

  test('[B7] a beat that takes long makes the next one wait longer', async () => {
    const { viewer, tell, pass } = setStage({ sendMs: 20 });
    const viewers = Array.from({ length: 10 }, () => viewer());
    for (const each of viewers) await each.hello();
    await pass(5_000);
    const before = viewers[0]!.frames().length;
    for (let value = 0; value < 100; value += 1) {
      await tell(value);
      await pass(10);
    }
    // Each beat takes 200 ms, and as much is left to others; at 50 ms there would be twenty.
    expect(viewers[0]!.frames().length - before).toBeLessThanOrEqual(7);
    await pass(2_000);
    expect(viewers[0]!.numbers).toHaveLength(100);
  });

  test('[B8] a frame has a limit of bytes; facts go on in the next one, in order', async () => {
    const { viewer, commit, bus, pass } = setStage({ limits: { frameBytesMax: 2_000 } });
    const wen = viewer();
    await wen.hello();
    bus.publish('told', commit(...Array.from({ length: 100 }, (_, index) => index)));
    await pass(100);
    expect(wen.numbers).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
    expect(Math.max(...wen.sizes)).toBeLessThanOrEqual(2_000);
    expect(wen.frames().length).toBeGreaterThan(5);
  });

  test('[B9] the latest value wins, and who comes gets all of them with the first frame', async () => {
    const { viewer, bus, pass } = setStage();
    const wen = viewer();
    await wen.hello();
    const before = wen.frames().length;
    await pass(100);
    for (let value = 1; value <= 5; value += 1) bus.publish('latest', { roomId: stageRoom, key: 'likes', value });
    bus.publish('latest', { roomId: stageRoom, key: 'mood', value: 'high' });
    await pass(100);
    expect(
      wen
        .frames()
        .slice(before)
        .map(({ latest }) => latest),
    ).toEqual([{ likes: 5, mood: 'high' }]);
    bus.publish('latest', { roomId: stageRoom, key: 'mood', value: 'high' });
    await pass(100);
    expect(wen.frames()).toHaveLength(before + 1);
    const late = viewer();
    await late.hello();
    expect(late.frames()[0]!.latest).toMatchObject({ likes: 5, mood: 'high', 'room.watching': 2 });
  });

  test('[B11] moments between two beats become one with a count', async () => {
    const { viewer, bus, pass } = setStage();
    const wen = viewer();
    await wen.hello();
    const before = wen.frames().length;
    for (const productId of ['scarf', 'shawl', 'scarf']) {
      bus.publish('moment', { roomId: stageRoom, moment: { kind: 'buying', productId } });
    }
    await pass(100);
    expect(
      wen
        .frames()
        .slice(before)
        .map(({ moments }) => moments),
    ).toEqual([
      [
        { kind: 'buying', productId: 'scarf', count: 2 },
        { kind: 'buying', productId: 'shawl', count: 1 },
      ],
    ]);
  });

  test('[B11] who comes in is told as a moment; who comes back is not', async () => {
    const { viewer } = setStage();
    const wen = viewer();
    await wen.hello();
    const before = wen.frames().length;
    await viewer().hello();
    await viewer().hello(wen.replica.hello());
    const came = wen
      .frames()
      .slice(before)
      .flatMap(({ moments }) => moments ?? [])
      .filter(({ kind }) => kind === 'came');
    expect(came.reduce((sum, { count }) => sum + Number(count), 0)).toBe(1);
  });

  test('[B14] however many come, the others hear the count once a second', async () => {
    const { viewer, pass } = setStage();
    const wen = viewer();
    await wen.hello();
    await pass(2_000);
    const before = wen.frames().length;
    for (let index = 0; index < 40; index += 1) {
      const next = viewer();
      next.joined.hello(next.replica.hello());
      await pass(75);
    }
    await pass(1_100);
    const counts = wen
      .frames()
      .slice(before)
      .flatMap(({ latest }) => latest?.['room.watching'] ?? []);
    expect(counts.at(-1)).toBe(41);
    // They came within three seconds.
    expect(counts.length).toBeLessThanOrEqual(4);
  });

  test('[B14] the count is of those who said hello, on all nodes, and forgets a node that fell silent', async () => {
    const { viewer, bus, pass } = setStage({ limits: { watchingMs: 3_000 } });
    const [wen, mute] = [viewer(), viewer()];
    await wen.hello();
    expect(wen.replica.latest['room.watching']).toBe(1);
    bus.publish('watching', { node: 'there', rooms: [[stageRoom, 40]] });
    await pass(1_200);
    expect(wen.replica.latest['room.watching']).toBe(41);
    await mute.hello();
    mute.joined.leave();
    await pass(5_000);
    expect(wen.replica.latest['room.watching']).toBe(1);
  });
});

describe('talk', () => {
  test('[B10] a crowd’s talk is shown at the speed that people read', async () => {
    const { viewer, bus, pass } = setStage();
    const wen = viewer();
    await wen.hello();
    for (let second = 0; second < 10; second += 1) {
      for (let number = 0; number < 100; number += 1) {
        bus.publish('talk', { roomId: stageRoom, lines: [line(second * 100 + number)] });
      }
      await pass(1_000);
    }
    const shown = wen.frames().flatMap(({ talk }) => talk ?? []);
    expect(shown.length).toBeGreaterThan(130);
    expect(shown.length).toBeLessThanOrEqual(14 * 11);
  });
});
