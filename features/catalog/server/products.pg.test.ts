import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../platform/kit/actor.ts';
import type { Product, ProductDraft } from '../protocol.ts';
import { otherShopId, shopId, startWorld, type World } from './test-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

function draft(over: Partial<ProductDraft> = {}): ProductDraft {
  return {
    id: randomUUID(),
    title: 'Linen shirt',
    description: 'Washed linen.\nCut in Bremen.',
    state: 'shown',
    pictureIds: [],
    skus: [{ id: randomUUID(), name: 'White, M', priceMinor: 5900, onHand: 5 }],
    ...over,
  };
}
const create = (who: Actor, body: ProductDraft, shop = shopId) =>
  world.call(who, 'POST', `/api/shops/${shop}/products`, body);
const save = (who: Actor, productId: string, body: ProductDraft) =>
  world.call(who, 'PUT', `/api/products/${productId}`, body);
const get = (who: Actor, productId: string) => world.call(who, 'GET', `/api/products/${productId}`);

describe('products', () => {
  it('[C1] only a merchant of the shop writes', async () => {
    const { cast } = world;
    const made = draft();
    for (const [who, code] of [
      [cast.guest, 'name_needed'],
      [cast.vera, 'not_allowed'],
      [cast.hana, 'not_allowed'],
      [cast.milo, 'not_allowed'],
      [cast.stranger, 'not_allowed'],
    ] as const) {
      expect((await create(who, draft())).body.code).toBe(code);
    }
    expect((await create(cast.mara, made)).status).toBe(200);
    for (const who of [cast.vera, cast.hana, cast.milo, cast.stranger]) {
      expect((await save(who, made.id, draft())).body.code).toBe('not_allowed');
      const stock = { id: randomUUID(), onHand: 99 };
      expect((await world.call(who, 'PUT', `/api/skus/${made.skus[0]!.id}/stock`, stock)).body.code).toBe(
        'not_allowed',
      );
    }
    expect(world.onHand.get(made.skus[0]!.id)).toBe(5);
  });

  it('[C2] what was made comes back, in its order, with price and what is left', async () => {
    const skus = ['S', 'M', 'L'].map((name, index) => ({
      id: randomUUID(),
      name,
      priceMinor: 100 + index,
      onHand: index,
    }));
    const body = draft({ skus });
    const made = (await create(world.cast.mara, body)).body as Product;
    expect(made).toMatchObject({ id: body.id, shopId, currency: 'EUR', description: body.description });
    expect(made.skus).toHaveLength(skus.length);
    expect(made.skus).toMatchObject(skus.map(({ onHand, ...sku }) => ({ ...sku, left: onHand })));
    expect((await get(world.cast.guest, body.id)).body).toEqual(made);
  });

  it("[C3] drafts and archived products are seen by the shop's staff only", async () => {
    const { cast } = world;
    for (const state of ['draft', 'archived'] as const) {
      const body = draft({ state });
      await create(cast.mara, body);
      for (const who of [cast.guest, cast.vera, cast.stranger]) {
        expect((await get(who, body.id)).body.code).toBe('product_unknown');
        const { products } = (await world.call(who, 'GET', `/api/shops/${shopId}/products`)).body;
        expect(products.some((one: Product) => one.id === body.id)).toBe(false);
      }
      expect((await save(cast.stranger, body.id, draft())).body.code).toBe('product_unknown');
      for (const who of [cast.mara, cast.hana, cast.milo]) {
        expect((await get(who, body.id)).status).toBe(200);
        const { products } = (await world.call(who, 'GET', `/api/shops/${shopId}/products`)).body;
        expect(products.some((one: Product) => one.id === body.id)).toBe(true);
      }
    }
  });

  it('[C4] ids of another shop are refused, and nothing is written', async () => {
    const { cast } = world;
    const theirs = draft();
    expect((await create(cast.stranger, theirs, otherShopId)).status).toBe(200);
    const stealing = draft({ skus: [{ ...theirs.skus[0]!, priceMinor: 1 }] });
    expect((await create(cast.mara, stealing)).body.code).toBe('sku_unknown');
    expect((await get(cast.mara, stealing.id)).body.code).toBe('product_unknown');
    expect((await save(cast.mara, theirs.id, draft())).body.code).toBe('not_allowed');
    expect((await get(cast.guest, theirs.id)).body.skus[0].priceMinor).toBe(5900);
    expect((await create(cast.mara, draft(), randomUUID())).body.code).toBe('not_allowed');
    expect((await create(cast.olu, draft(), randomUUID())).body.code).toBe('not_found');
    expect((await create(cast.mara, draft({ pictureIds: [randomUUID()] }))).body.code).toBe('picture_unknown');
  });

  it('[C5] the same id gives the same answer; another body under it is refused', async () => {
    const { mara } = world.cast;
    const body = draft();
    const first = await create(mara, body);
    for (let i = 0; i < 10; i += 1) expect(await create(mara, body)).toEqual(first);
    expect((await create(mara, { ...body, title: 'Other' })).body.code).toBe('id_reused');
    const change = draft({ title: 'Linen shirt, long', skus: body.skus });
    const changed = await save(mara, body.id, change);
    await save(mara, body.id, draft({ title: 'Linen shirt, longer', skus: body.skus }));
    expect(await save(mara, body.id, change)).toEqual(changed);
    expect((await get(mara, body.id)).body.title).toBe('Linen shirt, longer');
  });

  it('[C6] a variant that is taken out stays for its orders and is not for sale; it can come back', async () => {
    const { mara } = world.cast;
    const [white, red] = [draft().skus[0]!, { ...draft().skus[0]!, name: 'Red, M' }];
    const body = draft({ skus: [white, red] });
    await create(mara, body);
    const after = (await save(mara, body.id, draft({ skus: [red] }))).body as Product;
    expect(after.skus.map((sku) => sku.id)).toEqual([red.id]);
    const skus = await world.catalog.readSkus(world.sql, [white.id, red.id]);
    expect([skus.get(white.id)?.forSale, skus.get(red.id)?.forSale]).toEqual([false, true]);
    expect(skus.get(white.id)).toMatchObject({ skuName: 'White, M', title: 'Linen shirt', currency: 'EUR', shopId });
    await save(mara, body.id, draft({ skus: [white, red] }));
    expect((await world.catalog.readSkus(world.sql, [white.id])).get(white.id)?.forSale).toBe(true);
    await save(mara, body.id, draft({ skus: [white, red], state: 'archived' }));
    expect((await world.catalog.readSkus(world.sql, [white.id])).get(white.id)?.forSale).toBe(false);
    expect(await world.catalog.productsForSale(world.sql, shopId, [body.id])).toEqual(new Set());
  });

  it('[C7] a price change tells price.changed, anything else product.changed, to each room that shows it', async () => {
    const { mara } = world.cast;
    const body = draft();
    await create(mara, body);
    const [roomA, roomB] = [randomUUID(), randomUUID()];
    world.roomsOfProduct.set(body.id, [roomA, roomB]);
    const [sku] = body.skus;
    const still = { id: sku!.id, name: sku!.name, priceMinor: sku!.priceMinor };
    await save(mara, body.id, draft({ skus: [still] }));
    expect(await world.facts(roomA)).toEqual([]);
    await save(mara, body.id, draft({ skus: [{ ...still, priceMinor: 4900 }] }));
    await save(mara, body.id, draft({ title: 'Linen shirt No. 2', skus: [{ ...still, priceMinor: 4900 }] }));
    for (const room of [roomA, roomB]) {
      expect((await world.facts(room)).map(({ number, kind, body: what }) => [number, kind, what])).toEqual([
        [1, 'price.changed', { skuId: sku!.id, priceMinor: 4900 }],
        [2, 'product.changed', { productId: body.id }],
      ]);
    }
  });

  it('[C8] saving without a number of units leaves the stock alone; a new variant begins with none', async () => {
    const { mara } = world.cast;
    const body = draft();
    await create(mara, body);
    const [sku] = body.skus;
    const fresh = { id: randomUUID(), name: 'Blue', priceMinor: 1 };
    await save(mara, body.id, draft({ skus: [{ id: sku!.id, name: 'White', priceMinor: 1 }, fresh] }));
    expect([world.onHand.get(sku!.id), world.onHand.get(fresh.id)]).toEqual([5, 0]);
    const url = `/api/skus/${sku!.id}/stock`;
    expect((await world.call(mara, 'PUT', url, { id: randomUUID(), onHand: 8 })).body).toMatchObject({ left: 8 });
  });

  it('[C8] when the stock refuses, nothing of the product is saved', async () => {
    const { mara } = world.cast;
    const body = draft();
    await create(mara, body);
    world.held.set(body.skus[0]!.id, 3);
    const change = draft({ title: 'Half saved?', skus: [{ ...body.skus[0]!, onHand: 2 }] });
    expect((await save(mara, body.id, change)).body.code).toBe('stock_below_held');
    expect((await get(mara, body.id)).body.title).toBe('Linen shirt');
    world.held.clear();
    expect((await save(mara, body.id, change)).status).toBe(200);
  });

  it('[C9] a draft with unknown keys, control characters or a doubled variant is refused', async () => {
    const { mara } = world.cast;
    const body = draft();
    const bad = [
      { ...body, shopId: otherShopId },
      { ...body, title: 'a\u202eb' },
      { ...body, title: 'half an emoji \ud83d' },
      { ...body, title: '' },
      { ...body, skus: [] },
    ];
    for (const one of bad) expect((await create(mara, one as ProductDraft)).body.code).toBe('bad_request');
    expect((await create(mara, draft({ skus: [body.skus[0]!, body.skus[0]!] }))).body.code).toBe('sku_twice');
  });

  it('[C10] a stream that begins to show a product hears price and stock of every variant', async () => {
    const { mara } = world.cast;
    const skus = [draft().skus[0]!, draft().skus[0]!];
    const body = draft({ skus });
    await create(mara, body);
    await save(mara, body.id, draft({ skus: [skus[0]!] }));
    const facts = await world.transact((tx) => world.catalog.describeProducts(tx, [body.id]));
    const told = facts.map((fact) => [fact.kind, fact.body.skuId, fact.body.priceMinor ?? fact.body.left]);
    for (const sku of skus) {
      expect(told).toContainEqual(['price.changed', sku.id, 5900]);
      expect(told).toContainEqual(['stock.changed', sku.id, 5]);
    }
    expect(told).toHaveLength(4);
  });

  it('[C29] a limit per buyer comes back, stays when it is left out, and is told to the rooms', async () => {
    const { mara } = world.cast;
    const body = draft({ limitPerBuyer: 2 });
    expect((await create(mara, body)).body.limitPerBuyer).toBe(2);
    const room = randomUUID();
    const skus = body.skus.map(({ onHand: _, ...sku }) => sku);
    world.roomsOfProduct.set(body.id, [room]);
    expect((await save(mara, body.id, draft({ skus }))).body.limitPerBuyer).toBe(2);
    expect(await world.facts(room)).toEqual([]);
    expect((await save(mara, body.id, draft({ skus, limitPerBuyer: null }))).body.limitPerBuyer).toBeNull();
    expect((await world.facts(room)).map(({ kind }) => kind)).toEqual(['product.changed']);
    for (const limitPerBuyer of [0, 100, 1.5]) {
      expect((await save(mara, body.id, draft({ skus, limitPerBuyer }))).body.code).toBe('bad_request');
    }
    const skuId = body.skus[0]!.id;
    expect((await world.catalog.readSkus(world.sql, [skuId])).get(skuId)?.limitPerBuyer).toBeNull();
  });

  it('[C30] what is good to know comes back, stays when it is left out, and is told to the rooms', async () => {
    const { mara } = world.cast;
    const about = { functions: 'Keeps warm', materials: 'Linen\nCotton', care: '', box: 'One shirt' };
    const body = draft({ about });
    expect((await create(mara, body)).body.about).toEqual(about);
    const room = randomUUID();
    const skus = body.skus.map(({ onHand: _, ...sku }) => sku);
    world.roomsOfProduct.set(body.id, [room]);
    expect((await save(mara, body.id, draft({ skus }))).body.about).toEqual(about);
    expect(await world.facts(room)).toEqual([]);
    const less = { ...about, box: '' };
    expect((await save(mara, body.id, draft({ skus, about: less }))).body.about).toEqual(less);
    expect((await world.facts(room)).map(({ kind }) => kind)).toEqual(['product.changed']);
    for (const bad of [{ ...about, care: 'x'.repeat(601) }, { ...about, more: '' }, { functions: '' }]) {
      expect((await save(mara, body.id, draft({ about: bad as never }))).body.code).toBe('bad_request');
    }
    expect((await create(mara, draft())).body.about).toEqual({ functions: '', materials: '', care: '', box: '' });
  });
});
