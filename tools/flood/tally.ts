/** What one second came to, by the time it ends. */
export interface Second {
  readonly second: number;
  readonly talkers: number;
  readonly sent: number;
  /** Taken by the room, and refused by it. */
  readonly taken: number;
  readonly refused: number;
  /** As a viewer's socket got them: lines, and how many more their counts stand for. */
  readonly shown: number;
  readonly merged: number;
  /** Neither of the two, a while after they were taken. */
  readonly leftOut: number;
}

export const heading = ['second', 'talkers', 'sent', 'taken', 'refused', 'shown', 'merged', 'left out']
  .map((title) => title.padStart(9))
  .join('');

/** So long after they were taken lines are shown or they never will be; whole seconds of the tally. */
const lateSeconds = 2;

interface Counts {
  readonly sent: number;
  readonly taken: number;
  readonly refused: number;
  readonly shown: number;
  readonly merged: number;
}
const nothing: Counts = { sent: 0, taken: 0, refused: 0, shown: 0, merged: 0 };

/** Counts what a flood sent and what a viewer was shown of it. */
export class Tally {
  #now: Counts = nothing;
  #before: Counts = nothing;
  #takenBy: number[] = [];
  #leftBefore = 0;

  add(what: keyof Counts, count = 1): void {
    this.#now = { ...this.#now, [what]: this.#now[what] + count };
  }

  second(talkers: number): Second {
    const [now, before] = [this.#now, this.#before];
    this.#before = now;
    this.#takenBy.push(now.taken);
    const settled = this.#takenBy.at(-1 - lateSeconds) ?? 0;
    const left = Math.max(this.#leftBefore, settled - now.shown - now.merged);
    const leftOut = left - this.#leftBefore;
    this.#leftBefore = left;
    const since = (key: keyof Counts) => now[key] - before[key];
    return {
      second: this.#takenBy.length,
      talkers,
      sent: since('sent'),
      taken: since('taken'),
      refused: since('refused'),
      shown: since('shown'),
      merged: since('merged'),
      leftOut,
    };
  }

  /** To be asked for when all has settled. */
  total(): Counts & { readonly leftOut: number } {
    return { ...this.#now, leftOut: this.#now.taken - this.#now.shown - this.#now.merged };
  }
}
