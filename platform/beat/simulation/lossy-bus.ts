import type { Bus } from '../../bus/bus.ts';
import type { Schedule } from '../limits.ts';
import type { Chance } from './chance.ts';

export interface Losses {
  readonly lostPercent: number;
  readonly doubledPercent: number;
  readonly delayMsMax: number;
}

/** A bus between nodes that loses, doubles and reorders what it carries. */
export function createLossyBus(chance: Chance, schedule: Schedule, losses: Losses): Bus {
  const handlers = new Map<string, Set<(payload: unknown) => void>>();
  return {
    publish(subject, payload) {
      // What goes over a wire is a copy.
      const text = JSON.stringify(payload);
      for (const handler of handlers.get(subject) ?? []) {
        const copies = chance.percent(losses.lostPercent) ? 0 : chance.percent(losses.doubledPercent) ? 2 : 1;
        for (let copy = 0; copy < copies; copy += 1) {
          schedule(() => handler(JSON.parse(text)), chance.between(0, losses.delayMsMax));
        }
      }
    },
    subscribe(subject, handler) {
      const held = handlers.get(subject) ?? new Set();
      handlers.set(subject, held.add(handler));
      return () => held.delete(handler);
    },
    async close() {
      handlers.clear();
    },
  };
}
