import { randomUUID } from 'node:crypto';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { watchBooks } from '../../../apps/server/watch-books.ts';
import { ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';
import type { BooksReport } from '../protocol.ts';
import { booksCheckedEveryMs } from './books.ts';

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
  expect(report).toMatchObject({ orders: 5, payments: 5, entries: 4, wrongCount: 0, wrongs: [] });
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
  expect(await codes()).toEqual(['money_kept']);
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
  expect(report.wrongs).toEqual([{ code: 'provider_off', id: shopId, currency: 'EUR', offMinor: 70 }]);
  const id = await buy('ok');
  await sql`insert into ledger_lines values (${id}, 9, ${shopId}, 'sales', 5, 'EUR')`;
  expect(await codes()).toEqual(['entry_off', 'provider_off']);
  const registry = new Registry();
  watchBooks(registry, world.nodes[0]!.features.ledger.readReport);
  expect(await registry.metrics()).toMatch(/^livestall_ledger_wrongs 2$/m);
});
