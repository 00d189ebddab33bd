import postgres from 'postgres';

export type Sql = postgres.Sql;
export type TransactionSql = postgres.TransactionSql;
/** For reading functions: the pool, or a transaction that wants to read its own writes. */
export type Reader = Sql | TransactionSql;

/** PostgreSQL refuses the 101st by default; two processes of ours must fit. */
export const connectionsMax = 20;
export const connectTimeoutSeconds = 5;
export const reconnectSeconds = 0.25;
/** A frozen process must not freeze a room: each wait ends by itself. */
export const lockTimeoutMs = 3_000;
export const statementTimeoutMs = 10_000;
export const idleInTransactionTimeoutMs = 5_000;

/** Opens the pool. `schema` sets the search path, so that each test has tables of its own. Bigints come as numbers. */
export function connect(url: string, options: { max?: number; schema?: string } = {}): Sql {
  return postgres(url, {
    max: options.max ?? connectionsMax,
    connect_timeout: connectTimeoutSeconds,
    // The library's own wait grows with each failure of the whole pool, and would outlast the outage by many seconds.
    backoff: () => reconnectSeconds,
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
      application_name: 'livestall',
      lock_timeout: lockTimeoutMs,
      statement_timeout: statementTimeoutMs,
      idle_in_transaction_session_timeout: idleInTransactionTimeoutMs,
      ...(options.schema ? { search_path: options.schema } : {}),
    },
  }) as unknown as Sql;
}

/** True when an error says that the database cannot be reached or is going down, not that a statement was wrong. */
export function isDatabaseDown(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return false;
  return /^(CONNECT|CONNECTION_|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|57P0[1-3]|08|53300)/.test(code);
}
