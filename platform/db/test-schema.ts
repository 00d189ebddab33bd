import { randomBytes } from 'node:crypto';
import { connect, type Sql } from './connect.ts';

/** For tests: a schema of its own on the real PostgreSQL that the test run started. */
export async function createTestSchema(options: { max?: number } = {}): Promise<{
  sql: Sql;
  schema: string;
  url: string;
  drop(): Promise<void>;
}> {
  const url = process.env.LIVESTALL_TEST_DATABASE_URL;
  if (!url) throw new Error('LIVESTALL_TEST_DATABASE_URL is not set: run through vitest, which starts PostgreSQL.');
  const schema = `test_${randomBytes(6).toString('hex')}`;
  const first = connect(url, { max: 1 });
  await first.unsafe(`create schema ${schema}`);
  await first.end();
  const sql = connect(url, { max: options.max ?? 10, schema });
  return {
    sql,
    schema,
    url,
    async drop() {
      await sql.unsafe(`drop schema ${schema} cascade`);
      await sql.end({ timeout: 1 });
    },
  };
}
