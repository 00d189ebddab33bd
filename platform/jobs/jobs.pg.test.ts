import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createTestSchema } from '../db/test-schema.ts';
import { createMemoryMail } from '../mail/memory-mail.ts';
import { createQueuedMail } from '../mail/queued-mail.ts';
import type { Jobs } from './jobs.ts';
import { createMemoryJobs } from './memory-jobs.ts';
import { createPgJobs } from './pg-jobs.ts';

let database: Awaited<ReturnType<typeof createTestSchema>>;
const faults: string[] = [];
const log = { error: (_details: unknown, message?: string) => void faults.push(message ?? '') };
const start = () =>
  createPgJobs({ url: database.url, schema: `${database.schema}_jobs`, log: log as never, retrySeconds: 1 });

beforeAll(async () => {
  database = await createTestSchema();
});
afterAll(async () => {
  await database.sql.unsafe(`drop schema if exists ${database.schema}_jobs cascade`);
  await database.drop();
});

const soon = { timeout: 15_000, interval: 50 };

describe.each([
  ['memory', async (): Promise<Jobs> => createMemoryJobs()],
  ['PostgreSQL', start],
] as const)('jobs in %s', (kind, make) => {
  test('[J1] a job is done with what it was sent, also when it was sent before anybody worked', async () => {
    const jobs = await make();
    const done: unknown[] = [];
    await jobs.send(`j1-${kind}`, { number: 1 });
    await jobs.work(`j1-${kind}`, async (data) => void done.push(data));
    await jobs.send(`j1-${kind}`, { number: 2 });
    await vi.waitFor(() => expect(done).toEqual([{ number: 1 }, { number: 2 }]), soon);
    await jobs.close();
  });

  test('[J4] a job with an id is done once, however often it was sent', async () => {
    const jobs = await make();
    const done: unknown[] = [];
    const [one, two] = [randomUUID(), randomUUID()];
    for (const id of [one, one, two]) await jobs.send(`j4-${kind}`, { id }, id);
    await jobs.work(`j4-${kind}`, async (data) => void done.push(data));
    await jobs.send(`j4-${kind}`, { id: two }, two);
    await vi.waitFor(() => expect(done).toHaveLength(2), soon);
    await jobs.send(`j4-${kind}`, { id: one }, one);
    await jobs.send(`j4-${kind}`, { last: true });
    await vi.waitFor(() => expect(done).toEqual([{ id: one }, { id: two }, { last: true }]), soon);
    await jobs.close();
  });

  test('[J2] a job that fails is tried again', async () => {
    const jobs = await make();
    let tries = 0;
    await jobs.work(`j2-${kind}`, async () => {
      tries += 1;
      if (tries < 2) throw new Error('not yet');
    });
    await jobs.send(`j2-${kind}`, {});
    await vi.waitFor(() => expect(tries).toBe(2), soon);
    await jobs.close();
  });
});

test('[J3] a job outlives the process that took it', async () => {
  const first = await start();
  await first.send('j3', { kept: true });
  await first.close();
  const second = await start();
  const done: unknown[] = [];
  await second.work('j3', async (data) => void done.push(data));
  await vi.waitFor(() => expect(done).toEqual([{ kept: true }]), soon);
  await second.close();
});

test('[M5] a letter waits for a mail server that is down, sealed, and arrives when it is back', async () => {
  const jobs = await start();
  const mail = createMemoryMail();
  const queued = await createQueuedMail({ jobs, mail, key: randomBytes(32) });
  mail.failNext();
  faults.length = 0;
  const letter = { to: 'host@livestall.example', subject: 'Reset', text: 'https://shop.example/reset?token=abc' };
  await queued.send(letter);
  const rows = await database.sql.unsafe(`select * from ${database.schema}_jobs.job where name = 'mail'`);
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toMatch(/host@|token=/);
  await vi.waitFor(() => expect(mail.letters).toEqual([letter]), soon);
  expect(faults).toEqual(['a job failed']);
  await jobs.close();
});
