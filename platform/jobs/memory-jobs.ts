import { type Jobs, jobRetriesMax } from './jobs.ts';

/** The twin for tests: jobs live as long as the process, and are not kept on demand. */
export function createMemoryJobs(): Jobs & { failNext(): void } {
  const handlers = new Map<string, (data: unknown) => Promise<void>>();
  const waiting = new Map<string, unknown[]>();
  const known = new Set<string>();
  let failures = 0;
  const run = async (queue: string, data: unknown) => {
    for (let attempt = 0; attempt <= jobRetriesMax; attempt += 1) {
      try {
        return await handlers.get(queue)!(data);
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    }
  };
  return {
    failNext() {
      failures += 1;
    },
    async send(queue, data, id) {
      if (failures > 0) {
        failures -= 1;
        throw new Error('The database is down.');
      }
      if (id !== undefined && known.has(id)) return;
      if (id !== undefined) known.add(id);
      const copy: unknown = structuredClone(data);
      if (handlers.has(queue)) void run(queue, copy);
      else waiting.set(queue, [...(waiting.get(queue) ?? []), copy]);
    },
    async work(queue, handler) {
      handlers.set(queue, handler);
      for (const data of waiting.get(queue) ?? []) void run(queue, data);
      waiting.delete(queue);
    },
    async close() {
      handlers.clear();
    },
  };
}
