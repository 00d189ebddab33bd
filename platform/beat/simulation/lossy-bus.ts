import { createMemoryBus, createMemoryWire, type MemoryBus } from '../../bus/memory-bus.ts';
import type { Schedule } from '../limits.ts';
import type { Chance } from './chance.ts';

export interface Losses {
  readonly lostPercent: number;
  readonly doubledPercent: number;
  readonly delayMsMax: number;
}

/** The buses of several nodes, on a wire that loses, doubles and reorders what it carries. */
export function createLossyBuses(count: number, chance: Chance, schedule: Schedule, losses: Losses): MemoryBus[] {
  const wire = createMemoryWire((work) => {
    const copies = chance.percent(losses.lostPercent) ? 0 : chance.percent(losses.doubledPercent) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) schedule(work, chance.between(0, losses.delayMsMax));
  });
  return Array.from({ length: count }, () => createMemoryBus(wire));
}

const cutMsMax = 5_000;
const pauseMsMax = 3_000;

/** Cuts one node's bus now and then, one way or both, and heals it, until the end. */
export function disturbBuses(buses: readonly MemoryBus[], chance: Chance, schedule: Schedule, untilMs: number): void {
  for (let at = chance.between(0, pauseMsMax); at < untilMs; at += chance.between(1, pauseMsMax)) {
    const { cut } = chance.oneOf(buses);
    const ways = chance.oneOf([['says'], ['hears'], ['says', 'hears']] as const);
    schedule(() => {
      for (const way of ways) cut[way] = true;
    }, at);
    schedule(() => Object.assign(cut, { says: false, hears: false }), at + chance.between(1, cutMsMax));
  }
}
