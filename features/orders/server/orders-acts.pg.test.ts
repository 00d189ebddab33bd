import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findWrongs, unitsOf } from '../../../tools/sale-books.ts';
import { ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';

const address = {
  name: 'Vera',
  line1: 'Main 1',
  line2: '',
  postcode: '10115',
  city: 'Berlin',
  country: 'DE',
  phone: '',
};
const card = (name: string) => ({ provider: 'sandbox', card: name });
const holdMs = 600_000;
const provider = createMemoryProvider({ secret: 'secret' });
let world: SaleWorld;
let vera: string;
let sku: { skuId: string; productId: string };

beforeAll(async () => {
  world = await startSale({ nodes: 2, provider: () => provider, holdMs });
});
beforeEach(async () => {
  [vera] = (await world.addBuyers(1)) as [string];
  sku = await world.addSku(5);
});
afterEach(async () => {
  world.clock.aheadMs = 0;
  provider.beforeAnswer = async () => {};
  provider.beforeRefund = async () => {};
  expect(await findWrongs(world.sql)).toEqual([]);
  expect(world.faults.splice(0)).toEqual([]);
});
afterAll(() => world.stop());

const bodyFor = (more: object = {}) => ({
  id: randomUUID(),
  roomId: world.roomId,
  lines: [{ skuId: sku.skuId, quantity: 1 }],
  address,
  method: card('ok'),
  ...more,
});
const post = (target: string, account: string, body: object, node = 0, roles: Record<string, ['merchant']> = {}) =>
  ask(world.nodes[node]!.url, 'POST', target, { account, roles }, body);
const buy = (body: object, account = vera, node = 0) => post('/api/orders', account, body, node);
const asMerchant = (target: string, body: object, node = 0) =>
  post(target, 'hana', body, node, { [world.shopId]: ['merchant'] });
const factCount = async () => (await world.sql<{ n: number }[]>`select count(*)::int as n from facts`)[0]!.n;

/** Ten times at once on both servers, then ten times one after the other: always the same answer, and nothing moves. */
async function expectSame(act: (node: number) => ReturnType<typeof ask>) {
  const first = await act(0);
  const before = await factCount();
  const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => act(index % 2)));
  for (let index = 0; index < 10; index += 1) answers.push(await act(index % 2));
  for (const answer of answers) expect(answer).toEqual(first);
  expect(await factCount()).toBe(before);
  return first;
}

describe('[O5] replaying any request changes nothing', () => {
  test('the same purchase ten times at once on two servers is one order', async () => {
    const body = bodyFor();
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => buy(body, vera, index % 2)));
    for (const answer of answers) expect(answer).toMatchObject({ status: 200, body: { id: body.id, state: 'paid' } });
    expect(await unitsOf(world.sql, sku.skuId)).toEqual({ onHand: 4, held: 0, sold: 1 });
  });

  test('purchase, payment, cancel and refund', async () => {
    const bought = bodyFor({ method: card('decline') });
    expect((await expectSame((node) => buy(bought, vera, node))).body).toMatchObject({
      state: 'held',
      paymentProblem: 'payment_declined',
    });
    const pay = { id: randomUUID(), method: card('ok') };
    const paid = await expectSame((node) => post(`/api/orders/${bought.id}/pay`, vera, pay, node));
    expect(paid.body).toMatchObject({ state: 'paid', paymentProblem: null });
    const refund = { id: randomUUID() };
    const refunded = await expectSame((node) => asMerchant(`/api/orders/${bought.id}/refund`, refund, node));
    expect(refunded).toMatchObject({ status: 200, body: { state: 'refunded' } });
    const held = bodyFor({ method: card('timeout') });
    expect((await buy(held)).body.state).toBe('held');
    const cancel = { id: randomUUID() };
    const cancelled = await expectSame((node) => post(`/api/orders/${held.id}/cancel`, vera, cancel, node));
    expect(cancelled).toMatchObject({ status: 200, body: { state: 'cancelled' } });
    expect(await unitsOf(world.sql, sku.skuId)).toEqual({ onHand: 5, held: 0, sold: 0 });
  });

  test('the last unit: the winner is told again that it won, while the others are sold out', async () => {
    const last = await world.addSku(1);
    const body = bodyFor({ lines: [{ skuId: last.skuId, quantity: 1 }] });
    await buy(body);
    const other = () => buy(bodyFor({ lines: [{ skuId: last.skuId, quantity: 1 }] }));
    const both = await Promise.all([other(), buy(body), buy(body, vera, 1), other()]);
    expect(both.map((answer) => answer.body.state ?? answer.body.code)).toEqual([
      'sold_out',
      'paid',
      'paid',
      'sold_out',
    ]);
  });

  test('the same id with another body, by somebody else or for another act is refused', async () => {
    const [viktor] = (await world.addBuyers(1)) as [string];
    const body = bodyFor({ method: card('decline') });
    await buy(body);
    const others = [
      buy({ ...body, lines: [{ skuId: sku.skuId, quantity: 2 }] }),
      buy(body, viktor),
      post(`/api/orders/${body.id}/cancel`, vera, { id: body.id }),
    ];
    for (const answer of await Promise.all(others))
      expect(answer).toMatchObject({ status: 409, body: { code: 'id_reused' } });
    const cancel = { id: randomUUID() };
    await post(`/api/orders/${body.id}/cancel`, vera, cancel);
    expect((await buy(bodyFor({ id: cancel.id }))).body.code).toBe('id_reused');
  });
});

describe('[O9] races', () => {
  test('a cancel that is faster than the capture: cancelled, and the money goes back', async () => {
    const body = bodyFor();
    provider.beforeAnswer = async () => {
      const cancelled = await post(`/api/orders/${body.id}/cancel`, vera, { id: randomUUID() }, 1);
      expect(cancelled).toMatchObject({ status: 200, body: { state: 'cancelled' } });
    };
    expect((await buy(body)).body).toMatchObject({ state: 'cancelled', paymentProblem: 'payment_came_late' });
    expect(await unitsOf(world.sql, sku.skuId)).toEqual({ onHand: 5, held: 0, sold: 0 });
    expect(provider.refunds.has(body.id)).toBe(true);
  });

  test.each([
    ['after the sweeper came by', true],
    ['before the sweeper comes by', false],
  ])('a capture after the deadline, %s: expired, and the money goes back', async (_when, swept) => {
    const body = bodyFor();
    provider.beforeAnswer = async () => {
      world.clock.aheadMs = holdMs + 1;
      if (swept) await world.nodes[1]!.orders.sweep(Date.now() + world.clock.aheadMs);
    };
    expect((await buy(body)).body).toMatchObject({ state: 'expired', paymentProblem: 'payment_came_late' });
    expect(await unitsOf(world.sql, sku.skuId)).toEqual({ onHand: 5, held: 0, sold: 0 });
  });

  test('cancels and captures at the same moment, many times: each order ends one way, units and money add up', async () => {
    const many = await world.addSku(100);
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        const body = bodyFor({ lines: [{ skuId: many.skuId, quantity: 1 }], method: card('decline') });
        await buy(body, vera, index % 2);
        const [, cancelled] = await Promise.all([
          post(`/api/orders/${body.id}/pay`, vera, { id: randomUUID(), method: card('ok') }, index % 2),
          post(`/api/orders/${body.id}/cancel`, vera, { id: randomUUID() }, (index + 1) % 2),
        ]);
        const after = await ask(world.nodes[0]!.url, 'GET', `/api/orders/${body.id}`, { account: vera });
        expect(after.body.state).toBe(cancelled.status === 200 ? 'cancelled' : 'paid');
        return after.body.state;
      }),
    );
    const sold = outcomes.filter((state) => state === 'paid').length;
    expect(await unitsOf(world.sql, many.skuId)).toEqual({ onHand: 100 - sold, held: 0, sold });
  });

  test('two payments of one order that both succeed: one is kept, one goes back', async () => {
    const body = bodyFor({ method: card('decline') });
    await buy(body);
    const twice = await Promise.all(
      [0, 1].map((node) => post(`/api/orders/${body.id}/pay`, vera, { id: randomUUID(), method: card('ok') }, node)),
    );
    expect(twice.some((answer) => answer.body.state === 'paid')).toBe(true);
    expect(await unitsOf(world.sql, sku.skuId)).toEqual({ onHand: 4, held: 0, sold: 1 });
  });

  test('orders over the same SKUs in many mixtures, on two servers: nobody waits in a ring', async () => {
    const skus: (typeof sku)[] = [];
    for (const units of [9, 9, 9, 9]) skus.push(await world.addSku(units));
    const buyers = await world.addBuyers(120);
    const answers = await Promise.all(
      buyers.map((buyer, index) => {
        const lines = [index % 4, (index * 3 + 1) % 4, (index + 2) % 4].map((at) => ({
          skuId: skus[at]!.skuId,
          quantity: 1,
        }));
        return buy(bodyFor({ lines }), buyer, index % 2);
      }),
    );
    expect(answers.filter((answer) => ![200, 409].includes(answer.status))).toEqual([]);
    for (const { skuId } of skus) {
      const { onHand, held, sold } = await unitsOf(world.sql, skuId);
      expect({ all: onHand + sold, held }).toEqual({ all: 9, held: 0 });
    }
  });

  test('[O12] a refund asked for twice at once gives the money back once', async () => {
    const body = bodyFor();
    await buy(body);
    const target = `/api/orders/${body.id}/refund`;
    const answers = await Promise.all([0, 1, 0, 1].map((node) => asMerchant(target, { id: randomUUID() }, node)));
    for (const { status, body } of answers)
      expect(body.state ?? `${status} ${body.code}`).toMatch(/^refunded$|order_act_impossible/);
    expect(answers.some((answer) => answer.body.state === 'refunded')).toBe(true);
    expect(await unitsOf(world.sql, sku.skuId)).toEqual({ onHand: 5, held: 0, sold: 0 });
  });
});

describe('[O16] after a crash', () => {
  const sweepAfter = (ms: number) => {
    world.clock.aheadMs = ms;
    return world.nodes[1]!.orders.sweep(Date.now() + ms);
  };
  const stateOf = async (orderId: string) =>
    (await ask(world.nodes[1]!.url, 'GET', `/api/orders/${orderId}`, { account: vera })).body;

  test('between capture and settlement: the sweeper of another server asks the provider and settles', async () => {
    const body = bodyFor();
    provider.beforeAnswer = () => Promise.reject(new Error('the server died here'));
    expect((await buy(body)).body.state).toBe('held');
    expect(world.faults.splice(0)).toHaveLength(1);
    await sweepAfter(16_000);
    expect(await stateOf(body.id)).toMatchObject({ state: 'paid' });
  });

  test('before the provider was asked: the payment is declined as unanswered, and can be tried again', async () => {
    const body = bodyFor({ method: card('timeout') });
    await buy(body);
    await world.sql`update payments set id = ${randomUUID()} where id = ${body.id}`;
    await sweepAfter(16_000);
    expect(await stateOf(body.id)).toMatchObject({ state: 'held', paymentProblem: 'payment_unanswered' });
    const again = await post(`/api/orders/${body.id}/pay`, vera, { id: randomUUID(), method: card('ok') });
    expect(again.body.state).toBe('paid');
  });

  test('[P9] while refunding: the refund is asked for again until it is made', async () => {
    const body = bodyFor();
    await buy(body);
    provider.beforeRefund = () => Promise.reject(new Error('the provider is down'));
    const answer = await asMerchant(`/api/orders/${body.id}/refund`, { id: randomUUID() });
    expect(answer).toMatchObject({ status: 202, body: { code: 'payment_unanswered' } });
    expect(await stateOf(body.id)).toMatchObject({ state: 'paid' });
    provider.beforeRefund = async () => {};
    await sweepAfter(6_000);
    expect(await stateOf(body.id)).toMatchObject({ state: 'refunded' });
    expect(world.faults.splice(0)).toHaveLength(1);
  });
});

test('[O7] an order that is not paid expires at its deadline, and its units can be bought again', async () => {
  const last = await world.addSku(1);
  const lines = [{ skuId: last.skuId, quantity: 1 }];
  const held = bodyFor({ lines, method: card('timeout') });
  expect((await buy(held)).body.state).toBe('held');
  expect((await buy(bodyFor({ lines }))).body.code).toBe('sold_out');
  world.clock.aheadMs = holdMs + 1;
  const read = await ask(world.nodes[0]!.url, 'GET', `/api/orders/${held.id}`, { account: vera });
  expect(read.body).toMatchObject({ state: 'expired', holdUntil: null });
  expect((await post(`/api/orders/${held.id}/pay`, vera, { id: randomUUID() })).body.code).toBe('order_act_impossible');
  const now = Date.now() + world.clock.aheadMs;
  await Promise.all(world.nodes.map((node) => node.orders.sweep(now)));
  expect((await buy(bodyFor({ lines }))).body.state).toBe('paid');
});

test('[O17] one bad command of a batch does not fail its neighbours', async () => {
  // Whatever the database alone refuses: here the orders of one buyer.
  const [cursed] = (await world.addBuyers(1)) as [string];
  await world.sql.unsafe(`alter table orders add constraint not_this_one check (account_id <> '${cursed}')`);
  const answers = await Promise.all([buy(bodyFor()), buy(bodyFor(), cursed), buy(bodyFor()), buy(bodyFor(), cursed)]);
  await world.sql`alter table orders drop constraint not_this_one`;
  expect(answers.map((answer) => answer.status)).toEqual([200, 500, 200, 500]);
  const faults = world.faults.splice(0);
  expect(faults).not.toEqual([]);
  // The sentence of the database without the row that it refused: that has the buyer's address in it.
  for (const fault of faults) expect(fault).toMatchObject({ code: '23514', detail: undefined });
});

test('[O1] an account that nobody knows, or that is banned, buys nothing', async () => {
  const [banned] = (await world.addBuyers(1)) as [string];
  await world.sql`update accounts set banned = true where id = ${banned}`;
  for (const account of [banned, `buyer_${randomUUID().replaceAll('-', '')}`]) {
    expect((await buy(bodyFor(), account)).body.code).toBe('not_signed_in');
  }
});
