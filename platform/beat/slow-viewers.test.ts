import { describe, expect, test } from 'vitest';
import { staffStream } from '../kit/fact.ts';
import type { TalkLine } from '../kit/socket-protocol.ts';
import { guest, hana, setStage, stageRoom } from './simulation/stage.ts';

const line = (number: number, text = `line ${number}`): TalkLine => ({
  id: `id-${number}`,
  number,
  at: number,
  name: `Viewer ${number}`,
  badge: null,
  text,
  saved: true,
});

describe('slow viewers', () => {
  const withSlow = async (limits: Parameters<typeof setStage>[0] = {}) => {
    const stage = setStage(limits);
    const [slow, quick] = [stage.viewer(), stage.viewer()];
    await slow.hello();
    await quick.hello();
    slow.wire.buffered = 300 * 1024;
    return { ...stage, slow, quick };
  };

  test('[B13] who does not read gets no signals and no facts, and later the facts as a gap; others notice nothing', async () => {
    const { slow, quick, tell, bus, pass } = await withSlow();
    const before = slow.messages.length;
    for (const value of [1, 2, 3]) {
      bus.publish('latest', { roomId: stageRoom, key: 'likes', value });
      bus.publish('talk', { roomId: stageRoom, lines: [line(value)] });
      await tell(value);
      await pass(100);
    }
    expect(slow.messages).toHaveLength(before);
    expect(quick.numbers).toEqual([1, 2, 3]);
    slow.wire.buffered = 0;
    await pass(1_100);
    expect(slow.numbers).toEqual([1, 2, 3]);
    expect(slow.replica.latest).toMatchObject({ likes: 3 });
    expect(slow.frames().slice(-1)[0]!.talk).toBeUndefined();
    expect(slow.closes).toEqual([]);
  });

  test('[B13] many frames at once stop where the buffer is full, and go on when it was read', async () => {
    const { viewer, commit, bus, pass } = setStage({ limits: { frameBytesMax: 2_000, bufferedBytesSoft: 4_000 } });
    const wen = viewer();
    await wen.hello();
    wen.wire.fills = true;
    bus.publish('told', commit(...Array.from({ length: 200 }, (_, index) => index)));
    await pass(100);
    expect(wen.numbers.length).toBeGreaterThan(10);
    expect(wen.numbers.length).toBeLessThan(150);
    wen.wire.fills = false;
    wen.wire.buffered = 0;
    await pass(100);
    expect(wen.numbers).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
  });

  test('[B13] facts that left the ring meanwhile come from the store', async () => {
    const { slow, tell, pass } = await withSlow({ limits: { ringFactsMax: 4 } });
    for (let value = 1; value <= 10; value += 1) await tell(value);
    await pass(200);
    slow.wire.buffered = 0;
    await pass(500);
    expect(slow.numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(slow.kinds()).not.toContain('resync');
  });

  test('[B13] slow for too long, or far too much behind, is closed slow', async () => {
    const { slow, quick, tell, pass } = await withSlow({ limits: { slowMsMax: 2_000 } });
    await tell(1);
    await pass(1_900);
    expect(slow.closes).toEqual([]);
    await pass(300);
    expect(slow.closes).toEqual(['slow']);
    quick.wire.buffered = 5 * 1024 * 1024;
    await tell(2);
    await pass(100);
    expect(quick.closes).toEqual(['slow']);
  });

  test('[B12] roles are judged again at each frame', async () => {
    const { viewer, bus, memory, pass } = setStage();
    const roles: Record<string, ['host']> = { shop1: ['host'] };
    const host = viewer({ ...hana, roles });
    await host.hello();
    const say = () =>
      bus.publish(
        'told',
        memory.commit(new Map([[staffStream(stageRoom), [{ kind: 'said', body: { value: 1 } }]]]), 5),
      );
    say();
    await pass(100);
    expect(host.numbers).toEqual([1]);
    delete roles.shop1;
    say();
    await pass(2_000);
    expect(host.numbers).toEqual([1]);
    expect(viewer(guest).messages).toEqual([]);
  });
});
