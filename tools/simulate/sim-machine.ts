import { isRefusal, type Refusal, refuse } from '../../platform/kit/refusal.ts';
import { ShopTx } from './memory-shop.ts';
import { start, type Work } from './sim-clock.ts';
import type { SimNeeds } from './sim-needs.ts';

/** Who asks for what, under which client-made id. */
export interface Key {
  readonly id: string;
  readonly actor: string;
  readonly act: string;
  readonly body: unknown;
}

/** A server died here: nothing of it goes on. One for all, since nobody reads where it was thrown. */
class Death extends Error {}
const death = new Death();

/** What every server is: a process with a clock that may be wrong, which runs transactions and may die at named places. */
export abstract class SimMachine {
  readonly name: string;
  /** What its clock is off. */
  skewMs = 0;
  protected readonly world: SimNeeds;
  #life = 0;
  #isUp = false;
  readonly #owners = new Set<object>();
  #death: { readonly place: string; passages: number } | null = null;

  constructor(name: string, world: SimNeeds) {
    this.name = name;
    this.world = world;
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  get now(): number {
    return this.world.clock.now + this.skewMs;
  }

  boot(): void {
    this.#life += 1;
    this.#isUp = true;
  }

  /** It dies when it passes this place for the n-th time from now on. */
  planDeath(place: string, passages: number): void {
    this.#death = { place, passages };
  }

  /** What its transactions had not committed is undone, and comes back with nobody. */
  die(where: string): void {
    if (!this.#isUp) return;
    const { clock, chance, locks, events } = this.world;
    this.world.say(`${this.name} dies: ${where}`);
    events.count(where === 'anywhere' ? 'a server dies anywhere' : `died: ${where}`);
    this.#isUp = false;
    this.#life += 1;
    this.#death = null;
    const owners = [...this.#owners];
    this.#owners.clear();
    for (const owner of owners) locks.free(owner);
    clock.schedule(() => this.boot(), chance.between(500, 8_000));
  }

  protected run<T>(work: Work<T>, done: (value: T) => void): void {
    const life = this.#life;
    start(work, done, { isWanted: () => this.#life === life, onThrow: (error) => error === death });
  }

  /** Several at once; goes on when all have ended. */
  protected *all(works: readonly Work<unknown>[]): Work<void> {
    if (works.length === 0) return;
    let open = works.length;
    yield (resume) => {
      for (const work of works) {
        this.run(work, () => {
          open -= 1;
          if (open === 0) resume();
        });
      }
    };
  }

  protected pass(place: string): void {
    const plan = this.#death;
    if (plan?.place !== place || this.world.calm) return;
    plan.passages -= 1;
    if (plan.passages > 0) return;
    this.die(place);
    throw death;
  }

  /** Its time is that of its begin, before it waits for its rows; what it writes is there at its commit and not before. */
  protected *transact<T>(name: string, keys: readonly string[], work: (tx: ShopTx) => T): Work<T> {
    const { clock, chance, locks } = this.world;
    const tx = new ShopTx(this.now);
    this.pass(`${name} begun`);
    this.#owners.add(tx);
    yield locks.take(keys, tx);
    this.pass(`${name} locked`);
    const value = work(tx);
    yield* clock.sleep(chance.between(1, this.world.commitMsMax));
    this.pass(`${name} written`);
    this.world.commit(tx, `${this.name} ${name}`);
    this.#owners.delete(tx);
    locks.free(tx);
    yield* clock.sleep(1);
    this.pass(`${name} committed`);
    return value;
  }

  /** The same id gives the same answer; a refusal is not kept. */
  protected once<T>(tx: ShopTx, { id, actor, act, body }: Key, work: () => T | Refusal): T | Refusal {
    const { commands } = this.world.shop;
    const [row, sum] = [commands.get(id), JSON.stringify(body)];
    if (row) {
      const same = row.actor === actor && row.act === act && row.sum === sum;
      if (!same) this.world.events.count('an id is used for something else');
      return same ? (row.answer as T) : refuse('id_reused');
    }
    const answer = work();
    if (!isRefusal(answer)) tx.write(() => commands.set(id, { actor, act, sum, answer }));
    return answer;
  }
}
