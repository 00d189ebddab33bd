import { describe, expect, test } from 'vitest';
import type { TalkLine } from '../kit/socket-protocol.ts';
import { createChance } from './simulation/chance.ts';
import { setStage, stageRoom } from './simulation/stage.ts';

const line = (number: number): TalkLine => ({
  id: `id-${number}`,
  number,
  at: number,
  name: `Viewer ${number}`,
  badge: null,
  text: `line ${number}`,
  saved: true,
});

/** A talk as it is stored; `say` stores a line and tells it. */
const talking = (needs: Parameters<typeof setStage>[0] = {}) => {
  const stored: TalkLine[] = [];
  let readings = 0;
  const readTalk = async (_room: string, _after: number | undefined, limit: number) => {
    readings += 1;
    const lines = stored.slice(-limit);
    await new Promise<void>((resolve) => stage.clock.schedule(resolve, 5));
    return lines;
  };
  const stage = setStage({ readTalk, ...needs });
  const store = (number: number) => void stored.push(line(number));
  const show = (...numbers: number[]) =>
    stage.bus.publish('talk', { roomId: stageRoom, lines: numbers.map((number) => line(number)) });
  const say = (number: number) => {
    store(number);
    show(number);
  };
  return { ...stage, store, show, say, readings: () => readings };
};
const heard = (viewer: ReturnType<ReturnType<typeof setStage>['viewer']>) =>
  viewer.frames().flatMap(({ talk }) => (talk ?? []).map(({ number }) => number));

describe('the talk before one came', () => {
  test('[B15] what was said before comes with the first frame, read once for all who come together', async () => {
    let readings = 0;
    const readTalk = async () => {
      readings += 1;
      return [line(1), line(2), line(3)];
    };
    const { viewer, pass } = setStage({ readTalk });
    const [wen, back] = [viewer(), viewer()];
    wen.joined.hello(wen.replica.hello());
    back.joined.hello({ ...back.replica.hello(), talkAfter: 2 });
    await pass(300);
    expect(wen.frames()[0]!.talk?.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(back.frames()[0]!.talk?.map(({ number }) => number)).toEqual([3]);
    expect(readings).toBe(1);
  });

  test('[B15] the reading is shared, and lacks nothing that was shown since', async () => {
    const { viewer, say, pass, readings } = talking();
    const [first, second, third] = [viewer(), viewer(), viewer()];
    say(1);
    await first.hello();
    say(2);
    await pass(100);
    await second.hello();
    say(3);
    third.joined.hello({ ...third.replica.hello(), talkAfter: 1 });
    await pass(300);
    expect([heard(first), heard(second), heard(third)]).toEqual([
      [1, 2, 3],
      [1, 2, 3],
      [2, 3],
    ]);
    expect(readings()).toBe(1);
  });

  test('[B15] what is said between hello and the room’s state is not lost', async () => {
    const { viewer, say, pass, asked } = talking();
    asked.failing = true;
    const wen = viewer();
    await wen.hello();
    for (const number of [1, 2, 3]) {
      say(number);
      await pass(300);
    }
    expect(heard(wen)).toEqual([]);
    asked.failing = false;
    await pass(3_000);
    say(4);
    await pass(300);
    expect(heard(wen)).toEqual([1, 2, 3, 4]);
  });

  test('[B15] a line that was read before it was told comes once', async () => {
    const { viewer, store, show, pass } = talking();
    const wen = viewer();
    store(1);
    store(2);
    await wen.hello();
    show(1);
    await pass(100);
    show(2, 3);
    await pass(300);
    expect(heard(wen)).toEqual([1, 2, 3]);
  });

  test('[B15] who comes back gets what it missed, the newest up to the limit', async () => {
    const { viewer, say, pass } = talking({ limits: { talkHistoryLines: 5 } });
    const wen = viewer();
    await wen.hello();
    for (const number of [1, 2]) say(number);
    await pass(200);
    wen.joined.leave();
    for (let number = 3; number <= 5; number += 1) say(number);
    await pass(2_000);
    const back = viewer();
    await back.hello(wen.replica.hello());
    expect(heard(back)).toEqual([3, 4, 5]);
    back.joined.leave();
    for (let number = 6; number <= 15; number += 1) say(number);
    await pass(2_000);
    const late = viewer();
    await late.hello(back.replica.hello());
    expect(heard(late)).toEqual([11, 12, 13, 14, 15]);
  });

  test('[B15] whenever somebody comes, every line comes once, from seeds', async () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const chance = createChance(seed);
      const { viewer, store, show, pass, asked } = talking();
      const viewers = [viewer()];
      viewers[0]!.joined.hello(viewers[0]!.replica.hello());
      for (let number = 1; number <= 30; number += 1) {
        store(number);
        await pass(chance.between(0, 60));
        show(number);
        await pass(chance.between(0, 120));
        asked.failing = chance.percent(10);
        if (!chance.percent(30)) continue;
        const next = viewer();
        next.joined.hello(next.replica.hello());
        viewers.push(next);
      }
      asked.failing = false;
      await pass(3_000);
      const all = Array.from({ length: 30 }, (_, index) => index + 1);
      for (const each of viewers)
        expect(
          heard(each).toSorted((a, b) => a! - b!),
          `seed ${seed}`,
        ).toEqual(all);
    }
  });

  test('[B15] when it cannot be read the room is there without it', async () => {
    const { viewer, faults } = setStage({ readTalk: () => Promise.reject(new Error('down')) });
    const wen = viewer();
    await wen.hello();
    expect(wen.replica.position('room')).not.toBeNull();
    expect(faults).toHaveLength(1);
  });
});

test('[B32] a removed line is in no frame: not when it waited, not in the history, not for who comes back', async () => {
  let gone: readonly string[] = [];
  const { viewer, say, pass } = talking({ goneLines: () => gone, limits: { readableLinesPerSecond: 2 } });
  const wen = viewer();
  await wen.hello();
  for (let number = 1; number <= 6; number += 1) say(number);
  await pass(60);
  const shown = heard(wen);
  expect(shown).toHaveLength(2);
  const waiting = [1, 2, 3, 4, 5, 6].find((number) => !shown.includes(number))!;
  gone = [`id-${waiting}`, `id-${shown[0]}`];
  // The reading was asked for before the line was removed, and is shared by who comes now.
  const late = viewer();
  const back = viewer();
  late.joined.hello(late.replica.hello());
  back.joined.hello({ ...wen.replica.hello(), talkAfter: 0 });
  await pass(3_000);
  expect(heard(wen)).not.toContain(waiting);
  for (const one of [late, back]) {
    expect(heard(one).length).toBeGreaterThan(0);
    expect(heard(one)).not.toContain(waiting);
    expect(heard(one)).not.toContain(shown[0]);
  }
});
