import { setTimeout as sleep } from 'node:timers/promises';
import { type Chance, createChance } from '../../platform/beat/simulation/chance.ts';
import { audit } from './audit.ts';
import { type CommitFate, type CommitProxy, startCommitProxy } from './commit-proxy.ts';
import { type DatabaseFault, databaseFaults } from './database-faults.ts';
import { FaultHouse } from './fault-house.ts';
import { type Place, places, writes } from './places.ts';
import { Shopping } from './shopping.ts';
import { openStall, type Stall } from './stall.ts';

export type Fault =
  | { readonly kind: 'death'; readonly place: Place; readonly passage: number }
  | { readonly kind: 'commit'; readonly fate: CommitFate; readonly of: keyof typeof writes }
  | { readonly kind: 'database'; readonly name: DatabaseFault };

type Prepare = (stall: Stall) => Promise<() => Promise<void>>;

const buyersDefault = 8;
/** Short, so that a test sees stock come back; longer than a server needs to come back. */
const holdSeconds = 4;
const beforeMs = 300;
const afterMs = 300;
/** A place that nobody passes, such as a sweep when nothing is overdue, is not waited for much longer. */
const strikeMsMax = 20_000;

/** A house in a storm: shopping goes on while one fault after the other strikes, then the books are looked at. */
export class Storm {
  readonly house: FaultHouse;
  private readonly proxy: CommitProxy | null;

  /** Without `proxied` the server reaches PostgreSQL itself, and sees how its connections really end. */
  static async open({ proxied }: { proxied: boolean }): Promise<Storm> {
    let house: FaultHouse | undefined;
    const proxy = proxied ? await startCommitProxy(() => house!.house.postgres().port) : null;
    house = await FaultHouse.open({ holdSeconds, ...(proxy ? { databasePort: proxy.port } : {}) });
    await house.start();
    return new Storm(house, proxy);
  }

  private constructor(house: FaultHouse, proxy: CommitProxy | null) {
    this.house = house;
    this.proxy = proxy;
  }

  /** Resolves with everything that is wrong afterwards. Who looks on is prepared before, and looks while a fault lasts. */
  async blow(faults: readonly Fault[], seed: number, prepare: Prepare = async () => async () => {}) {
    const stall = await openStall(this.house, buyersDefault);
    const look = await prepare(stall);
    const shopping = new Shopping(stall, seed).start();
    try {
      for (const fault of faults) {
        await sleep(beforeMs);
        await Promise.all([this.strike(fault), look()]);
        await this.house.ready();
      }
      await sleep(afterMs);
      await shopping.stop();
      return { wrongs: await audit(stall, shopping), stall, shopping };
    } finally {
      await shopping.stop();
      stall.watcher.leave();
    }
  }

  async close(): Promise<void> {
    await this.house.stop();
    await this.proxy?.close();
  }

  private async strike(fault: Fault): Promise<void> {
    switch (fault.kind) {
      case 'death':
        this.house.dieAt(fault.place, fault.passage);
        return this.house.until(`the death at ${fault.place}`, () => this.house.isDeadAt(fault.place), strikeMsMax);
      case 'commit':
        if (!this.proxy) throw new Error('A commit is struck by the proxy only.');
        await this.proxy.strike(fault.fate, writes[fault.of]);
        if (fault.fate === 'held') this.house.kill('server');
        return undefined;
      case 'database':
        return databaseFaults[fault.name](this.house);
    }
  }
}

export function nameOf(fault: Fault): string {
  if (fault.kind === 'death') return fault.passage > 1 ? `${fault.place} ${fault.passage}` : fault.place;
  return fault.kind === 'commit' ? `commit ${fault.fate} ${fault.of}` : `database ${fault.name}`;
}

/** The fault of a name that `nameOf` gave; null when there is none. */
export function faultOf(name: string): Fault | null {
  return everyFault().find((fault) => nameOf(fault) === name.trim()) ?? null;
}

/** Each at its first passage. */
export function everyFault(): Fault[] {
  const fates: readonly CommitFate[] = ['lost', 'unheard', 'held'];
  return [
    ...places.map((place) => ({ kind: 'death', place, passage: 1 }) as const),
    ...fates.flatMap((fate) => Object.keys(writes).map((of) => ({ kind: 'commit', fate, of: of as 'place' }) as const)),
    ...Object.keys(databaseFaults).map((name) => ({ kind: 'database', name: name as DatabaseFault }) as const),
  ];
}

const faultsPerRoundMax = 3;
const passageMax = 12;

/** The faults of one round, drawn from its seed. */
export function drawFaults(seed: number, among = everyFault()): Fault[] {
  const chance: Chance = createChance(seed);
  return Array.from({ length: chance.between(1, faultsPerRoundMax) }, () => {
    const fault = chance.oneOf(among);
    const often = fault.kind === 'death' && /^(place|charge|settle)/.test(fault.place);
    return often ? { ...fault, passage: chance.between(1, passageMax) } : fault;
  });
}
