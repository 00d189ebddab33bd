import type { Bus } from './bus.ts';

/** The bus of one node: hands payloads over in order, right after the work at hand, never within it. */
export function createMemoryBus(): Bus {
  const handlers = new Map<string, Set<(payload: unknown) => void>>();
  return {
    publish(subject, payload) {
      queueMicrotask(() => {
        for (const handler of handlers.get(subject) ?? []) handler(payload);
      });
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
