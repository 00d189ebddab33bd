import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type Sql } from '../../platform/db/connect.ts';
import { type Start, TestHouse } from '../doubles/test-house.ts';
import { eyeFile, type Seen } from '../soak/seen.ts';
import { planDeath, readDeath, writeFaulty } from './faulty.ts';

interface FaultHouseOptions {
  /** What starts the house, when not the one whose server dies. */
  readonly entry?: string;
  readonly holdSeconds?: number;
  /** The real media process, in place of a double that only answers. */
  readonly media?: boolean;
  /** Something that stands between server and PostgreSQL. */
  readonly databasePort?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** What is to be done with the data folder before anything is in it. */
  readonly prepare?: (dataDir: string) => unknown;
}

const readyMsMax = 60_000;
const pollMs = 50;

/** A whole house on a folder of its own, whose server dies where a test wants it, and its books, seen from beside it. */
export class FaultHouse {
  readonly house: TestHouse;
  readonly url: string;
  private readonly env: Readonly<Record<string, string>>;
  private running: Start | undefined;
  private books: Sql | undefined;

  static async open(options: FaultHouseOptions = {}): Promise<FaultHouse> {
    const media = options.media ? [] : ['tools/doubles/media.ts'];
    const house = await TestHouse.open(options.entry ?? 'tools/doubles/faulty-house.ts', ...media);
    return new FaultHouse(house, options);
  }

  private constructor(house: TestHouse, { holdSeconds = 10, databasePort, prepare, env = {} }: FaultHouseOptions) {
    this.env = env;
    this.house = house;
    this.url = `http://localhost:${house.port}`;
    mkdirSync(house.dataDir, { mode: 0o700, recursive: true });
    prepare?.(house.dataDir);
    writeFaulty(house.dataDir, { holdSeconds, databasePort });
  }

  get dataDir(): string {
    return this.house.dataDir;
  }

  /** Straight to PostgreSQL, past anything that stands between it and the server. */
  get sql(): Sql {
    if (!this.books) throw new Error('The house has not been started.');
    return this.books;
  }

  get databaseUrl(): string {
    const password = readFileSync(join(this.dataDir, 'postgres.password'), 'utf8').trim();
    return `postgres://livestall:${password}@127.0.0.1:${this.house.postgres().port}/livestall`;
  }

  async start(): Promise<void> {
    // Buyers of a test share one address; as a trusted proxy it can say where each of them comes from.
    this.running = this.house.start({ TRUSTED_PROXIES: '127.0.0.1', SHOP_DEMO: 'no', ...this.env });
    await this.running.says(/Ready after/);
    this.books ??= connect(this.databaseUrl, { max: 2 });
  }

  async stop(afterwards = () => {}): Promise<void> {
    await this.books?.end({ timeout: 1 });
    await this.house.endAll();
    afterwards();
    this.house.remove();
  }

  output(): string {
    return this.running?.output() ?? '';
  }

  log(name: 'server' | 'media'): string {
    return readFileSync(join(this.dataDir, 'log', `${name}.log`), 'utf8');
  }

  /** Lets the server die at the n-th passage of a place from now on. */
  dieAt(place: string, passage = 1): void {
    planDeath(this.dataDir, { place, passage });
  }

  isDeadAt(place: string): boolean {
    return readDeath(this.dataDir)?.place === place;
  }

  kill(name: 'server' | 'media'): void {
    process.kill(this.house.childPid(name), 'SIGKILL');
  }

  /** Resident bytes of a child of a soak's house, after it has collected its garbage. */
  async collected(name: 'server' | 'media'): Promise<number> {
    return (await this.look(name)).rss;
  }

  /** What a child of a soak's house says of itself after its garbage is gone. */
  async look(name: 'server' | 'media'): Promise<Seen> {
    const pid = this.house.childPid(name);
    const file = eyeFile(this.dataDir, pid);
    rmSync(file, { force: true });
    process.kill(pid, 'SIGUSR2');
    await this.until(`the ${name} process to look into itself`, () => existsSync(file));
    return JSON.parse(readFileSync(file, 'utf8')) as Seen;
  }

  async ready(): Promise<void> {
    await this.until('the server', async () => (await fetch(`${this.url}/readyz`)).ok);
  }

  async until(what: string, holds: () => boolean | Promise<boolean>, msMax = readyMsMax): Promise<void> {
    for (const end = Date.now() + msMax; ; await sleep(pollMs)) {
      if (await attempt(holds)) return;
      if (Date.now() > end) throw new Error(`Waited ${msMax} ms for ${what}.\n${this.output()}`);
    }
  }
}

async function attempt(holds: () => boolean | Promise<boolean>): Promise<boolean> {
  try {
    return await holds();
  } catch {
    return false;
  }
}
