import type { Fact, NumberedFact } from '../../kit/fact.ts';
import type { FactStore } from '../open-stream.ts';
import type { ToldRun } from '../transact.ts';

/** A twin of the streams' tables. Reads see what was committed when they were asked. */
export interface MemoryStore extends FactStore {
  commit(told: ReadonlyMap<string, readonly Fact[]>, at: number): ToldRun[];
  /** A backup is put back: the stream is shorter, and its numbers start a new epoch. */
  restore(stream: string, head: number, epoch: number): void;
  facts(stream: string): readonly NumberedFact[];
}

export function createMemoryStore(delay: () => Promise<void>): MemoryStore {
  const streams = new Map<string, { epoch: number; facts: NumberedFact[] }>();
  return {
    async readHeads(names) {
      const found = names.flatMap((name) => {
        const stream = streams.get(name);
        return stream ? [[name, { epoch: stream.epoch, head: stream.facts.length }] as const] : [];
      });
      await delay();
      return new Map(found);
    },
    async readFacts(name, after, limit) {
      const page = (streams.get(name)?.facts ?? []).slice(after, after + limit);
      await delay();
      return page;
    },
    commit(told, at) {
      return [...told].map(([name, facts]) => {
        const stream = streams.get(name) ?? { epoch: at, facts: [] };
        streams.set(name, stream);
        const head = stream.facts.length;
        const numbered = facts.map((fact, index) => ({ ...fact, number: head + 1 + index, at }));
        stream.facts.push(...numbered);
        return { stream: name, epoch: stream.epoch, facts: numbered };
      });
    },
    restore(name, head, epoch) {
      const stream = streams.get(name);
      if (stream) streams.set(name, { epoch, facts: stream.facts.slice(0, head) });
    },
    facts: (name) => streams.get(name)?.facts ?? [],
  };
}
