import type { RunningSettings, Settings } from '../apps/settings.ts';
import { checkDatabase } from './check-database.ts';
import { type ChildPlan, keepRunning, type RunningChild } from './child.ts';
import { prepareDataFolder, readOrMakeSecret } from './data-folder.ts';
import { lockDataFolder } from './data-lock.ts';
import { endOrphans } from './orphans.ts';
import { checkPort } from './ports.ts';
import { type RunningPostgres, startPostgres } from './postgres.ts';

/** A child whose environment depends on what the supervisor fills in: the database and the secret. */
export interface HouseChild extends Omit<ChildPlan, 'env'> {
  readonly env: (settings: RunningSettings) => Record<string, string>;
}

export interface SupervisePlan {
  readonly settings: Settings;
  /** In the order in which they are ended; they start together. */
  readonly children: readonly HouseChild[];
  readonly ports: readonly { readonly setting: string; readonly port: number }[];
  /** Runs beside the start of PostgreSQL; the children start when both are done. */
  readonly prepare: (ended: AbortSignal) => Promise<void>;
  /** Called once everything runs, with what starts the children again when a setting of theirs has changed. */
  readonly watch?: (change: (settings: Partial<Settings>) => void) => void;
  readonly logToTerminal: boolean;
  readonly say: (line: string) => void;
  readonly onReady: () => Promise<void>;
}

const databaseWatchMs = 500;
const parentWatchMs = 500;
/** One Ctrl-C may arrive twice, from the terminal and from the process in front of us. */
const sameSignalMs = 500;

/** Starts everything, keeps it running, and ends it at Ctrl-C. Resolves with the exit code. */
export async function supervise(plan: SupervisePlan): Promise<number> {
  const { settings, say } = plan;
  prepareDataFolder(settings.dataDir);
  const unlock = lockDataFolder(settings.dataDir, settings.publicUrl);
  const house = new House(plan);
  const ended = untilSignal(say, () => house.end(true));
  const cut = new AbortController();
  try {
    const started = house.start(cut.signal);
    // A start that is cut short ends in its own time; its complaint is then of no interest.
    await Promise.race([started, ended.first]);
    if (!ended.happened()) await Promise.race([plan.onReady(), ended.first]);
    if (!ended.happened()) plan.watch?.((settings) => house.change(settings));
    await ended.first;
    say('Ending ...');
    house.ending = true;
    cut.abort();
    await started.catch(() => {});
    return 0;
  } finally {
    await house.end(false);
    unlock();
    ended.forget();
  }
}

/** PostgreSQL and the children, as far as they have been started. */
class House {
  ending = false;
  private readonly plan: SupervisePlan;
  private database: RunningPostgres | undefined;
  private children: RunningChild[] = [];
  private filled: RunningSettings | undefined;
  private watch: NodeJS.Timeout | undefined;

  constructor(plan: SupervisePlan) {
    this.plan = plan;
  }

  async start(ended: AbortSignal): Promise<void> {
    const { settings, say } = this.plan;
    await endOrphans(settings.dataDir, say);
    for (const { setting, port } of this.plan.ports) await checkPort(setting, settings.host, port);
    // Both are waited for, also when one fails, so that what it started can be ended.
    const failed = new AbortController();
    const [database, prepared] = await Promise.allSettled([
      this.startDatabase().catch((error) => {
        failed.abort();
        throw error;
      }),
      this.plan.prepare(AbortSignal.any([ended, failed.signal])),
    ]);
    if (database.status === 'rejected') throw database.reason;
    if (prepared.status === 'rejected') throw prepared.reason;
    if (this.ending) return;
    const databaseUrl = database.value;
    this.filled = { ...settings, databaseUrl, secret: settings.secret ?? readOrMakeSecret(settings.dataDir) };
    say('Starting server and media ...');
    const context = { dataDir: settings.dataDir, say, logToTerminal: this.plan.logToTerminal };
    const { filled } = this;
    this.children = this.plan.children.map((child) => keepRunning({ ...child, env: child.env(filled) }, context));
    await Promise.all(this.children.map((child) => child.ready));
  }

  /** The children learn of a setting by being started again; those that it does not concern go on. */
  change(settings: Partial<Settings>): void {
    if (!this.filled || this.ending) return;
    const filled = { ...this.filled, ...settings };
    this.filled = filled;
    this.children.forEach((child, index) => {
      const planned = this.plan.children[index];
      if (planned) child.setEnv(planned.env(filled));
    });
  }

  async end(force: boolean): Promise<void> {
    this.ending = true;
    clearInterval(this.watch);
    if (force) await Promise.all(this.children.map((child) => child.stop(true)));
    for (const child of this.children) await child.stop();
    await this.database?.stop(force);
  }

  private async startDatabase(): Promise<string> {
    const { settings, say } = this.plan;
    if (settings.databaseUrl) {
      await checkDatabase(settings.databaseUrl);
      return settings.databaseUrl;
    }
    say('Starting PostgreSQL ...');
    this.database = await startPostgres({ dataDir: settings.dataDir, say });
    let restarting = false;
    this.watch = setInterval(() => {
      if (restarting || this.ending || this.database?.alive()) return;
      restarting = true;
      void this.restartDatabase().finally(() => {
        restarting = false;
      });
    }, databaseWatchMs);
    return this.database.url;
  }

  private async restartDatabase(): Promise<void> {
    const { settings, say } = this.plan;
    const before = this.database;
    say('PostgreSQL ended; starting it again ...');
    try {
      this.database = await startPostgres({ dataDir: settings.dataDir, port: before?.port, say });
    } catch (error) {
      return say((error as Error).message);
    }
    say('PostgreSQL is back.');
    if (this.ending) return this.database.stop();
    if (this.database.url === before?.url) return;
    // Its port was taken meanwhile, so the children must learn the new one.
    this.change({ databaseUrl: this.database.url });
  }
}

function untilSignal(say: (line: string) => void, force: () => Promise<void>) {
  const { promise: first, resolve } = Promise.withResolvers<void>();
  let at: number | undefined;
  const take = () => {
    if (at === undefined) {
      at = performance.now();
      resolve();
    } else if (performance.now() - at > sameSignalMs) {
      say('Ending at once.');
      void force().finally(() => process.exit(130));
    }
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, take);
  process.on('disconnect', take);
  const npmWatch = whenNpmEnds(take);
  return {
    first,
    happened: () => at !== undefined,
    forget: () => {
      for (const signal of signals) process.off(signal, take);
      process.off('disconnect', take);
      clearInterval(npmWatch);
      if (process.connected) process.disconnect();
    },
  };
}

/** An npm that was killed cannot tell; without this the house would go on where nobody sees it. */
function whenNpmEnds(take: () => void): NodeJS.Timeout | undefined {
  if (!process.env.npm_lifecycle_event) return undefined;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    take();
  }, parentWatchMs);
  return watch.unref();
}
