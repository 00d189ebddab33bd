import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { connect, isDatabaseDown } from './connect.ts';

const url = process.env.LIVESTALL_TEST_DATABASE_URL!;
const admin = connect(url, { max: 1, name: 'admin' });
afterAll(() => admin.end());

// Without the mends of the driver the first of these ends the whole process, and the pool never gets well again.
test('a connection that is lost in a transaction fails that transaction alone; the pool goes on', async () => {
  const sql = connect(url, { max: 2, name: 'lost' });
  for (let round = 0; round < 5; round += 1) {
    const lost = Array.from({ length: 2 }, () =>
      sql.begin(async (tx) => {
        await tx`select pg_terminate_backend(pg_backend_pid())`.catch(() => {});
        // Whoever has not noticed goes on, now and a moment later.
        await Promise.allSettled([tx`select 1`, tx`select 2`]);
        await sleep(20);
        return tx`select 3`;
      }),
    );
    for (const one of await Promise.allSettled(lost)) {
      expect(one.status === 'rejected' && isDatabaseDown(one.reason)).toBe(true);
    }
    const found = await Promise.all([1, 2, 3, 4].map((n) => sql`select ${n}::int as n`));
    expect(found.map(([row]) => row!.n)).toEqual([1, 2, 3, 4]);
    expect(await sql.begin(async (tx) => (await tx`select 5 as n`)[0]!.n)).toBe(5);
  }
  await sql.end({ timeout: 1 });
});
