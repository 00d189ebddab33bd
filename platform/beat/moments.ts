import type { Moment } from '../kit/socket-protocol.ts';

/** Moments of one room between two beats: same ones become one with a count. */
export class Moments {
  readonly #kindsMax: number;
  #waiting = new Map<string, Moment>();

  constructor(kindsMax: number) {
    this.#kindsMax = kindsMax;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  add(moment: Moment): void {
    const { count, ...rest } = moment;
    const key = JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
    const same = this.#waiting.get(key);
    if (!same && this.#waiting.size >= this.#kindsMax) return;
    this.#waiting.set(key, { ...moment, count: Number(same?.count ?? 0) + Number(count ?? 1) });
  }

  take(): Moment[] {
    const taken = [...this.#waiting.values()];
    this.#waiting = new Map();
    return taken;
  }
}
