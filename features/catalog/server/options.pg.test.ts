import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Picture, Product, ProductDraft } from '../protocol.ts';
import { otherShopId, shopId, startWorld, type World } from './test-world.ts';

let world: World;
let picture: Picture;
beforeAll(async () => {
  world = await startWorld();
  const upload = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#a33' } })
    .png()
    .toBuffer();
  picture = (await world.catalog.addPicture(shopId, upload)) as Picture;
});
afterAll(() => world.stop());

const colour = { name: 'Colour', values: ['Red', 'Blue'] };
const size = { name: 'Size', values: ['S', 'M'] };
type Sku = ProductDraft['skus'][number];
const sku = (over: Partial<Sku> = {}): Sku => ({ id: randomUUID(), name: 'typed', priceMinor: 5_900, ...over });
function draft(skus: Sku[], over: Partial<ProductDraft> = {}): ProductDraft {
  return { id: randomUUID(), title: 'Linen shirt', description: '', state: 'shown', pictureIds: [], skus, ...over };
}
const create = (body: ProductDraft, shop = shopId) =>
  world.call(shop === shopId ? world.cast.mara : world.cast.stranger, 'POST', `/api/shops/${shop}/products`, body);
const save = (productId: string, body: ProductDraft) =>
  world.call(world.cast.mara, 'PUT', `/api/products/${productId}`, body);

it('[C33] options and values come back in their order, name the variants, and stay when they are left out', async () => {
  const skus = [sku({ values: ['Red', 'M'] }), sku({ values: ['Blue', 'S'] })];
  const body = draft(skus, { options: [colour, size] });
  const made = (await create(body)).body as Product;
  expect(made.options).toEqual([colour, size]);
  expect(made.skus.map(({ name, values }) => [name, values])).toEqual([
    ['Red, M', ['Red', 'M']],
    ['Blue, S', ['Blue', 'S']],
  ]);
  const room = randomUUID();
  world.roomsOfProduct.set(body.id, [room]);
  const bare = skus.map(({ values: _, ...one }) => one);
  const kept = (await save(body.id, draft(bare))).body as Product;
  expect(kept.skus.map(({ name }) => name)).toEqual(['Red, M', 'Blue, S']);
  expect(await world.facts(room)).toEqual([]);
  const less = (await save(body.id, draft([{ ...bare[0]!, name: 'One size' }], { options: [] }))).body as Product;
  expect([less.options, less.skus[0]!.name, less.skus[0]!.values]).toEqual([[], 'One size', []]);
  expect((await world.facts(room)).map(({ kind }) => kind)).toEqual(['product.changed']);
});

it('[C33] a name of three long values is kept whole; what does not fit the options is refused', async () => {
  const long = ['x', 'y', 'z'].map((letter) => ({ name: letter, values: [letter.repeat(30)] }));
  const one = sku({ values: long.map(({ values }) => values[0]!) });
  expect(((await create(draft([one], { options: long }))).body as Product).skus[0]!.name).toHaveLength(94);
  expect((await create(draft([sku({ values: ['Green'] })], { options: [colour] }))).body.code).toBe(
    'sku_options_wrong',
  );
  expect((await create(draft([sku()], { options: [colour] }))).body.code).toBe('sku_options_wrong');
  const four = [1, 2, 3, 4].map((at) => ({ name: `${at}`, values: ['a'] }));
  expect((await create(draft([sku()], { options: four }))).body.code).toBe('bad_request');
});

it('[C35] a code is one in the shop among what is on sale; another shop may have it too', async () => {
  const [first, second] = [draft([sku({ code: 'LS-1' })]), draft([sku({ code: 'LS-1' })])];
  expect((await create(first)).body.skus[0].code).toBe('LS-1');
  expect((await create(second)).body).toMatchObject({ code: 'sku_code_taken', details: { code: 'LS-1' } });
  expect((await create(draft([sku({ code: 'LS-1' })]), otherShopId)).status).toBe(200);
  await save(first.id, draft([sku()]));
  expect((await create(second)).status).toBe(200);
  const back = await save(first.id, draft(first.skus));
  expect(back.body).toMatchObject({ code: 'sku_code_taken', details: { code: 'LS-1' } });
});

it('[C35] two variants change their codes with each other in one save', async () => {
  const skus = [sku({ name: 'A', code: 'SW-1' }), sku({ name: 'B', code: 'SW-2' })];
  const body = draft(skus);
  await create(body);
  const swapped = [
    { ...skus[0]!, code: 'SW-2' },
    { ...skus[1]!, code: 'SW-1' },
  ];
  const after = (await save(body.id, draft(swapped))).body as Product;
  expect(after.skus.map(({ code }) => code)).toEqual(['SW-2', 'SW-1']);
});

it('[C35] of many products that want one code at once, one gets it and the others are told', async () => {
  for (let round = 0; round < 5; round += 1) {
    const code = `RACE-${round}`;
    const answers = await Promise.all(Array.from({ length: 6 }, () => create(draft([sku({ code })]))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const { status, body } of answers) {
      if (status !== 200) expect(body).toMatchObject({ code: 'sku_code_taken', details: { code } });
    }
  }
});

it('[C35] a variant has a picture of the product; it goes when the product has it no more', async () => {
  const one = sku({ pictureId: picture.id });
  expect((await create(draft([one]))).body.code).toBe('picture_unknown');
  const body = draft([one], { pictureIds: [picture.id] });
  expect((await create(body)).body.skus[0].pictureId).toBe(picture.id);
  const { pictureId: _, ...bare } = one;
  expect((await save(body.id, draft([bare], { pictureIds: [picture.id] }))).body.skus[0].pictureId).toBe(picture.id);
  expect((await save(body.id, draft([bare]))).body.skus[0].pictureId).toBeNull();
});
