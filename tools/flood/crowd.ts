import { paceLinesMax, paceWindowMs } from '../../features/barrage/barrage.ts';
import { createChance } from '../../platform/beat/simulation/chance.ts';
import type { Reply } from '../../platform/kit/socket-protocol.ts';
import type { Tally } from './tally.ts';
import { Visitor } from './visitor.ts';

interface CrowdNeeds {
  readonly address: URL;
  /** Lines a second, of all together. */
  readonly rate: number;
  readonly tally: Tally;
  /** True when the house believes what we say about where people come from. */
  readonly ownAddresses: boolean;
}

/** A little less than the room allows to one person, whose own clock may differ. */
const linesPerSecondOfOne = (0.9 * paceLinesMax * 1_000) / paceWindowMs;
const enterAtOnce = 20;
const tickMs = 20;
/** Of a hundred lines those that many say alike. */
const cheersShare = 45;
const cheers = [
  '好',
  '好！！',
  '好好好',
  'wow',
  'Wow!!!',
  'WOOOOW',
  '666',
  '66666',
  '👏👏👏',
  '👏',
  'so nice',
  'So nice!',
];
const remarks = [
  'Is it oak',
  'How tall is it',
  'I have two of them',
  '这个颜色好漂亮',
  '배송은 얼마나 걸려요',
  'مرحبا من برلين',
];

/** Many people who talk, each with a name and a socket, as fast together as is wished and alone as the room allows. */
export class Crowd {
  readonly #needs: CrowdNeeds;
  readonly #people: Visitor[] = [];
  readonly #gone = new AbortController();
  readonly #chance = createChance(1);
  #ticking: NodeJS.Timeout | undefined;
  #owed = 0;
  #said = 0;

  constructor(needs: CrowdNeeds) {
    this.#needs = needs;
  }

  get present(): number {
    return this.#people.length;
  }

  /** Resolves when all are there, or when the room's limits let the others in only later: they come while it talks. */
  async come(): Promise<void> {
    const wanted = Math.ceil(this.#needs.rate / linesPerSecondOfOne);
    let next = 0;
    const enter = async () => {
      while (next < wanted && !this.#gone.signal.aborted) {
        next += 1;
        await this.#enter(next);
      }
    };
    const entering = Promise.all(Array.from({ length: enterAtOnce }, enter));
    const lingering = entering.catch((error: unknown) => {
      if (!this.#gone.signal.aborted) console.error(`Somebody could not come in: ${error}`);
    });
    const patience = new Promise((resolve) => setTimeout(resolve, 30_000).unref());
    await Promise.race([lingering, patience]);
  }

  talk(): void {
    let before = performance.now();
    this.#ticking = setInterval(() => {
      const now = performance.now();
      const rate = Math.min(this.#needs.rate, this.#people.length * linesPerSecondOfOne);
      this.#owed += ((now - before) / 1_000) * rate;
      before = now;
      for (; this.#owed >= 1; this.#owed -= 1) this.#say();
    }, tickMs);
  }

  hush(): void {
    clearInterval(this.#ticking);
  }

  leave(): void {
    this.hush();
    this.#gone.abort();
    for (const visitor of this.#people) visitor.leave();
  }

  async #enter(index: number): Promise<void> {
    const { address, ownAddresses } = this.#needs;
    const from = ownAddresses ? `10.8.${Math.floor(index / 250)}.${(index % 250) + 1}` : null;
    const visitor = new Visitor(address, from);
    await visitor.enter(`Flood ${index}`, this.#gone.signal);
    await visitor.watch((text) => this.#hear(text));
    this.#people.push(visitor);
  }

  /** In turns, so that nobody is faster than the room allows. */
  #say(): void {
    const visitor = this.#people[this.#said % this.#people.length]!;
    this.#said += 1;
    const text = this.#chance.percent(cheersShare)
      ? this.#chance.oneOf(cheers)
      : `${this.#chance.oneOf(remarks)} ${this.#said}`;
    if (visitor.say(text)) this.#needs.tally.add('sent');
  }

  /** Hundreds of sockets hear the same frames: only replies are read. */
  #hear(text: string): void {
    if (!text.startsWith('{"kind":"reply"')) return;
    const reply = JSON.parse(text) as Reply;
    this.#needs.tally.add(reply.ok ? 'taken' : 'refused');
  }
}
