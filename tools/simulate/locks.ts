import type { Pause } from './sim-clock.ts';

interface Waiting {
  readonly keys: readonly string[];
  readonly owner: object;
  readonly resume: () => void;
}

/** Row locks: a transaction has all of its rows or waits for them, in the order of arrival. */
export class Locks {
  readonly #held = new Map<string, object>();
  #waiting: Waiting[] = [];
  readonly #onWait: () => void;
  /** False takes every lock away: then the invariants must break, or they see nothing. */
  readonly #works: boolean;

  constructor(onWait: () => void, works = true) {
    this.#onWait = onWait;
    this.#works = works;
  }

  take(keys: readonly string[], owner: object): Pause {
    return (resume) => {
      if (!this.#works || this.#areFree(keys)) {
        for (const key of keys) this.#held.set(key, owner);
        resume();
        return;
      }
      this.#onWait();
      this.#waiting.push({ keys, owner, resume });
    };
  }

  /** At its commit, its rollback, or the death of its server. */
  free(owner: object): void {
    for (const [key, holder] of this.#held) if (holder === owner) this.#held.delete(key);
    const before = this.#waiting;
    this.#waiting = [];
    const next: Waiting[] = [];
    for (const waiting of before) {
      if (waiting.owner === owner) continue;
      if (this.#areFree(waiting.keys)) {
        for (const key of waiting.keys) this.#held.set(key, waiting.owner);
        next.push(waiting);
      } else this.#waiting.push(waiting);
    }
    for (const { resume } of next) resume();
  }

  #areFree(keys: readonly string[]): boolean {
    return keys.every((key) => !this.#held.has(key));
  }
}
