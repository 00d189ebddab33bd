import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Role } from '../../../platform/kit/actor.ts';
import { findWrongs } from '../../../tools/sale-books.ts';
import { type As, ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';
import type { ReviewPage } from '../protocol.ts';

const address = {
  ...{ name: 'Vera', line1: 'Main 1', line2: '', postcode: '10115', city: 'Berlin', country: 'DE', phone: '' },
};
const dataDir = await mkdtemp(path.join(tmpdir(), 'livestall-reviews-'));
let world: SaleWorld;
let url: string;

beforeAll(async () => {
  world = await startSale({ dataDir, provider: () => createMemoryProvider({ secret: 'secret' }) });
  url = world.nodes[0]!.url;
});
afterEach(async () => {
  world.clock.aheadMs = 0;
  expect(await findWrongs(world.sql)).toEqual([]);
  expect(world.faults).toEqual([]);
});
afterAll(async () => {
  await world.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const staff = (role: Role): As => ({ account: `staff-${role}`, roles: { [world.shopId]: [role] } });
const buy = async (account: string, skuId: string) => {
  const body = {
    ...{ id: randomUUID(), roomId: world.roomId, lines: [{ skuId, quantity: 1 }], address },
    method: { provider: 'sandbox', card: 'ok' },
  };
  const { body: order } = await ask(url, 'POST', '/api/orders', { account }, body);
  expect(order.state, JSON.stringify(order)).toBe('paid');
  return order.id as string;
};
const write = (as: As, productId: string, more: object = {}) =>
  ask(url, 'PUT', `/api/products/${productId}/review`, as, {
    ...{ id: randomUUID(), rating: 5, text: 'Warm and soft', pictureIds: [], ...more },
  });
const read = async (productId: string, query = '', as: As = {}) => {
  const { status, body } = await ask(url, 'GET', `/api/products/${productId}/reviews${query}`, as);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as unknown as ReviewPage;
};
const act = (what: string, reviewId: string, as: As, more: object = {}) =>
  ask(url, what === 'answer' ? 'PUT' : 'POST', `/api/reviews/${reviewId}/${what}`, as, { id: randomUUID(), ...more });
const send = async (productId: string, account: string, file: Buffer) => {
  const body = new FormData();
  body.append('file', new Blob([new Uint8Array(file)]), 'a.png');
  const answer = await fetch(`${url}/api/products/${productId}/review/pictures`, {
    ...{ method: 'POST', headers: { 'x-test-account': account }, body },
  });
  return (await answer.json()) as { id?: string; code?: string };
};
const dot = (background: string) =>
  sharp({ create: { width: 8, height: 8, channels: 3, background } })
    .png()
    .toBuffer();

test('[W1] [W2] only who bought it and got no money back writes; once, changed, taken away, written anew', async () => {
  const [{ skuId, productId }, [vera, viktor]] = [await world.addSku(9), await world.addBuyers(2)];
  expect((await write({}, productId)).body.code).toBe('name_needed');
  expect((await write({ account: viktor! }, productId)).body.code).toBe('review_not_bought');
  const back = await buy(viktor!, skuId);
  await ask(url, 'POST', `/api/orders/${back}/refund`, staff('merchant'), { id: randomUUID() });
  expect((await write({ account: viktor! }, productId)).body.code).toBe('review_not_bought');
  const order = await buy(vera!, skuId);
  expect((await write({ ...staff('moderator'), account: vera! }, productId)).body.code).toBe('review_own_shop');
  const id = randomUUID();
  const first = await write({ account: vera! }, productId, { id });
  expect((await write({ account: vera! }, productId, { id })).body).toEqual(first.body);
  expect((await write({ account: vera! }, productId, { id, rating: 1 })).body.code).toBe('id_reused');
  expect((await write({ account: vera! }, productId, { rating: 6 })).body.code).toBe('bad_request');
  expect((await write({ account: vera! }, productId, { text: 'turned \u202e around' })).body.code).toBe('bad_request');
  await write({ account: vera! }, productId, { rating: 2, text: '  <b>It</b> itches\nnow ' });
  const { summary, reviews } = await read(productId);
  expect(summary).toEqual({ count: 1, mean: 2, stars: [0, 1, 0, 0, 0], hidden: 0 });
  expect(reviews).toEqual([
    expect.objectContaining({ name: 'Vera', rating: 2, text: '<b>It</b> itches\nnow', changedAt: expect.any(Number) }),
  ]);
  // What is refunded later leaves what was written; it can be taken away, and not changed.
  await ask(url, 'POST', `/api/orders/${order}/refund`, staff('merchant'), { id: randomUUID() });
  expect((await write({ account: vera! }, productId)).body.code).toBe('review_not_bought');
  expect((await read(productId)).summary.count).toBe(1);
  const remove = () =>
    ask(url, 'POST', `/api/products/${productId}/review/remove`, { account: vera! }, { id: randomUUID() });
  expect((await remove()).body).toEqual({ review: null, may: false });
  expect((await remove()).body.code).toBe('review_unknown');
  expect((await read(productId)).summary.count).toBe(0);
});

test('[W4] [W5] [W6] the shop answers and hides by its rights; hidden counts no more, even written anew, and is recorded', async () => {
  const [{ skuId, productId }, [vera, viktor]] = [await world.addSku(9), await world.addBuyers(2)];
  for (const [account, rating] of [
    [vera!, 1],
    [viktor!, 5],
  ] as const) {
    await buy(account, skuId);
    await write({ account }, productId, { rating, text: `Says ${account}` });
  }
  const id = (await read(productId, '', { account: vera! })).reviews.find(({ own }) => own)!.id;
  const other: As = { account: 'other-merchant', roles: { [randomUUID()]: ['merchant'] } };
  for (const as of [{ account: viktor! }, other, staff('moderator')])
    expect((await act('answer', id, as, { text: 'Hm' })).body.code).toBe('review_unknown');
  for (const as of [{ account: vera! }, other, staff('host')])
    expect((await act('hide', id, as, { reason: 'spam' })).body.code).toBe('review_unknown');
  expect((await act('answer', id, staff('host'), { text: ' \n ' })).body.code).toBe('bad_request');
  await act('answer', id, staff('host'), { text: 'We are sorry' });
  await act('answer', id, staff('merchant'), { text: 'A new one is on its way' });
  expect((await read(productId, '?sort=worst')).reviews[0]!.answer!.text).toBe('A new one is on its way');
  expect((await act('hide', id, staff('moderator'), { reason: 'bad' })).body.code).toBe('bad_request');
  expect((await act('hide', id, staff('moderator'), { reason: 'insult' })).body.hidden).toBe('insult');
  expect((await read(productId)).summary).toEqual({ count: 1, mean: 5, stars: [0, 0, 0, 0, 1], hidden: 1 });
  expect((await read(productId)).reviews.map(({ rating }) => rating)).toEqual([5]);
  await ask(url, 'POST', `/api/products/${productId}/review/remove`, { account: vera! }, { id: randomUUID() });
  const again = await write({ account: vera! }, productId, { rating: 1, text: 'Again' });
  expect(again.body.review).toMatchObject({ hidden: 'insult', answer: null, text: 'Again' });
  const list = (which: string, as: As) => ask(url, 'GET', `/api/shops/${world.shopId}/reviews?which=${which}`, as);
  expect((await list('hidden', staff('host'))).body.reviews).toHaveLength(1);
  for (const as of [{ account: vera! }, other]) expect((await list('all', as)).body.code).toBe('not_allowed');
  await act('show', id, staff('merchant'));
  expect((await read(productId)).summary.stars).toEqual([1, 0, 0, 0, 1]);
  const record =
    await world.sql`select act, by_id, reason, text from review_record where review_id = ${id} order by at, act`;
  expect(record.map(({ act: what, by_id: by, text }) => [what, by, text])).toEqual([
    ['hidden', 'staff-moderator', `Says ${vera}`],
    ['shown', 'staff-merchant', 'Again'],
  ]);
  await expect(world.sql`delete from review_record`).rejects.toThrow('only added to');
  const told =
    await world.sql`select kind from facts where stream = ${`person:${vera}`} and kind like 'review.%' order by number`;
  expect(told.map(({ kind }) => kind)).toEqual(['review.answered', 'review.answered', 'review.hidden', 'review.shown']);
});

test('[W7] [W8] pages of each order have every review once, also while one is written between them', async () => {
  const { productId } = await world.addSku(1);
  const rows = Array.from({ length: 45 }, (_, at) => ({ id: randomUUID(), rating: (at % 5) + 1, at }));
  // Three to a moment, so that the id decides too.
  await world.sql`
    insert into reviews (id, shop_id, product_id, account_id, rating, text, picture_ids, written_at)
    select t.id, ${world.shopId}, ${productId}, 'buyer-' || t.id, t.rating, '', '{}', to_timestamp(1764180000.123 + t.at / 3)
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ rating }) => rating)}::int[], ${rows.map(({ at }) => at)}::int[])
      as t (id, rating, at)`;
  for (const sort of ['newest', 'best', 'worst']) {
    const seen: { id: string; rating: number; writtenAt: number }[] = [];
    let after = '';
    let pages = 0;
    for (let next: string | null = ''; next !== null; pages += 1) {
      const page: ReviewPage = await read(productId, `?sort=${sort}${after}`);
      expect(page.summary).toEqual({ count: 45, mean: 3, stars: [9, 9, 9, 9, 9], hidden: 0 });
      seen.push(...page.reviews);
      next = page.next;
      after = `&after=${next}`;
      // The place is one of values: that the last one is another by now changes nothing.
      if (next) await world.sql`update reviews set changed_at = now() where id = ${page.reviews.at(-1)!.id}`;
    }
    expect([pages, new Set(seen.map(({ id }) => id)).size, seen.length]).toEqual([3, 45, 45]);
    const sign = { newest: 0, best: -1, worst: 1 }[sort]!;
    const sorted = [...seen].sort(
      (a, b) => sign * (a.rating - b.rating) || b.writtenAt - a.writtenAt || (a.id < b.id ? -1 : 1),
    );
    expect(seen).toEqual(sorted);
  }
  expect((await ask(url, 'GET', `/api/products/${productId}/reviews?after=nonsense`)).body.code).toBe('bad_request');
});

test('[W9] pictures are judged by their bytes, by buyers only, and are of who sent them for that product', async () => {
  const [scarf, hat, [vera, viktor]] = [await world.addSku(9), await world.addSku(9), await world.addBuyers(2)];
  expect((await send(scarf.productId, vera!, await dot('red'))).code).toBe('review_not_bought');
  for (const account of [vera!, viktor!]) await buy(account, scarf.skuId);
  await buy(vera!, hat.skuId);
  expect((await send(scarf.productId, vera!, Buffer.from('<svg/>'))).code).toBe('picture_unreadable');
  const red = await send(scarf.productId, vera!, await dot('red'));
  expect(await send(scarf.productId, vera!, await dot('red'))).toEqual(red);
  const pictureIds = [red.id!];
  expect((await write({ account: viktor! }, scarf.productId, { pictureIds })).body.code).toBe('review_picture_unknown');
  expect((await write({ account: vera! }, hat.productId, { pictureIds })).body.code).toBe('review_picture_unknown');
  expect((await write({ account: vera! }, scarf.productId, { pictureIds })).body.review).toMatchObject({ pictureIds });
  expect((await read(scarf.productId)).reviews[0]!.pictureIds).toEqual(pictureIds);
  // Twenty are taken, and not one more.
  await world.sql`
    with made as (insert into pictures (id, shop_id, sum, width, height, widths)
      select gen_random_uuid(), ${world.shopId}, gen_random_uuid()::text, 8, 8, '{8}' from generate_series(1, 19) returning id)
    insert into review_pictures (picture_id, product_id, account_id) select id, ${scarf.productId}, ${vera!} from made`;
  expect(await send(scarf.productId, vera!, await dot('blue'))).toMatchObject({ code: 'review_pictures_full' });
});

test('[W10] who bought in a room of a host rates the host, once; nobody else, and nobody oneself', async () => {
  const [{ skuId }, [vera, viktor]] = [await world.addSku(9), await world.addBuyers(2)];
  const hostId = 'hana_1234';
  await world.sql`insert into accounts (id, name, email) values (${hostId}, 'Hana', 'hana@livestall.example')`;
  await world.sql`update rooms set host_id = ${hostId}`;
  const rate = (account: string, rating: number | null) =>
    ask(url, 'PUT', `/api/hosts/${hostId}/rating`, { account }, { id: randomUUID(), rating });
  expect((await rate(vera!, 5)).body.code).toBe('host_not_bought');
  await buy(vera!, skuId);
  await buy(viktor!, skuId);
  expect((await rate(hostId, 5)).body.code).toBe('host_self');
  await rate(vera!, 5);
  await rate(vera!, 4);
  expect((await rate(viktor!, 1)).body).toEqual({
    summary: { count: 2, mean: 2.5, stars: [1, 0, 0, 1, 0], hidden: 0 },
    ...{ own: 1, may: true },
  });
  expect((await rate(viktor!, null)).body).toMatchObject({ summary: { count: 1, mean: 4 }, own: null });
});

test('[W11] what a guest wrote comes along: of two the later stays, and a hiding with it', async () => {
  const [one, two] = [await world.addSku(9), await world.addSku(9)];
  const [guest, vera] = (await world.addBuyers(2)) as [string, string];
  for (const account of [guest, vera]) await buy(account, one.skuId);
  await buy(guest, two.skuId);
  await write({ account: vera }, one.productId, { rating: 1, text: 'First' });
  const id = (await read(one.productId)).reviews[0]!.id;
  await act('hide', id, staff('merchant'), { reason: 'spam' });
  world.clock.aheadMs = 60_000;
  await write({ account: guest }, one.productId, { rating: 3, text: 'Later' });
  await write({ account: guest }, two.productId, { rating: 4, text: 'Alone' });
  await world.nodes[0]!.features.reviews.moveOwned(
    { sql: world.sql, now: Date.now(), tell: () => {}, signal: () => {} } as never,
    ...([guest, vera] as const),
  );
  const own = async (productId: string) =>
    (await ask(url, 'GET', `/api/products/${productId}/review`, { account: vera })).body.review;
  expect(await own(one.productId)).toMatchObject({ text: 'Later', rating: 3, hidden: 'spam' });
  expect(await own(two.productId)).toMatchObject({ text: 'Alone', hidden: null });
  expect((await read(one.productId)).summary).toMatchObject({ count: 0, hidden: 1 });
});
