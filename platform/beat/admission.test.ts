import { describe, expect, test } from 'vitest';
import type { Actor } from '../kit/actor.ts';
import { guest, hana, setStage, stageRoom, vera } from './simulation/stage.ts';

/** A stage with a door: whoever is named may not be in the room any more. */
function withDoor(limits: Parameters<typeof setStage>[0] = {}) {
  const out = new Set<string>();
  const asked: number[] = [];
  const door = { failing: false };
  const stage = setStage({
    ...limits,
    expelled: async (inRooms) => {
      const people = inRooms.get(stageRoom) ?? [];
      asked.push(people.length);
      if (door.failing) throw new Error('down');
      return new Map([[stageRoom, new Set(people.filter(({ viewerId }) => out.has(viewerId)))]]);
    },
  });
  return { ...stage, out, asked, door };
}

describe('[B33] who may be in the room is looked at again while a socket is open', () => {
  test('whoever may not any more is closed not_admitted, on each socket and guests too; others stay', async () => {
    const { viewer, out, pass } = withDoor();
    const sockets = [viewer(vera), viewer(vera), viewer(guest), viewer(hana)];
    for (const socket of sockets) await socket.hello();
    await pass(6_000);
    expect(sockets.flatMap(({ closes }) => closes)).toEqual([]);
    out.add('vera').add('wen');
    await pass(6_000);
    expect(sockets.map(({ closes }) => closes)).toEqual([['not_admitted'], ['not_admitted'], ['not_admitted'], []]);
  });

  test('after a hint it is looked at with the next tick, and without one every few seconds', async () => {
    const { viewer, out, bus, asked, pass } = withDoor();
    const one = viewer(vera);
    await one.hello();
    await pass(1_500);
    expect(asked).toEqual([]);
    out.add('vera');
    bus.publish('admission', {});
    await pass(1_100);
    expect(one.closes).toEqual(['not_admitted']);
    expect(asked).toHaveLength(1);
    await pass(10_000);
    expect(asked.length).toBeLessThanOrEqual(3);
  });

  test('so many are asked for at once; while nobody answers nobody is closed, and it is asked again', async () => {
    const { viewer, out, asked, door, pass } = withDoor({ limits: { rightsAtOnceMax: 2 } });
    const people = Array.from({ length: 3 }, (_, index): Actor => ({ ...vera, viewerId: `v${index}` }));
    const sockets = people.map((actor) => viewer(actor));
    for (const socket of sockets) await socket.hello();
    out.add('v2');
    door.failing = true;
    await pass(6_000);
    expect(sockets.flatMap(({ closes }) => closes)).toEqual([]);
    door.failing = false;
    asked.length = 0;
    await pass(5_000);
    expect(asked).toEqual([2, 1]);
    expect(sockets.map(({ closes }) => closes)).toEqual([[], [], ['not_admitted']]);
  });
});
