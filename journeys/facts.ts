import { expect, type Page } from '@playwright/test';
import type { FromServer, StreamName } from '../platform/kit/socket-protocol.ts';

/** Everything that came over the page's room sockets, in order, from now on. */
export function recordStreams(page: Page) {
  const messages: FromServer[] = [];
  const texts: string[] = [];
  page.on('websocket', (socket) => {
    if (!new URL(socket.url()).pathname.startsWith('/socket')) return;
    socket.on('framereceived', ({ payload }) => {
      texts.push(String(payload));
      messages.push(JSON.parse(String(payload)) as FromServer);
    });
  });
  return {
    texts: () => texts,
    /** From its first snapshot on, each number of the stream came exactly once, in order, over however many sockets. */
    expectWhole(stream: StreamName) {
      const numbers: number[] = [];
      let first: number | undefined;
      for (const message of messages) {
        if (message.kind === 'snapshot' && message.stream === stream) {
          expect(first, 'a snapshot comes once: later only facts').toBeUndefined();
          first = message.number;
        }
        if (message.kind !== 'frame') continue;
        for (const run of message.facts ?? []) {
          if (run.stream === stream) numbers.push(...run.facts.map((fact) => fact.number));
        }
      }
      expect(first).toBeDefined();
      expect(numbers.length).toBeGreaterThan(0);
      expect(numbers).toEqual(numbers.map((_, index) => first! + 1 + index));
    },
  };
}
