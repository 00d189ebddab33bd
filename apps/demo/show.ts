import type { Product } from '../../features/catalog/protocol.ts';
import type { PublishAddress } from '../../features/media/protocol.ts';
import type { RoomView } from '../../features/rooms/rooms-view.ts';
import { Audience } from './audience.ts';
import { bounds, buyOne, isOver, pinsToChange } from './bounds.ts';
import type { Browser } from './browser.ts';
import type { Footage } from './footage.ts';
import { chapters, framesPerSecond } from './footage-plan.ts';
import { Greeter } from './greeter.ts';
import { farewell } from './lines.ts';
import { type Memory, writeMemory } from './memory.ts';
import { type Attention, attend, startAttention } from './pause.ts';
import { Publisher } from './publisher.ts';
import type { Shot } from './reel.ts';
import { review } from './reviewing.ts';
import { isUnreviewed } from './reviews.ts';
import { RoomSocket } from './room-socket.ts';
import { type Act, actsOf } from './script.ts';
import { watchingOf } from './watching.ts';

export interface ShowNeeds {
  readonly host: Browser;
  readonly mediaUrl: string;
  readonly dataDir: string;
  readonly shopId: string;
  readonly roomId: string;
  readonly memory: Memory;
  readonly footage: Footage;
  /** The product of each chapter, by the chapter's name. */
  readonly productIds: Readonly<Record<string, string>>;
  /** For tests. */
  readonly aloneMs?: number;
  readonly log: { info(text: string): void; warn(error: object, text: string): void };
}

const lookEveryMs = 1_000;
/** Another page sends this room's picture: the demo asks again after a while. */
const yieldMs = 60_000;

/** One show from its beginning to its end: the host's acts, the picture, and the audience, while somebody watches. */
export class Show {
  /** Resolves when the show is over, and why. */
  readonly over: Promise<'aged' | 'gone'>;
  readonly #needs: ShowNeeds;
  readonly #socket: RoomSocket;
  readonly #publisher: Publisher;
  readonly #audience: Audience;
  readonly #greeter: Greeter;
  readonly #looking: NodeJS.Timeout;
  #attention: Attention = startAttention;
  #watching = 0;
  #acting: NodeJS.Timeout[] = [];
  #playingSince = 0;
  #yieldsUntil = 0;
  #end: (why: 'aged' | 'gone') => void = () => {};

  constructor(needs: ShowNeeds) {
    this.#needs = needs;
    const { host, roomId, memory } = needs;
    const onFault = (error: unknown) => this.#fault(error);
    this.over = new Promise((resolve) => {
      this.#end = resolve;
    });
    this.#audience = new Audience({ serverUrl: host.serverUrl, origin: host.origin, roomId, memory, onFault });
    this.#greeter = new Greeter((text) => this.#socket.command('barrage.send', { text }));
    this.#publisher = new Publisher({
      ...{ footage: needs.footage, origin: host.origin, onFault },
      address: () => this.#publishAddress(),
      onShot: (shot) => void this.#shot(shot).catch(onFault),
      onRefused: (code) => this.#yield(code),
    });
    this.#socket = new RoomSocket({
      ...{ browser: host, roomId },
      onGone: () => this.#end('gone'),
      onFrame: (frame, replica) => {
        if ((replica.state('room').rooms as RoomView).state === 'ended') this.#end('gone');
        this.#watching = watchingOf(replica.latest) ?? this.#watching;
        this.#greeter.hear(frame.talk ?? [], this.#attention.playing);
        this.#look(frame.moments?.some(({ kind }) => kind === 'came') ?? false);
      },
    });
    this.#looking = setInterval(() => this.#look(false), lookEveryMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#looking);
    this.#pause();
    this.#socket.stop();
    await this.#remember();
  }

  /** The last words of a show whose time has come. */
  sayFarewell(): void {
    this.#socket.command('barrage.send', { text: farewell });
  }

  #look(came: boolean): void {
    const now = Date.now();
    const before = this.#attention;
    const seen = { now, came, watching: this.#watching, own: this.#audience.count };
    this.#attention = attend(before, seen, this.#needs.aloneMs);
    if (this.#attention.playing && !before.playing) this.#play(now);
    if (!this.#attention.playing && before.playing) this.#pause();
    if (isOver({ ...this.#needs.memory, playedMs: this.#playedMs(now) }, this.#attention.playing, now))
      this.#end('aged');
  }

  #play(now: number): void {
    this.#needs.log.info('somebody watches: the demo plays');
    this.#playingSince = now;
    if (now >= this.#yieldsUntil) this.#publisher.start();
    this.#audience.come();
  }

  #pause(): void {
    if (this.#playingSince === 0) return;
    this.#needs.log.info('nobody watches: the demo pauses');
    this.#publisher.stop();
    this.#audience.leave();
    this.#forgetActs();
    this.#needs.memory.playedMs = this.#playedMs(Date.now());
    this.#playingSince = 0;
    void this.#remember();
  }

  #playedMs(now: number): number {
    return this.#needs.memory.playedMs + (this.#playingSince > 0 ? now - this.#playingSince : 0);
  }

  /** A chapter begins: the run sheet and the audience follow the picture. */
  async #shot(shot: Shot): Promise<void> {
    this.#forgetActs();
    const sinceMs = (shot.since * 1000) / framesPerSecond;
    const seed = Number.parseInt(this.#needs.roomId.slice(0, 6), 16);
    // What nobody has said anything of is bought, and reviewed by who did.
    const buys = isUnreviewed(this.#needs.memory.reviewed, chapters[shot.chapter]!);
    for (const act of actsOf(seed, shot.round, shot.chapter, buys)) {
      if (act.atMs < sinceMs) continue;
      const play = () => void this.#act(act, shot).catch((error: unknown) => this.#fault(error));
      this.#acting.push(setTimeout(play, act.atMs - sinceMs));
    }
    await this.#pin(shot.chapter);
    if (shot.chapter === 0) await this.#restock();
  }

  async #pin(chapter: number): Promise<void> {
    const { host, roomId, productIds } = this.#needs;
    const product = productIds[chapters[chapter]!];
    const before = productIds[chapters[(chapter + chapters.length - 1) % chapters.length]!];
    if (!product) return;
    const { pins } = this.#socket.replica.state('room').rooms as RoomView;
    const change = pinsToChange(pins, product, before);
    for (const productId of change.unpin) await host.post(`/api/rooms/${roomId}/unpin`, { productId });
    if (change.pin) await host.post(`/api/rooms/${roomId}/pin`, { productId: change.pin, explaining: true });
  }

  async #act(act: Act, { chapter }: Shot): Promise<void> {
    const productId = this.#needs.productIds[chapters[chapter]!];
    if (act.kind === 'say' && act.by === 'host') this.#socket.command('barrage.send', { text: act.text });
    else if (act.kind === 'say') this.#greeter.ownLine(this.#audience.say(act.by as number, act.text));
    else if (productId && act.kind === 'open') this.#audience.open(act.by, productId);
    else if (productId && act.kind === 'buy') await this.#buy(act, productId, chapters[chapter]!);
  }

  async #buy(act: Extract<Act, { kind: 'buy' }>, productId: string, chapter: string): Promise<void> {
    const { memory, host, roomId } = this.#needs;
    const bought = buyOne(memory.bought, Date.now());
    if (!bought) return;
    const done = await this.#audience.buy(act.by, await host.get<Product>(`/api/products/${productId}`));
    if (!done) return this.#restock();
    memory.bought = bought;
    this.#greeter.ownLine(this.#audience.say(act.by, act.text));
    const buyer = this.#audience.browserOf(act.by);
    if (buyer) await review({ memory, host, buyer, roomId }, act.by, chapter, productId);
    await this.#remember();
  }

  /** What is nearly sold out comes back: the demo's merchant counts it anew. */
  async #restock(): Promise<void> {
    const { host, productIds } = this.#needs;
    const ours = Object.values(productIds).map((id) => host.get<Product>(`/api/products/${id}`));
    for (const { id, left } of (await Promise.all(ours)).flatMap(({ skus }) => skus))
      if (left < bounds.stockLow) await host.put(`/api/skus/${id}/stock`, { onHand: bounds.stockFull });
  }

  async #publishAddress(): Promise<string> {
    const { host, roomId, mediaUrl } = this.#needs;
    const { pathname, search } = new URL((await host.get<PublishAddress>(`/api/rooms/${roomId}/publish`)).url);
    return `${mediaUrl.replace(/^http/, 'ws')}${pathname}${search}`;
  }

  #yield(code: number): void {
    this.#needs.log.warn({ code }, 'the media process wants no picture of the demo; it asks again in a minute');
    this.#forgetActs();
    this.#yieldsUntil = Date.now() + yieldMs;
    setTimeout(() => this.#attention.playing && this.#publisher.start(), yieldMs).unref();
  }

  #forgetActs(): void {
    for (const timer of this.#acting) clearTimeout(timer);
    this.#acting = [];
  }

  async #remember(): Promise<void> {
    await writeMemory(this.#needs.dataDir, this.#needs.memory).catch((error: unknown) => this.#fault(error));
  }

  #fault(error: unknown): void {
    this.#needs.log.warn({ error: String(error) }, 'something the demo did was not done');
  }
}
