/** Waits for something, then goes on. */
export type Pause = (resume: () => void) => void;

/** Work that may wait: written from top to bottom, and cut off at any pause when its server dies. */
export type Work<T> = Generator<Pause, T, void>;

interface Due {
  readonly at: number;
  readonly order: number;
  readonly work: () => void;
}

/** Time that passes as fast as the work allows, in the same order each time, without promises: they would cost most of it. */
export class SimClock {
  now: number;
  #orders = 0;
  /** The next one last. */
  readonly #due: Due[] = [];

  constructor(start: number) {
    this.now = start;
  }

  schedule(work: () => void, delayMs: number): void {
    const entry = { at: this.now + Math.max(0, delayMs), order: this.#orders++, work };
    let [low, high] = [0, this.#due.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(entry, this.#due[middle]!)) low = middle + 1;
      else high = middle;
    }
    this.#due.splice(low, 0, entry);
  }

  *sleep(ms: number): Work<void> {
    yield (resume) => this.schedule(resume, ms);
  }

  /** Runs everything that is due within so many ms. */
  pass(ms: number): void {
    const end = this.now + ms;
    for (let next = this.#due.at(-1); next && next.at <= end; next = this.#due.at(-1)) {
      this.#due.pop();
      this.now = next.at;
      next.work();
    }
    this.now = end;
  }
}

function isBefore(one: Due, other: Due): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

/** Runs work until it ends, is no longer wanted, or throws something that `onThrow` takes: then it stays where it is for ever. */
export function start<T>(
  work: Work<T>,
  done: (value: T) => void,
  {
    isWanted = () => true,
    onThrow = () => false,
  }: { isWanted?: () => boolean; onThrow?: (error: unknown) => boolean } = {},
): void {
  const goOn = () => {
    if (!isWanted()) return;
    let next: IteratorResult<Pause, T>;
    try {
      next = work.next();
    } catch (error) {
      if (onThrow(error)) return;
      throw error;
    }
    if (next.done) done(next.value);
    else if (isWanted()) next.value(goOn);
  };
  goOn();
}
