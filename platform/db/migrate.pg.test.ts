import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { lockTimeoutMs } from './connect.ts';
import { migrate } from './migrate.ts';
import { createTestSchema } from './test-schema.ts';

const schema = await createTestSchema({ max: 3 });
const folder = mkdtempSync(path.join(tmpdir(), 'livestall-migrate-'));
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await schema.drop();
});

test('a change of a table waits for servers that still sell from it, longer than one lock is waited for', async () => {
  const { sql } = schema;
  await sql`create table sold (id int)`;
  writeFileSync(path.join(folder, '001-more.sql'), 'alter table sold add column units int not null default 1;');
  const selling = sql.begin(async (tx) => {
    await tx`insert into sold values (1)`;
    await sleep(lockTimeoutMs + 300);
    await tx`insert into sold values (2)`;
  });
  expect(await migrate(sql, [{ name: 'sales', folder }])).toEqual(['sales/001-more.sql']);
  await selling;
  expect([...(await sql`select id, units from sold order by id`)]).toEqual([
    { id: 1, units: 1 },
    { id: 2, units: 1 },
  ]);
});
