import { describe, expect, test } from 'vitest';
import { personStream, roomStream, staffStream } from '../kit/fact.ts';
import type { TalkLine } from '../kit/socket-protocol.ts';
import type { SharedText } from './shared-text.ts';
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

const compressed = (text: SharedText) => text.frame(true) !== text.frame(false);

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

  test("[B32] what all get is one text that may be compressed; what is the staff's or a person's is not", async () => {
    const { viewer, bus, memory, pass } = setStage();
    const [first, second, host] = [viewer(), viewer(), viewer(hana)];
    for (const each of [first, second, host]) await each.hello();
    await pass(2_000);
    const fact = { kind: 'said', body: { value: 1, secret: 'secret'.repeat(100) } };
    for (const streams of [[room], [room, staffStream(stageRoom)], [personStream('hana')]]) {
      bus.publish('told', memory.commit(new Map(streams.map((stream) => [stream, [fact]])), 5));
      await pass(100);
    }
    const last = (each: typeof first, count: number) => each.sharedTexts.slice(-count);
    const [publicOne, publicTwo] = last(first, 2);
    expect(last(second, 2)).toEqual([publicOne, publicTwo]);
    const [all, staffs, persons] = last(host, 3);
    expect(all).toBe(publicOne);
    expect(compressed(publicOne!)).toBe(true);
    expect(compressed(staffs!)).toBe(false);
    expect(compressed(persons!)).toBe(false);
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

  test('[B7] beats begin a beat apart, whatever they take, and one slow beat alone costs no wait', async () => {
    const { viewer, tell, pass } = setStage({ sendMs: 20 });
    const wen = viewer();
    await wen.hello();
    await pass(5_000);
    const before = wen.frames().length;
    for (let value = 0; value < 100; value += 1) {
      await tell(value);
      await pass(10);
    }
    // Of 50 ms a beat takes 20: with a wait of 50 after each there would be fourteen.
    expect(wen.frames().length - before).toBeGreaterThanOrEqual(18);
    const others = Array.from({ length: 9 }, () => viewer());
    for (const each of others) await each.hello();
    await pass(5_000);
    const [told, late] = [wen.frames().length, Array.from({ length: 4 }, (_, index) => index)];
    await tell(100);
    for (const value of late) await tell(101 + value);
    await pass(260);
    // The first beat took 200 ms; the next one comes right after it and not 200 ms later.
    expect(wen.frames().length - told).toBe(2);
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
    const late = viewer(vera);
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

  test('[B42] the choice is fair among accounts, and no viewer is told whose they are', async () => {
    const { viewer, bus, pass } = setStage();
    const wen = viewer();
    await wen.hello();
    const lines = Array.from({ length: 100 }, (_, number) => line(number));
    // The first half is one account's, whatever names it shows.
    const voices = lines.map((_line, number) => (number < 50 ? 'account-loud' : `account-${number}`));
    bus.publish('talk', { roomId: stageRoom, lines, voices });
    await pass(500);
    const shown = wen.frames().flatMap(({ talk }) => talk ?? []);
    expect(shown.length).toBeGreaterThanOrEqual(14);
    expect(shown.filter(({ number }) => number! < 50).length).toBeLessThanOrEqual(1);
    expect(JSON.stringify(wen.frames())).not.toContain('account-');
  });
});
