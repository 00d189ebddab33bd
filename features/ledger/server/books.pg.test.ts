import { randomUUID } from 'node:crypto';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { booksSource } from '../../../apps/server/books/everything.ts';
import { watchBooks } from '../../../apps/server/watch-books.ts';
import { settledAfterSeconds } from '../../../platform/db/settled.ts';
import { ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';
import { firstId } from '../books-walk.ts';
import type { BooksReport, Wrong } from '../protocol.ts';
import { type BooksNeeds, booksCheckedEveryMs, checkWhenDue } from './books.ts';

let world: SaleWorld;
let vera: string;
let skuId: string;

beforeAll(async () => {
  world = await startSale({ nodes: 2, provider: () => createMemoryProvider({ secret: 'secret' }) });
  [vera] = (await world.addBuyers(1)) as [string];
  ({ skuId } = await world.addSku(100));
});
afterAll(() => world.stop());

const address = {
  ...{ name: 'Vera', line1: 'Main 1', line2: '', postcode: '10115', city: 'Berlin', country: 'DE', phone: '' },
};
const buy = async (card: string) => {
  const id = randomUUID();
  const order = { id, roomId: null, lines: [{ skuId, quantity: 1 }], address, method: { provider: 'sandbox', card } };
  await ask(world.nodes[0]!.url, 'POST', '/api/orders', { account: vera }, order);
  return id;
};
const operator = { account: 'oskar', operator: true } as const;
const read = async (as: object = operator) => ask(world.nodes[1]!.url, 'GET', '/api/operator/books', as);
/** The next check that is due, by both servers at once. */
const check = async () => {
  world.clock.aheadMs += booksCheckedEveryMs;
  await Promise.all(world.nodes.map((node) => node.features.ledger.checkBooks()));
  return (await read()).body.report as unknown as BooksReport;
};
const codes = async () => (await check()).wrongs.map(({ code }) => code).sort();

test('[L13] only an operator reads the report, and there is none before the first check', async () => {
  expect((await read()).body).toEqual({ report: null });
  expect((await read({ account: vera })).body.code).toBe('not_allowed');
  const merchant = { account: vera, roles: { [world.shopId]: ['merchant'] } };
  expect((await read(merchant)).body.code).toBe('not_allowed');
});

test('[L12] sound books are checked whole, by one server, and not again before it is due', async () => {
  const orders = await Promise.all(['ok', 'ok', 'twice', 'decline', 'timeout'].map(buy));
  const merchant = { account: vera, roles: { [world.shopId]: ['merchant' as const] } };
  await ask(world.nodes[0]!.url, 'POST', `/api/orders/${orders[0]}/refund`, merchant, { id: randomUUID() });
  const report = await check();
  expect(report).toMatchObject({
    orders: 5,
    skus: 1,
    entries: 4,
    wrongCount: 0,
    wrongs: [],
    wholeAt: report.checkedAt,
  });
  await buy('ok');
  await world.nodes[1]!.features.ledger.checkBooks();
  expect((await read()).body.report).toEqual(report);
  expect(await check()).toMatchObject({ orders: 6, entries: 5, wrongCount: 0 });
});

test('[L13] an operator has the books checked now; nobody else does', async () => {
  const checkNow = (as: object) => ask(world.nodes[0]!.url, 'POST', '/api/operator/books', as, { id: randomUUID() });
  expect((await checkNow({ account: vera })).body.code).toBe('not_allowed');
  const before = (await read()).body.report as unknown as BooksReport;
  await buy('ok');
  world.clock.aheadMs += 2_000;
  expect((await checkNow(operator)).body.report).toMatchObject({ orders: before.orders + 1, wrongCount: 0 });
});

test('[L12] a planted wrong is found, whatever it is, and gone when it is made good', async () => {
  const { sql } = world;
  const id = await buy('ok');
  await sql`update payments set state = 'declined' where id = ${id}`;
  expect(await codes()).toEqual(['order_unpaid', 'provider_off', 'sale_unpaid']);
  await sql`update payments set state = 'captured' where id = ${id}`;
  await sql`update orders set state = 'cancelled', paid_at = null where id = ${id}`;
  expect(await codes()).toEqual(['money_kept', 'order_untold', 'sold_off']);
  await sql`update orders set state = 'paid', paid_at = now() where id = ${id}`;
  expect(await codes()).toEqual([]);
});

test('[L12] an entry that belongs to nothing and one that is off are found, and the figure says how many', async () => {
  const { sql, shopId } = world;
  const entry = randomUUID();
  await sql`insert into ledger_entries (id, shop_id, at, kind, order_id) values (${entry}, ${shopId}, now(), 'sale_captured', ${randomUUID()})`;
  const line = (position: number, account: string, minor: number) =>
    sql`insert into ledger_lines values (${entry}, ${position}, ${shopId}, ${account}, ${minor}, 'EUR')`;
  await sql`alter table ledger_lines disable trigger ledger_lines_balance`;
  await line(0, 'provider_receivable', 70);
  await line(1, 'sales', -70);
  const report = await check();
  expect(report.wrongs).toMatchObject([{ code: 'entry_without_cause', id: entry }]);
  const id = await buy('ok');
  await sql`insert into ledger_lines values (${id}, 9, ${shopId}, 'sales', 5, 'EUR')`;
  expect(await codes()).toEqual(['entry_off', 'entry_without_cause']);
  const registry = new Registry();
  watchBooks(registry, world.nodes[0]!.features.ledger.readReport);
  expect(await registry.metrics()).toMatch(/^livestall_ledger_wrongs 2$/m);
  expect(await registry.metrics()).toMatch(/^livestall_ledger_whole_seconds \d{10}/m);
  await sql`alter table ledger_entries disable trigger user`;
  await sql`alter table ledger_lines disable trigger user`;
  await sql`delete from ledger_lines where entry_id = ${entry} or (entry_id = ${id} and position = 9)`;
  await sql`delete from ledger_entries where id = ${entry}`;
  for (const table of ['ledger_entries', 'ledger_lines']) await sql.unsafe(`alter table ${table} enable trigger user`);
  expect(await codes()).toEqual([]);
});

/** A job beside the servers': what it is told, and a shop of its own size. */
const job = (roundRowsMax: number) => {
  const told: Wrong[] = [];
  const needs = { ...booksSource, sql: world.sql, now: () => Date.now() + world.clock.aheadMs, roundRowsMax };
  return { told, check: () => checkNow({ ...needs, onWrong: (wrong) => void told.push(wrong) }) };
  async function checkNow(all: BooksNeeds): Promise<BooksReport> {
    world.clock.aheadMs += booksCheckedEveryMs;
    await checkWhenDue(all);
    return (await read()).body.report as unknown as BooksReport;
  }
};

test('[L41] what changed is looked at first, by whichever server, once it is settled; each thing is told once', async () => {
  const { sql } = world;
  const small = job(1);
  await small.check();
  const hourAgo = { id: randomUUID(), at: new Date(Date.now() - 3_600_000).toISOString() };
  await sql`update ledger_checks set walk = jsonb_set(walk, '{changed}', ${sql.json(hourAgo)})`;
  const id = await buy('ok');
  await sql`update orders set delivery_minor = 7 where id = ${id}`;
  // It was written just now: its transaction might not be seen yet.
  for (const at of [0, settledAfterSeconds + 1]) {
    await sql`update orders set changed_at = now() - ${at} * interval '1 second' where id = ${id}`;
    // The round over everything would come to it, now and then, by the chance of its id: it looks at a SKU meanwhile.
    await sql`update ledger_checks set walk = jsonb_set(walk, '{round}', ${sql.json({ of: 'skus', after: firstId })})`;
    const { wrongs } = await small.check();
    expect(wrongs.filter((one) => one.id === id).map(({ code, offMinor }) => [code, offMinor])).toEqual(
      at === 0 ? [] : [['total_off', -7]],
    );
  }
  await small.check();
  expect(small.told).toMatchObject([{ code: 'total_off', id, currency: 'EUR', offMinor: -7 }]);
  await sql`update orders set delivery_minor = 0 where id = ${id}`;
  expect((await small.check()).wrongs).toEqual([]);
  expect(small.told).toHaveLength(1);
});

test('[L42] a round over everything goes on where the check before it ended, in bounded steps, and ends', async () => {
  const { sql } = world;
  const [order] = await sql<{ id: string }[]>`select id from orders order by id desc limit 1`;
  await sql`update orders set sum = 'another', changed_at = now() - interval '1 day' where id = ${order!.id}`;
  const small = job(2);
  const wholeBefore = (await small.check()).wholeAt;
  let rounds = 0;
  for (let report = await small.check(); report.wholeAt === wholeBefore && rounds < 60; rounds += 1) {
    expect(report.orders + report.skus + report.entries).toBeLessThanOrEqual(4 + report.wrongCount);
    report = await small.check();
  }
  for (let more = 0; more < 40; more += 1) await small.check();
  expect(rounds).toBeGreaterThan(2);
  expect(small.told).toMatchObject([{ code: 'key_off', id: order!.id }]);
  await sql`update orders o set sum = c.sum from commands c where c.id = o.id and o.id = ${order!.id}`;
  expect((await small.check()).wrongCount).toBe(0);
});

test('[L43] what a sweeper makes good a moment later is told only when it stays', async () => {
  const { sql, shopId } = world;
  const rows = job(10_000);
  const wait = () => sql`insert into waitlist_places (id, sku_id, shop_id, account_id, quantity)
    values (${randomUUID()}, ${skuId}, ${shopId}, ${vera}, 1)`;
  await wait();
  expect((await rows.check()).wrongCount).toBe(0);
  await sql`delete from waitlist_places`;
  await rows.check();
  await wait();
  await rows.check();
  expect((await rows.check()).wrongs).toMatchObject([{ code: 'undersold', id: skuId }]);
  expect(rows.told).toHaveLength(1);
  await sql`delete from waitlist_places`;
  expect((await rows.check()).wrongCount).toBe(0);
});
