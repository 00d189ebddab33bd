import type { FromServer, TalkLine } from '../../platform/kit/socket-protocol.ts';
import type { Tally } from './tally.ts';
import { Visitor } from './visitor.ts';

/** A guest who watches the room and counts what is shown of its talk. */
export class Watcher {
  readonly #visitor: Visitor;
  readonly #tally: Tally;
  /** By the server's clock: what was said before is not of this flood. */
  #since = Number.POSITIVE_INFINITY;
  readonly #seen = new Set<string>();

  private constructor(visitor: Visitor, tally: Tally) {
    this.#visitor = visitor;
    this.#tally = tally;
  }

  static async open(room: URL, tally: Tally): Promise<Watcher> {
    const visitor = new Visitor(room, null);
    const watcher = new Watcher(visitor, tally);
    await visitor.enter(null, new AbortController().signal);
    await visitor.watch((text) => watcher.#hear(JSON.parse(text) as FromServer));
    return watcher;
  }

  leave(): void {
    this.#visitor.leave();
  }

  #hear(message: FromServer): void {
    if (message.kind === 'welcome') this.#since = message.now;
    if (message.kind !== 'frame') return;
    for (const line of message.talk ?? []) {
      if (this.#seen.has(line.id) || line.at < this.#since || !isOfFlood(line)) continue;
      this.#seen.add(line.id);
      this.#tally.add('shown');
      this.#tally.add('merged', (line.count ?? 1) - 1);
    }
  }
}

/** Others may talk in the room too. Of lines that became one, the name is the first one's. */
const isOfFlood = ({ name }: TalkLine) => name.startsWith('Flood ');
