import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../../platform/kit/actor.ts';
import { writeCursor } from '../../../platform/kit/cursor.ts';
import { saidOf } from '../../../platform/kit/search-text.ts';
import { productsPerPage } from '../product-pages.ts';
import type { Product, ProductDraft } from '../protocol.ts';
import { soldOutLookedMax } from './listing.ts';
import { otherShopId, shopId, startWorld, type World } from './test-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(async () => {
  await world.sql`truncate products, skus, sku_prices, product_pictures, product_spins`;
  world.onHand.clear();
});
afterAll(() => world.stop());

interface Told {
  readonly status: number;
  readonly code?: string;
  readonly titles: string[];
  readonly next: string | null;
}

async function list(query: Record<string, string> = {}, who: Actor = world.cast.mara, shop = shopId): Promise<Told> {
  const { status, body } = await world.call(who, 'GET', `/api/shops/${shop}/products?${new URLSearchParams(query)}`);
  const titles = ((body.products ?? []) as Product[]).map(({ title }) => title);
  return { status, titles, next: body.next ?? null, ...(body.code ? { code: body.code } : {}) };
}

async function make(title: string, more: Partial<ProductDraft> = {}, onHand = 5): Promise<string> {
  const draft: ProductDraft = {
    ...{ id: randomUUID(), title, description: '', state: 'shown', pictureIds: [] },
    skus: [{ id: randomUUID(), name: '', priceMinor: 1_000, onHand }],
    ...more,
  };
  const { status, body } = await world.call(world.cast.mara, 'POST', `/api/shops/${shopId}/products`, draft);
  expect([status, body.code]).toEqual([200, undefined]);
  return draft.id;
}

/** Many at once, as a shop has that has grown; all were made in one moment. */
async function grow(count: number, title = 'Mug', of = shopId): Promise<void> {
  await world.sql`
    insert into products (id, shop_id, title, description, state, at, said)
    select gen_random_uuid(), ${of}, ${title} || ' ' || n, '', 'shown', now(), ${saidOf([title])} || ' ' || n
    from generate_series(1, ${count}::int) n`;
}

async function walk(query: Record<string, string> = {}, between = async () => {}, who?: Actor): Promise<string[]> {
  const seen: string[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const page: Told = await list({ ...query, ...(next ? { after: next } : {}) }, who);
    expect(page.status).toBe(200);
    seen.push(...page.titles);
    next = page.next;
    await between();
  }
  return seen;
}

describe('[C40] pages of a shop’s products', () => {
  test('come newest first, as many as asked for, and end', async () => {
    await grow(60);
    const first = await list();
    expect(first.titles).toHaveLength(productsPerPage);
    expect(first.titles[0]).toBe('Mug 60');
    expect(await walk({ limit: '7' })).toEqual(Array.from({ length: 60 }, (_, at) => `Mug ${60 - at}`));
    expect((await list({ limit: '60' })).next).toBeNull();
    expect((await list({ limit: '59' })).next).not.toBeNull();
    for (const limit of ['0', '101', 'x', '-1']) expect((await list({ limit })).status).toBe(400);
  });

  test('double and skip nothing while products are added, changed and put away between them', async () => {
    await grow(30);
    let added = 0;
    const seen = await walk({ limit: '7', which: 'shown' }, async () => {
      await make(`New ${added++}`);
      await world.sql`update products set state = 'archived' where title = ${`Mug ${30 - added}`}`;
    });
    expect(new Set(seen).size).toBe(seen.length);
    const stayed = await world.sql<{ title: string }[]>`
      select title from products where state = 'shown' and title like 'Mug%' order by number desc`;
    expect(seen).toEqual(expect.arrayContaining(stayed.map(({ title }) => title)));
  });

  test('a cursor that this list did not give out is refused', async () => {
    const own = await make('Mug');
    await world.sql`insert into products (id, shop_id, title, description, state, at)
      values (${'0f000000-0000-4000-8000-000000000000'}, ${otherShopId}, 'Theirs', '', 'shown', now())`;
    const bad = ['x', own, writeCursor('o', own), writeCursor('p', randomUUID()), 'p0f000000000040008000000000000000'];
    for (const after of bad) expect(await list({ after })).toMatchObject({ status: 400, code: 'cursor_unknown' });
    expect(await list({ after: writeCursor('p', own) })).toMatchObject({ status: 200, titles: [], next: null });
  });
});

test('[C41] staff choose by state; everybody else gets what is shown, whatever is asked for', async () => {
  await make('Shown');
  await make('Hidden draft', { state: 'draft' });
  await make('Put away', { state: 'archived' });
  await make('Gone', {}, 0);
  const { mara, milo, guest, vera, stranger } = world.cast;
  for (const who of [mara, milo]) {
    expect((await list({}, who)).titles).toEqual(['Gone', 'Put away', 'Hidden draft', 'Shown']);
    expect((await list({ which: 'draft' }, who)).titles).toEqual(['Hidden draft']);
    expect((await list({ which: 'archived' }, who)).titles).toEqual(['Put away']);
    expect((await list({ which: 'soldOut' }, who)).titles).toEqual(['Gone']);
  }
  for (const who of [guest, vera, stranger]) {
    for (const which of ['all', 'shown', 'draft', 'archived'])
      expect((await list({ which }, who)).titles).toEqual(['Gone', 'Shown']);
    expect((await list({ search: 'hidden' }, who)).titles).toEqual([]);
  }
  expect((await list({ which: 'strange' })).status).toBe(400);
});

test('[C41] sold out ones are looked for in steps, and all are found', async () => {
  const old = await make('Gone long ago', {}, 0);
  await grow(soldOutLookedMax + 50);
  await world.sql`insert into skus (id, shop_id, product_id, name, price_minor, place, for_sale)
    select gen_random_uuid(), shop_id, id, '', 1, 0, true from products where id <> ${old}`;
  for (const { id } of await world.sql<{ id: string }[]>`select id from skus where product_id <> ${old}`)
    world.onHand.set(id, 1);
  const first = await list({ which: 'soldOut' });
  expect(first).toMatchObject({ titles: [], next: expect.any(String) });
  expect(await list({ which: 'soldOut', after: first.next! })).toMatchObject({ titles: ['Gone long ago'], next: null });
});

describe('[C42] a search', () => {
  test('finds in three scripts, from two characters, in the middle of a word', async () => {
    await make('Linen scarf “Élan”');
    await make('景德镇手工茶杯');
    await make('손으로 만든 도자기 머그컵');
    const found: [string, string[]][] = [
      ...(['scarf', 'SCARF', 'ca', 'inen', 'élan', 'ÉLAN', 'linen scarf', 'sc li'] as const).map(
        (text): [string, string[]] => [text, ['Linen scarf “Élan”']],
      ),
      ...(['茶杯', '手工', '景德镇', '工茶杯', '德镇手工茶'] as const).map((text): [string, string[]] => [
        text,
        ['景德镇手工茶杯'],
      ]),
      ...(['머그', '그컵', '도자기', '자기', '만든 머그'] as const).map((text): [string, string[]] => [
        text,
        ['손으로 만든 도자기 머그컵'],
      ]),
      ...(['杯茶', '컵머', 'scrf', 'linen 茶杯', 'zz'] as const).map((text): [string, string[]] => [text, []]),
    ];
    for (const [search, titles] of found) expect([search, (await list({ search })).titles]).toEqual([search, titles]);
  });

  test('finds names and codes of what is on sale, as it was saved last', async () => {
    const id = await make('Scarf', { skus: [{ id: randomUUID(), name: 'Bordeaux', priceMinor: 1, code: 'SC-01/BX' }] });
    for (const search of ['bordeaux', 'sc-01', '01/b']) expect((await list({ search })).titles).toEqual(['Scarf']);
    const draft = { title: 'Shawl', description: '', state: 'shown', pictureIds: [] };
    await world.call(world.cast.mara, 'PUT', `/api/products/${id}`, {
      ...{ ...draft, id: randomUUID() },
      skus: [{ id: randomUUID(), name: 'Navy', priceMinor: 1 }],
    });
    for (const search of ['bordeaux', 'sc-01', 'scarf']) expect((await list({ search })).titles).toEqual([]);
    for (const search of ['navy', 'shawl']) expect((await list({ search })).titles).toEqual(['Shawl']);
  });

  test('takes every character for itself', async () => {
    const titles = ['100% wool', '100 wool', 'a_b', 'axb', 'c\\d', "it's & (so) | !no:*", 'x\\'];
    for (const title of titles) await make(title);
    const found = async (search: string) => (await list({ search })).titles;
    expect(await found('0%')).toEqual(['100% wool']);
    expect(await found('a_b')).toEqual(['a_b']);
    expect(await found('c\\d')).toEqual(['c\\d']);
    expect(await found('x\\')).toEqual(['x\\']);
    for (const search of ["it's", '& (so)', '!no:*', "'' || ''"]) expect((await list({ search })).status).toBe(200);
    expect(await found("it's !no:*")).toEqual(["it's & (so) | !no:*"]);
    expect(await found('%%')).toEqual([]);
  });

  test('goes on page by page through buckets, keeps to the shop and to its order', async () => {
    await grow(30, 'Rare tea bowl');
    await grow(9_000, 'Mug');
    await grow(20, 'Rare tea bowl', otherShopId);
    await grow(30, 'Rare tea bowl');
    const seen = await walk({ search: 'tea bowl', limit: '8' });
    const newest = Array.from({ length: 30 }, (_, at) => `Rare tea bowl ${30 - at}`);
    expect(seen).toEqual([...newest, ...newest]);
    expect((await list({ search: 'mug', limit: '100' })).titles).toHaveLength(100);
    expect(await walk({ search: 'mug 1234' })).toEqual(['Mug 1234']);
  });
});

test('[C43] a search that cannot be is refused by a code', async () => {
  const tries: [string, string][] = [
    ['x'.repeat(61), 'search_too_long'],
    ['x', 'search_too_short'],
    ['茶', 'search_too_short'],
    ['ab\u0000', 'search_unreadable'],
    ['ab\u202e', 'search_unreadable'],
  ];
  for (const [search, code] of tries) expect(await list({ search })).toMatchObject({ status: 422, code });
});
