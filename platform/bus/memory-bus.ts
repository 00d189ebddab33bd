import type { Bus } from './bus.ts';

/** What several buses of one process share in place of a server, and what may happen to it. */
export interface MemoryWire {
  /** How often a message comes to another bus, and how much later: lost, doubled, out of order. */
  carry: (work: () => void) => void;
  /** The other buses. */
  readonly ends: Set<WireEnd>;
}

interface WireEnd {
  hear(subject: string, text: string): void;
  /** What it says reaches nobody; what it hears comes from nobody. Each way may be cut alone. */
  readonly cut: { says: boolean; hears: boolean };
}

export interface MemoryBus extends Bus {
  readonly cut: { says: boolean; hears: boolean };
}

export function createMemoryWire(carry: MemoryWire['carry'] = queueMicrotask): MemoryWire {
  return { carry, ends: new Set() };
}

/** The bus of one node: hands payloads over in order, right after the work at hand, never within it. */
export function createMemoryBus(wire: MemoryWire = createMemoryWire()): MemoryBus {
  const handlers = new Map<string, Set<(payload: unknown) => void>>();
  const give = (subject: string, payload: unknown) => {
    for (const handler of handlers.get(subject) ?? []) handler(payload);
  };
  const end: WireEnd = {
    cut: { says: false, hears: false },
    hear(subject, text) {
      // What goes over a wire is a copy.
      if (!end.cut.hears) give(subject, JSON.parse(text));
    },
  };
  wire.ends.add(end);
  return {
    cut: end.cut,
    publish(subject, payload) {
      queueMicrotask(() => give(subject, payload));
      if (end.cut.says || wire.ends.size < 2) return;
      const text = JSON.stringify(payload);
      for (const other of wire.ends) if (other !== end) wire.carry(() => other.hear(subject, text));
    },
    subscribe(subject, handler) {
      const held = handlers.get(subject) ?? new Set();
      handlers.set(subject, held.add(handler));
      return () => held.delete(handler);
    },
    async close() {
      handlers.clear();
      wire.ends.delete(end);
    },
  };
}
