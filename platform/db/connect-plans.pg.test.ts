import { afterAll, expect, test } from 'vitest';
import { createTestSchema } from './test-schema.ts';

const schema = await createTestSchema({ max: 1 });
afterAll(() => schema.drop());

test('a statement that was planned while its table was small takes the index when a rush has filled it', async () => {
  const { sql } = schema;
  await sql`create table guests (token text primary key, name text not null) with (autovacuum_enabled = false)`;
  const read = () => sql`select name from guests where token = any(${['token-1']}::text[])`;
  await sql`insert into guests values ('token-1', 'Vera')`;
  await sql`analyze guests`;
  // Often enough for the server to keep one plan for all.
  for (let time = 0; time < 12; time += 1) await read();
  await sql`insert into guests select 'token-' || n, 'Guest' from generate_series(2, 20000) n`;
  await sql`select pg_stat_force_next_flush()`;
  const scans = async () => {
    const [row] = await sql<{ whole: number }[]>`
      select seq_scan as whole from pg_stat_user_tables where schemaname = current_schema() and relname = 'guests'`;
    return row!.whole;
  };
  const before = await scans();
  await read();
  await sql`select pg_stat_force_next_flush()`;
  expect(await scans()).toBe(before);
});
