import type postgres from 'postgres';
import { loadPostgres } from './mended-postgres.ts';

export type Sql = postgres.Sql;
export type TransactionSql = postgres.TransactionSql;
/** For reading functions: the pool, or a transaction that wants to read its own writes. */
export type Reader = Sql | TransactionSql;

const createPool = await loadPostgres();

/** PostgreSQL refuses the 101st by default; two processes of ours must fit. */
export const connectionsMax = 20;
export const connectTimeoutSeconds = 5;
export const reconnectSeconds = 0.25;
/**
 * A frozen process must not freeze a room: each wait ends by itself. Such a process may also have transactions that wait for
 * what another of its own holds, and would get it only to hold it as long again. PostgreSQL waits for a row up to twice, for
 * its turn and for the holder, each time this long: twice is shorter than a holder is let stand, so they have given up then.
 */
export const lockTimeoutMs = 1_100;
export const statementTimeoutMs = 10_000;
export const idleInTransactionTimeoutMs = 2_400;

interface PoolOptions {
  readonly max?: number;
  /** Sets the search path, so that each test has tables of its own. */
  readonly schema?: string;
  /** How PostgreSQL lists it. */
  readonly name?: string;
  /** For tests: hears every statement with its values before it is sent. */
  readonly onQuery?: (text: string, values: readonly unknown[]) => void;
}

/** Opens the pool. Bigints come as numbers. */
export function connect(url: string, options: PoolOptions = {}): Sql {
  return createPool(url, {
    max: options.max ?? connectionsMax,
    connect_timeout: connectTimeoutSeconds,
    // The library's own wait grows with each failure of the whole pool, and would outlast the outage by many seconds.
    backoff: () => reconnectSeconds,
    ...(options.onQuery ? { debug: heard(options.onQuery) } : {}),
    onnotice: () => {},
    types: {
      // Money and numbers of streams stay far below 2^53.
      bigint: {
        to: 20,
        from: [20],
        serialize: (value: number) => String(value),
        parse: (text: string) => Number(text),
      },
    },
    connection: {
      application_name: options.name ?? 'livestall',
      lock_timeout: lockTimeoutMs,
      statement_timeout: statementTimeoutMs,
      idle_in_transaction_session_timeout: idleInTransactionTimeoutMs,
      // As words: the driver leaves out what is false. Every statement here is short: compiling one takes longer than it can win.
      jit: 'off',
      // A table that was small when its statement was planned is still read whole after a rush has filled it, until it is
      // analysed a minute later: sessions took 8 ms so. With this the index is taken at once; where none helps, nothing changes.
      enable_seqscan: 'off',
      ...(options.schema ? { search_path: options.schema } : {}),
    },
  }) as unknown as Sql;
}

function heard(onQuery: NonNullable<PoolOptions['onQuery']>) {
  return (_connection: number, text: string, values: unknown[]) => onQuery(text, values);
}

/**
 * True when an error says that the database cannot be reached, is going down, or takes no writes now (it became a replica,
 * its disk is full), not that a statement was wrong.
 */
export function isDatabaseDown(error: unknown): boolean {
  return /^(CONNECT|CONNECTION_|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|57P0[1-5]|08|53|25006|58030)/.test(codeOf(error));
}

/** True when it was too slow or too crowded: a wait ended by its limit. Nothing was written; the same may come again. */
export function isDatabaseBusy(error: unknown): boolean {
  return ['55P03', '57014', '40001', '40P01', '25P03', '25P04'].includes(codeOf(error));
}

/** True when it had to make way for others, by a wait or a ring of waits: nothing was written, and the next try may get through. */
export function isUndoneByOthers(error: unknown): boolean {
  return ['55P03', '40P01', '40001'].includes(codeOf(error));
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}
