import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { connect, type Sql } from '../../platform/db/connect.ts';
import type { TestHouse } from '../doubles/test-house.ts';
import { allProcesses, workingFolder } from '../processes.ts';
import type { FaultHouse } from './fault-house.ts';

const freezeMs = 3_000;
const readOnlyMs = 1_500;
const fullMs = 2_000;
/** Longer than a transaction of the server waits for a lock. */
const lockedMs = 4_000;
/** Of the PostgreSQL that the house starts. */
const connectionsOfDatabase = 100;

/** What a database may do to its server, each from outside and over when it resolves. */
export const databaseFaults = {
  /** The house starts it again; it recovers from its log. */
  async killed(house: FaultHouse) {
    process.kill(house.house.postgres().pid, 'SIGKILL');
    await house.until('PostgreSQL to be back', () => isBack(house));
  },

  async frozen({ house }: FaultHouse) {
    const frozen = processesOf(house);
    for (const pid of frozen) signal(pid, 'SIGSTOP');
    await sleep(freezeMs);
    for (const pid of frozen) signal(pid, 'SIGCONT');
  },

  /** As a primary that has become a replica. */
  async readOnly({ databaseUrl }: FaultHouse) {
    await asOwner(databaseUrl, async (sql) => {
      await sql`alter database livestall set default_transaction_read_only = on`;
      await endConnections(sql);
      await sleep(readOnlyMs);
      await sql`set default_transaction_read_only = off`;
      await sql`alter database livestall reset default_transaction_read_only`;
      await endConnections(sql);
    });
  },

  async disconnected({ databaseUrl }: FaultHouse) {
    await asOwner(databaseUrl, endConnections);
  },

  /** Somebody else has taken all its connections. */
  async full({ databaseUrl }: FaultHouse) {
    const others = connect(databaseUrl, { max: connectionsOfDatabase, name: 'fault' });
    const end = Date.now() + fullMs;
    const take = async () => {
      while (Date.now() < end) await others`select pg_sleep(0.2)`.catch(() => sleep(20));
    };
    await asOwner(databaseUrl, async (sql) => {
      await sql`select 1`;
      const taking = Array.from({ length: connectionsOfDatabase }, take);
      await sleep(fullMs / 4);
      await endConnections(sql);
      await Promise.all(taking);
    });
    await others.end({ timeout: 1 });
  },

  /** Somebody else holds the stock's rows longer than anybody waits for them. */
  async locked({ databaseUrl }: FaultHouse) {
    await asOwner(databaseUrl, (sql) =>
      sql.begin(async (tx) => {
        await tx`select from stock order by sku_id for update`;
        // By a statement: a transaction that does nothing for so long is ended.
        await tx`select pg_sleep(${lockedMs / 1_000}::float8)`;
      }),
    );
  },
} as const satisfies Record<string, (house: FaultHouse) => Promise<void>>;

export type DatabaseFault = keyof typeof databaseFaults;

/** A connection that is not one of the server's. */
async function asOwner(url: string, work: (sql: Sql) => Promise<unknown>): Promise<void> {
  const sql = connect(url, { max: 1, name: 'fault' });
  try {
    await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function endConnections(sql: Sql): Promise<void> {
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name like 'livestall%' and pid <> pg_backend_pid()`;
}

async function isBack(house: FaultHouse): Promise<boolean> {
  await house.sql`select 1`;
  return house.output().includes('PostgreSQL is back');
}

function processesOf(house: TestHouse): number[] {
  const folder = `${house.dataDir}/postgres`;
  return allProcesses().filter((pid) => workingFolder(pid) === folder && isPostgres(pid));
}

function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
  } catch {
    return false;
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // A connection that has ended by itself.
  }
}
