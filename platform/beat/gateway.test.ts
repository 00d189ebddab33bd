import { describe, expect, test } from 'vitest';
import { personStream, roomStream, staffStream } from '../kit/fact.ts';
import { setStage, stageRoom, vera } from './simulation/stage.ts';

const room = roomStream(stageRoom);
describe('facts in order', () => {
  test('[B3] a hint in order goes out at once, an old or doubled one is ignored', async () => {
    const { viewer, bus, commit, pass, asked } = setStage();
    const wen = viewer();
    await wen.hello();
    const runs = commit(1, 2);
    bus.publish('told', runs);
    bus.publish('told', runs);
    await pass(500);
    bus.publish('told', runs);
    await pass(500);
    expect(wen.numbers).toEqual([1, 2]);
    expect(wen.frames().flatMap(({ facts }) => facts ?? [])).toHaveLength(1);
    expect(asked.facts).toBe(0);
  });

  test('[B3] two hints that overtake each other cost no reading of the store', async () => {
    const { viewer, bus, commit, pass, asked } = setStage();
    const wen = viewer();
    await wen.hello();
    const [first, second] = [commit(1), commit(2)];
    bus.publish('told', second);
    await pass(10);
    bus.publish('told', first);
    await pass(100);
    expect(wen.numbers).toEqual([1, 2]);
    expect(asked.facts).toBe(0);
  });

  test('[B3] old hints take no room from those that came before their turn', async () => {
    const { viewer, tell, bus, commit, pass, asked } = setStage({ limits: { aheadFactsMax: 2 } });
    const wen = viewer();
    await wen.hello();
    const old = [commit(1), commit(2), commit(3)];
    for (const runs of [...old, ...old]) bus.publish('told', runs);
    await tell(4);
    const [fifth, sixth] = [commit(5), commit(6)];
    bus.publish('told', sixth);
    await pass(10);
    bus.publish('told', fifth);
    await pass(100);
    expect(wen.numbers).toEqual([1, 2, 3, 4, 5, 6]);
    expect(asked.facts).toBe(0);
  });

  test('[B3] a gap is fetched once for all viewers, within a beat', async () => {
    const { viewer, bus, commit, pass, asked } = setStage();
    const viewers = Array.from({ length: 10 }, () => viewer());
    for (const each of viewers) await each.hello();
    commit(1, 2, 3);
    bus.publish('told', commit(4));
    await pass(100);
    for (const { numbers } of viewers) expect(numbers).toEqual([1, 2, 3, 4]);
    expect(asked.facts).toBe(1);
  });

  test('[B4] all open streams are looked at in one question a second', async () => {
    const { viewer, commit, memory, pass, asked } = setStage();
    const [wen, one] = [viewer(), viewer(vera)];
    await wen.hello();
    await one.hello();
    const before = asked.heads;
    commit(1);
    memory.commit(new Map([[personStream('vera'), [{ kind: 'said', body: { value: 1, secret: '' } }]]]), 5);
    await pass(1_200);
    expect(asked.heads - before).toBeLessThanOrEqual(2);
    expect(wen.numbers).toEqual([1]);
    expect(one.replica.position('person')).toEqual({ epoch: 5, number: 1 });
  });

  test('[B5] another epoch: resync, then the fresh state, also for who comes with an old position', async () => {
    const { viewer, memory, tell, pass, commit } = setStage();
    const wen = viewer();
    await wen.hello();
    await tell(1, 2, 3);
    await pass(100);
    const old = wen.replica.hello();
    memory.restore(room, 2, 77);
    await pass(1_500);
    expect(wen.kinds().slice(-2)).toEqual(['resync', 'snapshot']);
    expect(wen.replica.position('room')).toEqual({ epoch: 77, number: 2 });
    commit(9);
    const late = viewer();
    await late.hello(old);
    expect(late.kinds().slice(0, 3)).toEqual(['welcome', 'resync', 'snapshot']);
    await pass(1_200);
    expect(late.replica.position('room')).toEqual({ epoch: 77, number: 3 });
    expect(late.replica.state('room')).toEqual(wen.replica.state('room'));
  });

  test('[B6] a stream is read once, in pages, however many come at once', async () => {
    const { viewer, commit, asked, pass } = setStage({ limits: { pageFactsMax: 10 } });
    commit(...Array.from({ length: 25 }, (_, index) => index));
    const viewers = Array.from({ length: 20 }, () => viewer());
    for (const each of viewers) each.joined.hello(each.replica.hello());
    await pass(200);
    expect(asked.facts).toBe(3);
    for (const { replica } of viewers) expect(replica.state('room').count).toBe(25);
  });

  test('[B6] while the store is down nobody is turned away; the state comes when it is back', async () => {
    const { viewer, commit, asked, pass, faults } = setStage();
    commit(1);
    asked.failing = true;
    const wen = viewer();
    await wen.hello();
    await pass(2_000);
    expect(wen.kinds()).toEqual(['welcome']);
    expect(faults.length).toBeGreaterThan(0);
    asked.failing = false;
    await pass(1_200);
    expect(wen.replica.position('room')?.number).toBe(1);
  });

  test('[B22] a stream is forgotten some time after its last viewer, and read again for the next', async () => {
    const { viewer, tell, pass, asked } = setStage({ limits: { idleStreamMs: 5_000 } });
    const wen = viewer();
    await wen.hello();
    await tell(1);
    wen.joined.leave();
    await pass(3_000);
    const soon = viewer();
    await soon.hello();
    soon.joined.leave();
    expect(asked.facts).toBe(0);
    await pass(8_000);
    const heads = asked.heads;
    await pass(5_000);
    expect(asked.heads).toBe(heads);
    const late = viewer();
    await late.hello();
    expect(asked.facts).toBe(1);
    expect(late.replica.position('room')?.number).toBe(1);
  });
});

describe('coming back', () => {
  const cutAfter = async (held: number, total: number, limits: Parameters<typeof setStage>[0] = {}) => {
    const stage = setStage(limits);
    const before = stage.viewer();
    await before.hello();
    await stage.tell(...Array.from({ length: held }, (_, index) => index));
    await stage.pass(100);
    before.joined.leave();
    const other = stage.viewer();
    await other.hello();
    for (let value = held; value < total; value += 1) await stage.tell(value);
    await stage.pass(100);
    const asked = stage.asked.facts;
    const back = stage.viewer();
    await back.hello(before.replica.hello());
    return { ...stage, back, readings: stage.asked.facts - asked };
  };

  test('[B2] a gap that the ring holds comes from memory, whole', async () => {
    const { back, readings } = await cutAfter(3, 10, { limits: { ringFactsMax: 7 } });
    expect(back.kinds()).not.toContain('snapshot');
    expect(
      back
        .frames()
        .flatMap(({ facts }) => facts ?? [])[0]!
        .facts.map(({ number }) => number),
    ).toEqual([4, 5, 6, 7, 8, 9, 10]);
    expect(readings).toBe(0);
  });

  test('[B2] no fact is sent twice, not even to be ignored', async () => {
    const { viewer, tell, pass } = setStage({ limits: { frameBytesMax: 1_300 } });
    const wen = viewer();
    await wen.hello();
    for (const count of [3, 1, 20, 2]) {
      await tell(...Array.from({ length: count }, (_, index) => index));
      await pass(100);
    }
    const sent = wen.frames().flatMap(({ facts }) => (facts ?? []).flatMap((run) => run.facts));
    expect(sent.map(({ number }) => number)).toEqual(Array.from({ length: 26 }, (_, index) => index + 1));
  });

  test('[B2] a larger gap comes from the store, whole', async () => {
    const { back, readings } = await cutAfter(3, 10, { limits: { ringFactsMax: 6 } });
    const numbers = back.frames().flatMap(({ facts }) => (facts ?? []).flatMap((run) => run.facts));
    expect(numbers.map(({ number }) => number)).toEqual([4, 5, 6, 7, 8, 9, 10]);
    expect(back.kinds()).not.toContain('resync');
    expect(readings).toBe(1);
  });

  test('[B2] a gap beyond its limit is never served in part: resync and the state', async () => {
    const { back } = await cutAfter(3, 10, { limits: { ringFactsMax: 2, gapFactsMax: 6 } });
    expect(back.kinds().slice(0, 3)).toEqual(['welcome', 'resync', 'snapshot']);
    expect(back.frames().flatMap(({ facts }) => facts ?? [])).toEqual([]);
  });

  test('[B17] a repair goes on from the number that the viewer has', async () => {
    const { viewer, tell, pass } = setStage();
    const wen = viewer();
    await wen.hello();
    await tell(1, 2, 3);
    await pass(100);
    const { epoch } = wen.replica.position('room')!;
    wen.joined.repair({ kind: 'repair', stream: 'room', epoch, number: 1 });
    await pass(100);
    expect(
      wen
        .frames()
        .at(-1)!
        .facts![0]!.facts.map(({ number }) => number),
    ).toEqual([2, 3]);
  });

  test('[B17] who asks for gaps again and again is closed', async () => {
    const { viewer, pass } = setStage({ limits: { repairsPerMinuteMax: 3 } });
    const wen = viewer();
    await wen.hello();
    for (let time = 0; time < 4; time += 1) {
      wen.joined.repair({ kind: 'repair', stream: 'room', epoch: 0, number: 0 });
      await pass(1_000);
    }
    expect(wen.closes).toEqual(['overloaded']);
  });

  test('[B17] a repair of a stream that is not the viewer’s own gets nothing', async () => {
    const { viewer, memory, pass } = setStage();
    memory.commit(new Map([[staffStream(stageRoom), [{ kind: 'said', body: { value: 1, secret: 'x' } }]]]), 5);
    const wen = viewer();
    await wen.hello();
    await pass(2_000);
    const before = wen.messages.length;
    wen.joined.repair({ kind: 'repair', stream: 'staff', epoch: 5, number: 0 });
    await pass(2_000);
    expect(wen.messages).toHaveLength(before);
  });
});
