import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createTransact } from '../../../platform/beat/transact.ts';
import { findWrongs } from '../../../tools/sale-books.ts';
import { ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { type Totals, totalsOf } from '../../orders/totals.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';
import { firstMethod, firstTax, type ShopTerms } from '../../shops/terms.ts';
import { type Cart, cartLinesMax } from '../protocol.ts';

const address = {
  ...{ name: 'Vera', line1: 'Main 1', line2: '', postcode: '10115', city: 'Berlin', country: 'DE', phone: '' },
};
let world: SaleWorld;

beforeAll(async () => {
  world = await startSale({ nodes: 2, provider: () => createMemoryProvider({ secret: 'secret' }) });
});
afterEach(async () => {
  expect(await findWrongs(world.sql)).toEqual([]);
  expect(world.faults).toEqual([]);
});
afterAll(() => world.stop());

const send = (method: string, path: string, account: string, body?: object, node = 0) =>
  ask(world.nodes[node]!.url, method, path, account === '' ? {} : { account }, body);
const line = (skuId: string, quantity = 1, more: object = {}) => ({
  ...{ skuId, roomId: world.roomId, quantity, shownMinor: 1_290, shownInDeal: false, ...more },
});
const put = (account: string, wanted: object, id = randomUUID(), node = 0) =>
  send('POST', '/api/me/cart/lines', account, { id, line: wanted }, node);
const cartOf = async (account: string) => (await send('GET', '/api/me/cart', account)).body as unknown as Cart;
const quantities = ({ groups }: Cart) => groups.flatMap(({ lines }) => lines.map(({ quantity }) => quantity));
const orderOf = (lines: readonly object[], more: object = {}) => ({
  ...{ id: randomUUID(), roomId: world.roomId, lines, address, cart: true },
  ...{ method: { provider: 'sandbox', card: 'ok' }, ...more },
});
const buy = (account: string, body: object, node = 0) => send('POST', '/api/orders', account, body, node);
const codes = (answers: readonly { status: number; body: Record<string, unknown> }[]) =>
  Object.fromEntries(
    [...Map.groupBy(answers, ({ status, body }) => String(body.code ?? status))].map(([code, all]) => [
      code,
      all.length,
    ]),
  );

test('[Z1] [Z2] [Z3] one puts in, changes and takes out; a repeat changes once; what is wrong is refused', async () => {
  const [{ skuId }, [vera, wen]] = [await world.addSku(9), await world.addBuyers(2)];
  expect((await put('', line(skuId))).body.code).toBe('name_needed');
  const id = randomUUID();
  for (const node of [0, 1]) expect((await put(vera!, line(skuId, 2), id, node)).body).toMatchObject({ units: 2 });
  expect((await put(wen!, line(skuId, 2), id)).body.code).toBe('id_reused');
  expect((await put(vera!, line(skuId))).body).toMatchObject({ units: 3 });
  const change = (quantity: number, roomId: string | null = world.roomId) =>
    send('PUT', '/api/me/cart/lines', vera!, { id: randomUUID(), skuId, roomId, quantity });
  expect((await change(5)).body).toMatchObject({ groups: [{ goodsMinor: 5 * 1_290, lines: [{ quantity: 5 }] }] });
  expect((await change(5, null)).body.code).toBe('cart_line_unknown');
  expect((await put(vera!, line(skuId, 95))).body).toMatchObject({ code: 'cart_line_full', details: { max: 99 } });
  expect((await put(vera!, line(randomUUID()))).body.code).toBe('sku_unknown');
  expect((await put(vera!, line(skuId, 1, { roomId: randomUUID() }))).body.code).toBe('room_unknown');
  expect((await cartOf(wen!)).units).toBe(0);
  expect((await change(0)).body).toEqual({ groups: [], units: 0 });
  expect((await change(0)).status).toBe(200);
});

test('[Z3] twenty lines and no more, also when several are put in at once on two servers', async () => {
  const [buyer] = await world.addBuyers(1);
  const skuIds = [];
  for (let index = 0; index < 10; index += 1) skuIds.push((await world.addSku(1)).skuId);
  const outside = [...skuIds, ...skuIds.slice(0, 7)].map(
    (skuId, at) => [skuId, at < 10 ? null : world.roomId] as const,
  );
  await world.sql`
    insert into cart_lines (account_id, sku_id, room_id, quantity, shown_minor, shown_in_deal, put_at)
    select ${buyer!}, sku_id, room_id, 1, 0, false, now()
    from unnest(${outside.map(([skuId]) => skuId)}::uuid[], ${outside.map(([, room]) => room)}::uuid[]) as t (sku_id, room_id)`;
  const more = [...skuIds.slice(7), (await world.addSku(1)).skuId, (await world.addSku(1)).skuId];
  expect(outside.length).toBe(cartLinesMax - 3);
  const answers = await Promise.all(more.map((skuId, index) => put(buyer!, line(skuId), randomUUID(), index % 2)));
  expect(codes(answers)).toEqual({ 200: 3, cart_full: 2 });
});

test('[Z8] [O45] a cart that is checked out 100 times at once on two servers becomes one order, whatever the ids', async () => {
  const [one, other] = [await world.addSku(1_000), await world.addSku(1_000)];
  const [buyer] = await world.addBuyers(1);
  for (const { skuId } of [one, other]) await put(buyer!, line(skuId, 2));
  const lines = [one, other].map(({ skuId }) => ({ skuId, quantity: 2 }));
  const again = orderOf(lines);
  const tries = Array.from({ length: 100 }, (_, index) => (index % 2 ? orderOf(lines) : again));
  const answers = await Promise.all(tries.map((body, index) => buy(buyer!, body, index % 3 === 0 ? 1 : 0)));
  const orders = await world.sql`select id from orders where account_id = ${buyer!}`;
  expect(orders).toHaveLength(1);
  const placed = answers.filter(({ status }) => status === 200);
  expect(new Set(placed.map(({ body }) => body.id))).toEqual(new Set([orders[0]!.id]));
  expect(codes(answers.filter(({ status }) => status !== 200))).toEqual({ cart_changed: 100 - placed.length });
  expect((placed[0]!.body.lines as object[]).length).toBe(2);
  expect((await cartOf(buyer!)).units).toBe(0);
});

test('[Z8] less than lies there leaves the rest; a refused order takes nothing out; buying at once leaves the cart alone', async () => {
  const [{ skuId }, [buyer]] = [await world.addSku(9), await world.addBuyers(1)];
  await put(buyer!, line(skuId, 3));
  const refused = await buy(buyer!, orderOf([{ skuId, quantity: 3 }], { expectedTotalMinor: 1 }));
  expect(refused.body).toMatchObject({ code: 'price_changed', details: { totalMinor: 3 * 1_290 } });
  expect(quantities(await cartOf(buyer!))).toEqual([3]);
  expect((await buy(buyer!, orderOf([{ skuId, quantity: 1 }], { cart: false }))).status).toBe(200);
  expect(quantities(await cartOf(buyer!))).toEqual([3]);
  expect((await buy(buyer!, orderOf([{ skuId, quantity: 2 }]))).status).toBe(200);
  expect(quantities(await cartOf(buyer!))).toEqual([1]);
  expect((await buy(buyer!, orderOf([{ skuId, quantity: 2 }]))).body.code).toBe('cart_changed');
  expect((await buy(buyer!, orderOf([{ skuId, quantity: 1 }], { roomId: null }))).body.code).toBe('cart_changed');
});

test('[Z5] [Z7] prices, stock and what has changed are read now, for an account and for whoever has none', async () => {
  const [{ skuId }, gone, [buyer]] = [await world.addSku(9, 1_500), await world.addSku(0), await world.addBuyers(1)];
  const lines = [line(skuId, 2), line(gone.skuId)];
  for (const one of lines) await put(buyer!, one);
  await world.sql`update skus set live_price_minor = 900 where id = ${skuId}`;
  const expected = {
    ...{ roomId: world.roomId, room: { title: 'Scarves', state: 'live' }, currency: 'EUR', goodsMinor: 1_800 },
    lines: [
      { skuId, priceMinor: 900, shownMinor: 1_290, says: ['price_changed'], buys: true },
      { skuId: gone.skuId, says: ['sold_out'], most: 0, buys: false },
    ],
  };
  expect(await cartOf(buyer!)).toMatchObject({ groups: [expected], units: 3 });
  expect((await send('POST', '/api/cart/price', '', { lines })).body).toMatchObject({ groups: [expected] });
  const bought = orderOf([{ skuId, quantity: 2 }], { expectedTotalMinor: 1_800 });
  expect((await buy(buyer!, bought)).body).toMatchObject({ state: 'paid', totalMinor: 1_800 });
  expect(quantities(await cartOf(buyer!))).toEqual([1]);
});

test('[Z4] [Z9] what a browser kept comes once; a guest’s cart goes along; a room that goes leaves its lines', async () => {
  const [a, b, [guest, account]] = [await world.addSku(9), await world.addSku(9), await world.addBuyers(2)];
  const body = { id: randomUUID(), lines: [line(a.skuId, 2), line(b.skuId), line(randomUUID())] };
  const answers = await Promise.all([0, 1, 0].map((node) => send('POST', '/api/me/cart/bring', guest!, body, node)));
  for (const answer of answers) expect(answer.body).toMatchObject({ units: 3 });
  await put(account!, line(a.skuId));
  const { carts } = world.nodes[0]!.features;
  const transact = createTransact({ sql: world.sql, now: Date.now, publish: () => {} });
  await transact((tx) => carts.moveOwned(tx, guest!, account!));
  expect([(await cartOf(guest!)).units, quantities(await cartOf(account!))]).toEqual([0, [2, 1]]);
  await transact((tx) => carts.leaveRoom(tx, world.roomId));
  expect((await cartOf(account!)).groups.map(({ roomId, room }) => [roomId, room])).toEqual([[null, null]]);
});

test('[O70] [O73] what the page reckons of a cart, a way and the terms is what its order costs, at each rate', async () => {
  const [[vera], shirt, book] = [await world.addBuyers(1), await world.addSku(3), await world.addSku(3, 999)];
  await world.sql`update products set tax_class = 'reduced' where id = ${book.productId}`;
  const way = (name: string, costMinor: number) => ({ ...firstMethod, id: randomUUID(), name, costMinor });
  const [post, express] = [way('Post', 0), way('Express', 990)];
  const tax = { ...firstTax, pricesInclude: false, rateBp: 1_900, reducedBp: 700 };
  const delivery = { methods: [post, express], pickup: false, pickupNote: '' };
  await world.setTerms({ tax, delivery });
  for (const { skuId } of [shirt, book]) await put(vera!, line(skuId, 2));
  const [group] = (await cartOf(vera!)).groups;
  const terms: ShopTerms = { currency: 'EUR', country: 'DE', tax, delivery, sandbox: true, stripe: false };
  const place = { country: 'DE', pickup: false, deliveryId: express.id };
  const totals = totalsOf(group!, place, terms) as Totals;
  expect(totals.taxes.map(({ rateBp }) => rateBp)).toEqual([1_900, 700]);
  const lines = [shirt, book].map(({ skuId }) => ({ skuId, quantity: 2 }));
  const more = { deliveryId: express.id, expectedTotalMinor: totals.totalMinor };
  expect((await buy(vera!, orderOf(lines, more))).body).toMatchObject({ state: 'paid', ...totals });
  await world.setTerms({ tax: firstTax, delivery: { methods: [post], pickup: false, pickupNote: '' } });
});

test('[O46] [O47] the note goes to the buyer and a merchant; the e-mail to nobody; a link opens one order to be read', async () => {
  const [{ skuId }, [buyer, other]] = [await world.addSku(2), await world.addBuyers(2)];
  const note = 'Third floor, please ring';
  const order = orderOf([{ skuId, quantity: 1 }], { cart: false, note, email: 'vera@livestall.example' });
  const placed = (await buy(buyer!, order)).body;
  expect([placed.note, JSON.stringify(placed).includes('@')]).toEqual([note, false]);
  const { orders } = world.nodes[0]!;
  expect(await orders.readContacts(world.sql, [order.id])).toEqual(new Map([[order.id, 'vera@livestall.example']]));
  const read = async (role: 'host' | 'merchant') => {
    const as = { account: `staff-${role}`, roles: { [world.shopId]: [role] } };
    return (await ask(world.nodes[0]!.url, 'GET', `/api/orders/${order.id}`, as)).body.note;
  };
  expect([await read('merchant'), await read('host')]).toEqual([note, '']);
  const link = (account: string) => send('GET', `/api/orders/${order.id}/link`, account);
  expect((await link(other!)).body.code).toBe('order_unknown');
  const path = (await link(buyer!)).body.path as string;
  expect(path).toBe(orders.linkPathOf(order.id));
  const key = new URL(path, 'http://x').searchParams.get('key')!;
  const open = (id: string, by: string) => send('GET', `/api/linked-orders/${id}?key=${by}`, '', undefined, 1);
  const { address: to, ...linked } = (await open(order.id, key)).body as { address: typeof address; note: string };
  expect(linked).toMatchObject({ id: order.id, state: 'paid', note: '', accountId: 'somebody' });
  expect([to.line1, to.postcode, to.city]).toEqual(['', '', 'Berlin']);
  const second = orderOf([{ skuId, quantity: 1 }], { cart: false });
  await buy(buyer!, second);
  expect((await open(second.id, key)).body.code).toBe('order_unknown');
  expect((await open(order.id, `${key.slice(0, -2)}AA`)).body.code).toBe('order_unknown');
});
