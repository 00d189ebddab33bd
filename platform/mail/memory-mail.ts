import type { Letter, Mail } from './mail.ts';

/** The twin for tests: keeps letters, and fails on demand. */
export function createMemoryMail(): Mail & { readonly letters: Letter[]; failNext(times?: number): void } {
  const letters: Letter[] = [];
  let failures = 0;
  return {
    letters,
    failNext(times = 1) {
      failures += times;
    },
    async send(letter) {
      if (failures > 0) {
        failures -= 1;
        throw new Error('The mail server is down.');
      }
      letters.push(letter);
    },
    async close() {},
  };
}
