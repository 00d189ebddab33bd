import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readFacts, readHeads } from '../beat/read-facts.ts';
import { seenFolds } from '../beat/simulation/folds.ts';
import { createTransact, type Transact } from '../beat/transact.ts';
import type { Sql } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';
import { createTestSchema } from '../db/test-schema.ts';
import { type Fact, personStream, roomStream, staffStream } from '../kit/fact.ts';
import type { StreamName } from '../kit/socket-protocol.ts';
import { startTestServer, type TestServer, testRoom } from './test-server.ts';
import type { TestViewer } from './test-viewer.ts';

let schema: Awaited<ReturnType<typeof createTestSchema>>;
let sql: Sql;
let node: TestServer;
let transact: Transact;
/** A process that dies after the commit: nothing is published. */
let transactAndDie: Transact;

beforeAll(async () => {
  schema = await createTestSchema();
  sql = schema.sql;
  await migrate(sql, [{ name: 'beat', folder: path.join(import.meta.dirname, '../beat/migrations') }]);
});

beforeEach(async () => {
  await sql`truncate facts, streams`;
  const store = {
    readHeads: (streams: readonly string[]) => readHeads(sql, streams),
    readFacts: (stream: string, after: number, limit: number) => readFacts(sql, stream, after, limit),
  };
  node = await startTestServer({ store });
  transact = createTransact({ sql, now: Date.now, publish: node.bus.publish });
  transactAndDie = createTransact({ sql, now: Date.now, publish: () => {} });
});

afterEach(() => node.close());
afterAll(() => schema.drop());

const room = roomStream(testRoom.id);
const staff = staffStream(testRoom.id);
const said = (value: number, secret = 'public'): Fact => ({ kind: 'said', body: { value, secret } });
const tell = (stream: string, ...facts: Fact[]) => transact(async (tx) => tx.tell(stream, ...facts));

async function truth(stream: string) {
  const facts = await readFacts(sql, stream, 0, 10_000);
  return facts.reduce((state, fact) => seenFolds.room.apply(state, fact), seenFolds.room.initial);
}

const at = (viewer: TestViewer<typeof seenFolds>, stream: StreamName, number: number) =>
  viewer.until(`${stream} ${number}`, () => viewer.replica.position(stream)?.number === number);

describe('a room over real sockets', () => {
  test('[B2] a viewer cut off for seconds gets every fact in order and nothing twice', async () => {
    const vera = node.viewer('vera');
    await vera.connect();
    await at(vera, 'room', 0);
    for (let value = 1; value <= 5; value += 1) await tell(room, said(value));
    await at(vera, 'room', 5);
    vera.cut();
    for (let value = 6; value <= 40; value += 1) await tell(room, said(value));
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    for (let value = 41; value <= 45; value += 1) await tell(room, said(value));
    await vera.connect();
    await tell(room, said(46));
    await at(vera, 'room', 46);
    expect(vera.numbers.room).toEqual(Array.from({ length: 46 }, (_, index) => index + 1));
    expect(vera.replica.state('room')).toEqual(await truth(room));
    expect(vera.messages.filter(({ kind }) => kind === 'resync')).toEqual([]);
  });

  test('[B2] all viewers are cut off at once, five times while facts come: none lacks a fact or has one twice', async () => {
    const viewers = Array.from({ length: 40 }, () => node.viewer('wen'));
    const connect = () => Promise.all(viewers.map((viewer) => viewer.connect()));
    await connect();
    for (const viewer of viewers) await at(viewer, 'room', 0);
    let last = 0;
    const tellMore = async (count: number) => {
      for (const end = last + count; last < end; ) {
        last += 1;
        await tell(room, said(last));
      }
    };
    for (let storm = 0; storm < 5; storm += 1) {
      await tellMore(5);
      for (const viewer of viewers) viewer.cut();
      await tellMore(20);
      await Promise.all([connect(), tellMore(10)]);
    }
    for (const viewer of viewers) await at(viewer, 'room', last);
    const all = Array.from({ length: last }, (_, index) => index + 1);
    for (const { numbers, messages } of viewers) {
      expect(numbers.room).toEqual(all);
      expect(messages.filter(({ kind }) => kind === 'resync')).toEqual([]);
    }
  });

  test('[B6] a viewer that comes late sees the exact state, and goes on from there', async () => {
    for (let value = 1; value <= 30; value += 1) await tell(room, said(value));
    const wen = node.viewer('wen');
    await wen.connect();
    await at(wen, 'room', 30);
    expect(wen.replica.state('room')).toEqual(await truth(room));
    expect(wen.numbers.room).toEqual([]);
    await tell(room, said(31));
    await at(wen, 'room', 31);
    expect(wen.numbers.room).toEqual([31]);
    expect(wen.replica.state('room')).toEqual(await truth(room));
  });

  test('[B4] a fact whose teller died, with none after it, is seen within 2 s', async () => {
    const vera = node.viewer('vera');
    await vera.connect();
    await at(vera, 'room', 0);
    const startedAt = Date.now();
    await transactAndDie(async (tx) => {
      tx.tell(room, said(1));
      tx.tell(personStream('vera'), said(2));
    });
    await at(vera, 'room', 1);
    await at(vera, 'person', 1);
    expect(Date.now() - startedAt).toBeLessThan(2_000);
  });

  test('[B12] what belongs to the staff or to a buyer never reaches another viewer', async () => {
    const [hana, vera, viktor, wen] = (['hana', 'vera', 'viktor', 'wen'] as const).map((name) => node.viewer(name));
    for (const viewer of [hana!, vera!, viktor!, wen!]) await viewer.connect();
    for (const viewer of [hana!, vera!, viktor!, wen!]) await at(viewer, 'room', 0);
    await transact(async (tx) => {
      tx.tell(staff, said(1, 'for-the-staff'));
      tx.tell(personStream('vera'), said(2, 'for-vera'));
      tx.tell(room, said(3, 'for-all'));
    });
    await at(hana!, 'staff', 1);
    await at(vera!, 'person', 1);
    for (const viewer of [hana!, vera!, viktor!, wen!]) await at(viewer, 'room', 1);
    // Comes late, and is told nothing of it either.
    const late = node.viewer('viktor');
    await late.connect();
    await at(late, 'room', 1);
    const heard = (secret: string) =>
      [hana!, vera!, viktor!, wen!, late].map(({ heard: texts }) => texts.some((text) => text.includes(secret)));
    expect(heard('for-all')).toEqual([true, true, true, true, true]);
    expect(heard('for-the-staff')).toEqual([true, false, false, false, false]);
    expect(heard('for-vera')).toEqual([false, true, false, false, false]);
  });

  test('[B12] somebody who signs in at the same browser gets their own stream, not the last one’s', async () => {
    await tell(personStream('vera'), said(1, 'for-vera'));
    await tell(personStream('viktor'), said(2, 'for-viktor'), said(3, 'for-viktor'));
    const vera = node.viewer('vera');
    await vera.connect();
    await at(vera, 'person', 1);
    const viktor = node.viewer('viktor');
    await viktor.connect({ ...vera.replica.hello() });
    await at(viktor, 'person', 2);
    expect(viktor.replica.state('person')).toEqual(await truth(personStream('viktor')));
    expect(viktor.messages.filter(({ kind }) => kind === 'resync')).toEqual([]);
  });

  test('[B5] after a restored backup every viewer is told to drop what it has, and gets the state', async () => {
    for (let value = 1; value <= 5; value += 1) await tell(room, said(value));
    const vera = node.viewer('vera');
    await vera.connect();
    await at(vera, 'room', 5);
    await sql`delete from facts where stream = ${room} and number > 2`;
    await sql`update streams set head = 2, epoch = epoch + 1 where stream = ${room}`;
    await at(vera, 'room', 2);
    await tell(room, said(99));
    await at(vera, 'room', 3);
    expect(vera.messages.filter(({ kind }) => kind === 'resync')).toHaveLength(1);
    expect(vera.replica.state('room')).toEqual(await truth(room));
  });

  test('[B16] signing out closes the session’s sockets for good; a changed role brings them back', async () => {
    const [hana, vera, viktor] = (['hana', 'vera', 'viktor'] as const).map((name) => node.viewer(name));
    for (const viewer of [hana!, vera!, viktor!]) await viewer.connect();
    node.bus.publish('revoked', { sessionId: 'session-vera', why: 'session_ended' });
    expect(await vera!.closed()).toBe('4503 session_ended');
    node.bus.publish('revoked', { accountId: 'hana', why: 'session_changed' });
    expect(await hana!.closed()).toBe('4402 session_changed');
    await tell(room, said(1));
    await at(viktor!, 'room', 1);
    expect(node.server.sockets()).toBe(1);
  });
});
