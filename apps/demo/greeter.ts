import type { TalkLine } from '../../platform/kit/socket-protocol.ts';
import { bounds } from './bounds.ts';
import { greeting } from './lines.ts';

const answerMs = 2_500;
const ownLinesMax = 200;

/** The host's answers to strangers: honest ones, once to each, seldom. */
export class Greeter {
  readonly #say: (text: string) => void;
  readonly #startedAt = Date.now();
  readonly #greeted = new Set<string>();
  readonly #own = new Set<string>();
  #greetedAt = 0;

  constructor(say: (text: string) => void) {
    this.#say = say;
  }

  /** A line of the demo's own people, which is not answered. */
  ownLine(id: string): void {
    this.#own.add(id);
    if (this.#own.size > ownLinesMax) this.#own.delete(this.#own.values().next().value!);
  }

  hear(lines: readonly TalkLine[], playing: boolean): void {
    const now = Date.now();
    for (const { id, at, name, badge, text } of lines) {
      const known = this.#own.has(id) || badge === 'host' || badge === 'moderator' || at < this.#startedAt;
      if (known || !playing || this.#greeted.has(name)) continue;
      if (now - this.#greetedAt < bounds.greetEveryMs || this.#greeted.size >= bounds.greetedMax) continue;
      this.#greetedAt = now;
      this.#greeted.add(name);
      setTimeout(() => this.#say(greeting(name, text)), answerMs).unref();
    }
  }
}
