/** Counts open connections by the address they come from, so that one address cannot take them all. */
export class Connections {
  readonly #open = new Map<string, number>();
  readonly #perAddressMax: number;

  constructor(perAddressMax: number) {
    this.#perAddressMax = perAddressMax;
  }

  /** A function that gives the place back, or null when the address has used up its places. */
  take(address: string): (() => void) | null {
    const before = this.#open.get(address) ?? 0;
    if (before >= this.#perAddressMax) return null;
    this.#open.set(address, before + 1);
    let given = false;
    return () => {
      if (given) return;
      given = true;
      const left = (this.#open.get(address) ?? 1) - 1;
      if (left === 0) this.#open.delete(address);
      else this.#open.set(address, left);
    };
  }
}
