import { randomUUID } from 'node:crypto';
import type { Me } from '../../features/accounts/protocol.ts';
import type { Product } from '../../features/catalog/protocol.ts';
import { Browser } from './browser.ts';
import type { Memory } from './memory.ts';
import { people, type Somebody } from './people.ts';
import { RoomSocket } from './room-socket.ts';

interface Needs {
  readonly serverUrl: string;
  readonly origin: string;
  readonly roomId: string;
  readonly memory: Memory;
  readonly onFault: (error: unknown) => void;
}

interface Seat {
  readonly somebody: Somebody;
  readonly browser: Browser;
  readonly socket: RoomSocket;
}

/** They come one after the other. */
const firstComesMs = 1_200;
const comeEveryMs = 2_500;

/** The demo's people in the room: each a browser with a name taken like anybody's, and a socket. */
export class Audience {
  readonly #needs: Needs;
  readonly #seats = new Map<number, Seat>();
  #arriving: NodeJS.Timeout[] = [];
  #generation = 0;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** How many of them the room counts, or is about to. */
  get count(): number {
    return [...this.#seats.values()].filter(({ socket }) => socket.welcome).length;
  }

  come(): void {
    const generation = ++this.#generation;
    this.#arriving = people.map((somebody, index) =>
      setTimeout(
        () => {
          this.#arrive(somebody, index, generation).catch(this.#needs.onFault);
        },
        firstComesMs + index * comeEveryMs,
      ),
    );
  }

  leave(): void {
    this.#generation++;
    for (const timer of this.#arriving) clearTimeout(timer);
    for (const { socket } of this.#seats.values()) socket.stop();
    this.#seats.clear();
  }

  /** Says a line; its id comes back with the line, and is how the demo knows its own. */
  say(by: number, text: string): string {
    const id = randomUUID();
    this.#seats.get(by)?.socket.command('barrage.send', { text }, id);
    return id;
  }

  browserOf(by: number): Browser | undefined {
    return this.#seats.get(by)?.browser;
  }

  open(by: number, productId: string): void {
    this.#seats.get(by)?.socket.command('product.open', { productId });
  }

  /** Buys one of the product's variants with the sandbox's good card. False when there is none to be had. */
  async buy(by: number, product: Product): Promise<boolean> {
    const seat = this.#seats.get(by);
    const sku = product.skus.find(({ left }) => left > 1);
    if (!seat || !sku) return false;
    await seat.browser.post('/api/orders', {
      roomId: this.#needs.roomId,
      lines: [{ skuId: sku.id, quantity: 1 }],
      address: { ...seat.somebody.address, line2: '', phone: '' },
      method: { provider: 'sandbox', card: 'ok' },
      note: 'Demonstration',
    });
    return true;
  }

  async #arrive(somebody: Somebody, index: number, generation: number): Promise<void> {
    const { memory, roomId, serverUrl, origin } = this.#needs;
    const cookies = memory.people[somebody.name] ?? {};
    const browser = new Browser({ ...{ serverUrl, origin, cookies }, language: somebody.language });
    const me = await browser.get<Me>('/api/me');
    if (me.name !== somebody.name) await browser.post('/api/me/name', { name: somebody.name });
    memory.people[somebody.name] = browser.cookies;
    if (generation !== this.#generation) return;
    const socket = new RoomSocket({ browser, roomId, onGone: () => this.#seats.delete(index) });
    this.#seats.set(index, { somebody, browser, socket });
  }
}
