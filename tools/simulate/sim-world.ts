import { everCaptured } from '../../features/orders/course-draft.ts';
import { stateAt } from '../../features/orders/order.ts';
import { type Chance, createChance } from '../../platform/beat/simulation/chance.ts';
import { isRefusal } from '../../platform/kit/refusal.ts';
import type { Answer, Asked } from './asked.ts';
import { type EventName, Events, eventNames } from './events.ts';
import { wrongsIn } from './invariants.ts';
import { Locks } from './locks.ts';
import type { MemoryShop, ShopTx } from './memory-shop.ts';
import { SimClock, type Work } from './sim-clock.ts';
import type { SimNeeds } from './sim-needs.ts';
import { SimProvider } from './sim-provider.ts';
import { SimServer } from './sim-server.ts';
import { openShop } from './stalls.ts';

export interface WorldOptions {
  /** One act after the other, and nothing fails: to be compared with the product's own servers, on these rows. */
  readonly sequential?: MemoryShop;
  readonly locks?: boolean;
  /** Hears the story line by line. */
  readonly say?: (line: string) => void;
}

const startAt = 1_750_000_000_000;
const timeoutMs = 6_000;
const known: ReadonlySet<string> = new Set(eventNames);

/** A shop, its servers, its provider and the wire between them, all moved by one seed. */
export class SimWorld implements SimNeeds {
  readonly chance: Chance;
  readonly clock = new SimClock(startAt);
  readonly events = new Events();
  readonly wrongs: string[] = [];
  readonly locks: Locks;
  readonly shop: MemoryShop;
  readonly provider: SimProvider;
  readonly servers: readonly SimServer[];
  readonly commitMsMax: number;
  readonly batchMax: number;
  readonly sequential: boolean;
  calm: boolean;
  readonly #say: ((line: string) => void) | undefined;
  #ids = 0;

  constructor(seed: number, { sequential, locks = true, say }: WorldOptions = {}) {
    this.chance = createChance(seed);
    this.sequential = sequential !== undefined;
    this.calm = this.sequential;
    this.#say = say;
    this.locks = new Locks(() => this.events.count('a transaction waits for a lock'), locks);
    this.commitMsMax = this.chance.between(1, 60);
    this.batchMax = this.chance.between(1, 6);
    this.shop = sequential ?? openShop(this.chance);
    this.provider = new SimProvider(this);
    this.servers = [0, 1].map((index) => new SimServer(`server ${index + 1}`, this));
  }

  fails(percent: number): boolean {
    return !this.calm && this.chance.percent(percent);
  }

  say(line: string): void {
    this.#say?.(`${String(this.clock.now - startAt).padStart(7)} ms  ${line}`);
  }

  newId(): string {
    this.#ids += 1;
    return `id${this.#ids}`;
  }

  /** After each commit everything must hold. */
  commit(tx: ShopTx, by: string): void {
    const { shop, provider } = this;
    try {
      tx.commit();
    } catch (error) {
      this.wrong(`${by}: ${String(error)}`);
    }
    const touched = [...tx.touched].flatMap((id) => shop.orders.get(id) ?? []);
    for (const text of [...tx.wrongs, ...wrongsIn(shop, touched)]) this.wrong(`${by}: ${text}`);
    for (const { id } of touched) {
      for (const payment of shop.paymentsOf(id)) {
        if (everCaptured.has(payment.state) && provider.charges.get(payment.id)?.state !== 'captured') {
          this.wrong(`${by}: [Z3] ${payment.id} is ${payment.state}, and the provider has no such money`);
        }
      }
    }
  }

  wrong(text: string): void {
    this.say(`WRONG ${text}`);
    this.wrongs.push(`${this.clock.now - startAt} ms: ${text}`);
  }

  /** Over a wire that loses, delays and doubles; null for whoever hears nothing in time. */
  *ask(asked: Asked): Work<Answer | null> {
    const { chance, clock, events } = this;
    yield* clock.sleep(chance.between(1, this.fails(5) ? 3_000 : 80));
    const isLost = this.fails(3);
    const copies = this.fails(3) ? 2 : 1;
    if (isLost) events.count('a request is lost');
    else if (copies === 2) events.count('a request arrives twice');
    const heard: { answer: Answer | null } = { answer: null };
    yield (resume) => {
      let waits = true;
      const end = () => {
        if (!waits) return;
        waits = false;
        resume();
      };
      clock.schedule(end, timeoutMs);
      if (isLost) return;
      const hear = (given: Answer) => {
        if (this.fails(5)) events.count('an answer is lost');
        else {
          clock.schedule(
            () => {
              if (waits) heard.answer = given;
              end();
            },
            chance.between(1, 80),
          );
        }
      };
      chance.oneOf(this.servers).handle(asked, hear);
      if (copies === 2)
        clock.schedule(() => chance.oneOf(this.servers).handle(asked, () => {}), chance.between(0, 2_000));
    };
    const { answer } = heard;
    const refused = `refused ${isRefusal(answer) ? answer.refused : ''}`;
    if (known.has(refused)) events.count(refused as EventName);
    this.say(`${describe(asked)}: ${tellOf(answer, this.clock.now)}`);
    return answer;
  }
}

/** As it is shown: the deadline decides here too, before the sweeper came by. */
export function tellOf(answer: Answer | null, now: number): string {
  if (answer === null) return 'no answer';
  if (isRefusal(answer)) return `refused ${answer.refused}`;
  if ('done' in answer) return 'done';
  return `${stateAt(answer.order, now)}, ${answer.order.totalMinor}`;
}

export function describe(asked: Asked): string {
  switch (asked.act) {
    case 'place': {
      const { id, accountId, lines, expectedTotalMinor } = asked.purchase;
      const wanted = lines.map(({ skuId, quantity }) => `${quantity} ${skuId}`).join(', ');
      return `${accountId} buys ${id}: ${wanted} for ${expectedTotalMinor ?? 'whatever it costs'}`;
    }
    case 'webhook':
      return `webhook ${asked.body}`;
    case 'adjust':
      return `adjust ${asked.skuId} by ${asked.adjustment.units}`;
    default:
      return Object.values(asked).join(' ');
  }
}
