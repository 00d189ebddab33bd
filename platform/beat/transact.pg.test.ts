import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connect, type Sql } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';
import { createTestSchema } from '../db/test-schema.ts';
import { personStream, roomStream } from '../kit/fact.ts';
import { isRefusal, refuse } from '../kit/refusal.ts';
import { commandsKeptMs, forgetCommands, once, readCommands, rememberCommands } from './once.ts';
import { readFacts, readHeads } from './read-facts.ts';
import { createTransact, type ToldRun, type Transact, toldSubject } from './transact.ts';

let schema: Awaited<ReturnType<typeof createTestSchema>>;
let sql: Sql;
let transact: Transact;
let published: { subject: string; payload: unknown }[] = [];

beforeAll(async () => {
  schema = await createTestSchema();
  sql = schema.sql;
  await migrate(sql, [{ name: 'beat', folder: path.join(import.meta.dirname, 'migrations') }]);
  await sql`create table stock (sku text primary key, left_over int not null check (left_over >= 0))`;
  await sql`insert into stock values ('scarf', 10)`;
  transact = createTransact({
    sql,
    now: Date.now,
    publish: (subject, payload) => published.push({ subject, payload }),
  });
});

beforeEach(() => {
  published = [];
});

afterAll(() => schema.drop());

const bought = (buyer: number) => ({ kind: 'order.paid', body: { buyer } });

describe('telling facts', () => {
  test('[B1] numbers start at 1 and have no holes, whoever writes at the same time', async () => {
    const room = roomStream(randomUUID());
    const buyers = Array.from({ length: 60 }, (_, buyer) => buyer);
    await Promise.all(
      buyers.map((buyer) =>
        transact(async (tx) => tx.tell(room, bought(buyer), ...(buyer % 3 ? [] : [bought(buyer)]))),
      ),
    );
    const facts = await readFacts(sql, room, 0, 1_000);
    expect(facts.map(({ number }) => number)).toEqual(Array.from({ length: 80 }, (_, index) => index + 1));
    expect((await readHeads(sql, [room])).get(room)?.head).toBe(80);
  });

  test('[B1] number order is commit order: who sees a number sees all before it', async () => {
    const room = roomStream(randomUUID());
    let done = false;
    const writing = Promise.all(
      Array.from({ length: 100 }, (_, buyer) => transact(async (tx) => tx.tell(room, bought(buyer)))),
    ).finally(() => {
      done = true;
    });
    while (!done) {
      const numbers = (await readFacts(sql, room, 0, 1_000)).map(({ number }) => number);
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    }
    await writing;
  });

  test('[B1] a page of facts ends where it was told to, and the time is kept to the millisecond', async () => {
    const room = roomStream(randomUUID());
    let at = 0;
    await transact(async (tx) => {
      at = tx.now;
      tx.tell(room, bought(1), bought(2), bought(3));
    });
    expect(await readFacts(sql, room, 1, 1)).toEqual([{ number: 2, at, kind: 'order.paid', body: { buyer: 2 } }]);
  });

  test('[B20] the hint carries what was committed, after the commit, and signals follow it', async () => {
    const room = roomStream(randomUUID());
    await transact(async (tx) => {
      tx.signal('moment', { roomId: 'r', moment: { kind: 'buying' } });
      tx.tell(room, bought(1));
      tx.tell(room, bought(2));
      expect(published).toEqual([]);
    });
    expect(published.map(({ subject }) => subject)).toEqual([toldSubject, 'moment']);
    const [run] = published[0]!.payload as ToldRun[];
    expect(run!.facts).toEqual(await readFacts(sql, room, 0, 10));
    expect(run!.epoch).toBe((await readHeads(sql, [room])).get(room)!.epoch);
  });

  test('[B20] a transaction that fails tells nobody anything', async () => {
    const room = roomStream(randomUUID());
    const failing = transact(async (tx) => {
      tx.tell(room, bought(1));
      tx.signal('moment', {});
      await tx.sql`update stock set left_over = -1 where sku = 'scarf'`;
    });
    await expect(failing).rejects.toThrow(/check constraint/);
    expect(published).toEqual([]);
    expect(await readFacts(sql, room, 0, 10)).toEqual([]);
  });

  test('[B21] transactions that tell the same streams in any order do not wait for each other in a ring', async () => {
    const streams = Array.from({ length: 6 }, () => personStream(randomUUID()));
    const writing = Array.from({ length: 120 }, (_, round) =>
      transact(async (tx) => {
        const mixed = streams.map((stream, index) => ({ stream, order: (index * 7 + round * 5) % 6 }));
        for (const { stream } of mixed.sort((a, b) => a.order - b.order)) tx.tell(stream, bought(round));
      }),
    );
    await Promise.all(writing);
    for (const { head } of (await readHeads(sql, streams)).values()) expect(head).toBe(120);
  });

  test('[B21] a process frozen inside a transaction does not freeze the room for longer than its time-out', async () => {
    const room = roomStream(randomUUID());
    const short = connect(schema.url, { max: 1, schema: schema.schema });
    await short`set idle_in_transaction_session_timeout = 300`;
    const frozen = createTransact({ sql: short, now: Date.now, publish: () => {} })(async (tx) => {
      await tx.sql`insert into streams values (${room}, 1, 1)`;
      await new Promise((resolve) => setTimeout(resolve, 1_200));
    }).catch((error: Error) => error);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const startedAt = Date.now();
    await transact(async (tx) => tx.tell(room, bought(1)));
    expect(Date.now() - startedAt).toBeLessThan(1_000);
    expect(await frozen).toBeInstanceOf(Error);
    await short.end({ timeout: 1 });
  });
});

describe('once', () => {
  const key = (id: string) => ({ id, actor: 'vera', act: 'buy', body: { sku: 'scarf', count: 1 } });

  test('[B19] the same id gives the same answer and does the work once, ten times over', async () => {
    const id = randomUUID();
    let worked = 0;
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        transact((tx) =>
          once(tx, key(id), async () => {
            worked += 1;
            return { order: 'o1' };
          }),
        ),
      ),
    );
    expect(worked).toBe(1);
    expect(answers).toEqual(Array.from({ length: 10 }, () => ({ order: 'o1' })));
  });

  test('[B19] the id of another actor, act or body is refused id_reused; the order of keys is no difference', async () => {
    const id = randomUUID();
    const run = (other: object) => transact((tx) => once(tx, { ...key(id), ...other }, async () => 'done'));
    expect(await run({})).toBe('done');
    expect(await run({ body: { count: 1, sku: 'scarf' } })).toBe('done');
    for (const other of [{ actor: 'viktor' }, { act: 'sell' }, { body: { sku: 'scarf', count: 2 } }]) {
      expect(await run(other)).toEqual(refuse('id_reused'));
    }
  });

  test('[B19] a refusal and a fault are not kept: the same command may succeed later', async () => {
    const id = randomUUID();
    expect(await transact((tx) => once(tx, key(id), async () => refuse('sold_out')))).toEqual(refuse('sold_out'));
    const fault = transact((tx) => once(tx, key(id), () => Promise.reject(new Error('broken'))));
    await expect(fault).rejects.toThrow('broken');
    expect(await transact((tx) => once(tx, key(id), async () => undefined))).toBeUndefined();
    expect(isRefusal(await transact((tx) => once(tx, key(id), async () => 'again')))).toBe(false);
  });

  test('[B19] an answer is kept for 30 days, and then forgotten', async () => {
    const [old, kept] = [randomUUID(), randomUUID()];
    for (const id of [old, kept]) await transact((tx) => once(tx, key(id), async () => id));
    await schema.sql`update commands set at = to_timestamp(0) where id = ${old}`;
    expect(await forgetCommands(schema.sql, commandsKeptMs + 1)).toBe(1);
    expect(await forgetCommands(schema.sql, commandsKeptMs + 1)).toBe(0);
    expect(await transact((tx) => once(tx, key(kept), async () => 'again'))).toBe(kept);
    expect(await transact((tx) => once(tx, key(old), async () => 'again'))).toBe('again');
  });

  test('[B19] a batch remembers and reads its commands in one statement each', async () => {
    const rows = [1, 2].map((answer) => ({
      id: randomUUID(),
      actor: 'vera',
      act: 'buy',
      sum: 's',
      answer: { answer },
    }));
    await transact((tx) => rememberCommands(tx, rows));
    const found = await transact((tx) => readCommands(tx, [...rows.map(({ id }) => id), randomUUID()]));
    expect([...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
      [...rows].sort((a, b) => (a.id < b.id ? -1 : 1)),
    );
  });
});
