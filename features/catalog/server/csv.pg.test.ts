import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../../../platform/kit/actor.ts';
import type { ImportPreview } from '../import-protocol.ts';
import type { Product, ProductDraft } from '../protocol.ts';
import { otherShopId, shopId, startWorld, type World } from './test-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const headersOf = (who: Actor) => ({ origin: 'http://shop.example', 'x-test-actor': who.viewerId });

async function post(url: string, csv: string, who: Actor = world.cast.mara) {
  const boundary = randomUUID();
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="products.csv"\r\nContent-Type: text/csv\r\n\r\n`;
  const payload = Buffer.concat([Buffer.from(head), Buffer.from(csv), Buffer.from(`\r\n--${boundary}--\r\n`)]);
  const type = { 'content-type': `multipart/form-data; boundary=${boundary}` };
  const answer = await world.app.inject({ method: 'POST', url, headers: { ...headersOf(who), ...type }, payload });
  return { status: answer.statusCode, body: answer.json() };
}
const preview = async (csv: string, who?: Actor) => post(`/api/shops/${shopId}/imports/preview`, csv, who);
const apply = (csv: string, plan: string, importId: string = randomUUID(), who?: Actor) =>
  post(`/api/shops/${shopId}/imports/${importId}?plan=${plan}`, csv, who);
async function importAll(csv: string) {
  const seen = (await preview(csv)).body as ImportPreview;
  expect(seen.errors).toEqual([]);
  return apply(csv, seen.plan);
}
const products = async (who = world.cast.mara) =>
  (await world.call(who, 'GET', `/api/shops/${shopId}/products`)).body.products as Product[];
const titled = async (title: string) => (await products()).find((product) => product.title === title)!;
async function exported(): Promise<string> {
  const answer = await world.app.inject({
    method: 'GET',
    url: `/api/shops/${shopId}/products.csv`,
    headers: headersOf(world.cast.mara),
  });
  expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
  return answer.body;
}

it('[C36] a preview writes nothing; what was seen is imported once, with prices, options and stock', async () => {
  const title = `Vase ${randomUUID()}`;
  const csv = `title,state,option1_name,option1_value,sku_code,price,live_price,on_hand,care\n${title},shown,Size,S,V-S,32.50,,4,By hand\n${title},,Size,L,V-L,52,45,2,\n`;
  const before = await products();
  const seen = (await preview(csv)).body as ImportPreview;
  expect(seen.lines.map(({ what, variant }) => [what, variant])).toEqual([
    ['made', 'S'],
    ['made', 'L'],
  ]);
  expect(await products()).toEqual(before);
  const importId = randomUUID();
  expect((await apply(csv, seen.plan, importId)).body).toEqual({ made: 2, changed: 0, left: 0 });
  expect((await apply(csv, seen.plan, importId)).body).toEqual({ made: 2, changed: 0, left: 0 });
  expect((await apply(`${csv}\n`, seen.plan, importId)).body.code).toBe('id_reused');
  const made = await titled(title);
  expect((await products()).filter((product) => product.title === title)).toHaveLength(1);
  expect(made).toMatchObject({
    state: 'shown',
    about: { care: 'By hand' },
    options: [{ name: 'Size', values: ['S', 'L'] }],
  });
  expect(
    made.skus.map(({ name, code, priceMinor, livePriceMinor, left }) => [name, code, priceMinor, livePriceMinor, left]),
  ).toEqual([
    ['S', 'V-S', 3_250, null, 4],
    ['L', 'V-L', 5_200, 4_500, 2],
  ]);
  const [history] = await world.sql`select count(*)::int as count from sku_prices where sku_id = ${made.skus[0]!.id}`;
  expect(history).toEqual({ count: 1 });
});

it('[C36] one error, and nothing of the file is imported', async () => {
  const before = await products();
  const csv = `title,price\nFine ${randomUUID()},5\nBad,five\n`;
  const seen = (await preview(csv)).body as ImportPreview;
  expect(seen.errors).toEqual([{ line: 3, column: 'price', code: 'cell_price' }]);
  expect((await apply(csv, seen.plan)).body).toMatchObject({ code: 'import_has_errors', details: { errors: 1 } });
  expect(await products()).toEqual(before);
});

it('[C36] when the shop is another than the one that was seen, nothing is imported', async () => {
  const title = `Bowl ${randomUUID()}`;
  await importAll(`title,price,on_hand,sku_code\n${title},10,5,${title.slice(5, 20)}\n`);
  const bowl = await titled(title);
  const [sku] = bowl.skus;
  const csv = `sku_id,price\n${sku!.id},12\n`;
  const seen = (await preview(csv)).body as ImportPreview;
  const draft: ProductDraft = {
    ...{ id: randomUUID(), title, description: '', state: 'shown', pictureIds: [] },
    skus: [{ id: sku!.id, name: '', priceMinor: 1_100 }],
  };
  await world.call(world.cast.mara, 'PUT', `/api/products/${bowl.id}`, draft);
  expect((await apply(csv, seen.plan)).body.code).toBe('import_changed');
  expect((await titled(title)).skus[0]!.priceMinor).toBe(1_100);
  expect((await importAll(csv)).body).toEqual({ made: 0, changed: 1, left: 0 });
  expect((await titled(title)).skus[0]).toMatchObject({ priceMinor: 1_200, left: 5 });
});

it('[C36] what a sale holds in the last moment undoes the whole import', async () => {
  const title = `Jar ${randomUUID()}`;
  await importAll(`title,price,on_hand\n${title},10,5\n`);
  const { skus } = await titled(title);
  const csv = `sku_id,price,on_hand\n${skus[0]!.id},12,1\n`;
  const seen = (await preview(csv)).body as ImportPreview;
  world.held.set(skus[0]!.id, 3);
  expect((await apply(csv, seen.plan)).body.code).toBe('import_has_errors');
  world.held.clear();
  expect((await titled(title)).skus[0]!.priceMinor).toBe(1_000);
});

it('[C37] the export has every product, drafts too, and imported unchanged it changes nothing', async () => {
  const draft = (over: Partial<ProductDraft>): ProductDraft => ({
    ...{ id: randomUUID(), title: '=SUM(A1)', description: 'Two\nlines, "quoted"', state: 'draft', pictureIds: [] },
    skus: [{ id: randomUUID(), name: "-'x", priceMinor: 1, onHand: 3 }],
    ...over,
  });
  for (const state of ['draft', 'archived', 'shown'] as const) {
    await world.call(world.cast.mara, 'POST', `/api/shops/${shopId}/products`, draft({ state }));
  }
  const csv = await exported();
  expect(csv.startsWith('\ufeff')).toBe(true);
  const rows = parse(csv, { bom: true, columns: true }) as Record<string, string>[];
  const all = await products();
  expect(rows.map((row) => row.sku_id).sort()).toEqual(all.flatMap(({ skus }) => skus.map(({ id }) => id)).sort());
  expect(rows.find((row) => row.title === "'=SUM(A1)")).toMatchObject({ variant: "'-'x", price: '0.01', on_hand: '3' });
  const seen = (await preview(csv)).body as ImportPreview;
  expect(seen.errors).toEqual([]);
  expect(seen.lines.filter(({ what }) => what !== 'left')).toEqual([]);
  expect((await apply(csv, seen.plan)).body).toEqual({ made: 0, changed: 0, left: rows.length });
  expect(await products()).toEqual(all);
});

it('[C36] [C4] only a merchant of the shop exports and imports, and products of another shop are unknown', async () => {
  const { cast } = world;
  const theirs: ProductDraft = {
    ...{ id: randomUUID(), title: 'Theirs', description: '', state: 'shown', pictureIds: [] },
    skus: [{ id: randomUUID(), name: '', priceMinor: 5, code: 'THEIRS' }],
  };
  await world.call(cast.stranger, 'POST', `/api/shops/${otherShopId}/products`, theirs);
  const named = [
    [`product_id,price\n${theirs.id},1\n`, 'product_unknown'],
    [`sku_id,price\n${theirs.skus[0]!.id},1\n`, 'sku_unknown'],
  ] as const;
  for (const [csv, code] of named) expect((await preview(csv)).body.errors[0].code).toBe(code);
  for (const who of [cast.vera, cast.hana, cast.milo, cast.stranger]) {
    expect((await preview('title,price\nx,1\n', who)).body.code).toBe('not_allowed');
    expect((await apply('title,price\nx,1\n', 'x', randomUUID(), who)).body.code).toBe('not_allowed');
    const list = await world.call(who, 'GET', `/api/shops/${shopId}/products.csv`);
    expect(list.body.code).toBe('not_allowed');
  }
  expect((await preview('title,price\nx,1\n', cast.guest)).body.code).toBe('name_needed');
});

it('[C38] what is no such file is refused by its code', async () => {
  expect((await preview('title\n')).body.code).toBe('csv_empty');
  expect((await preview(`title\n${'x\n'.repeat(1_001)}`)).body.code).toBe('csv_too_many_rows');
  expect((await preview('x'.repeat(2 * 1024 * 1024 + 10_000))).body.code).toBe('csv_too_large');
});
