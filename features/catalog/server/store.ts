import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader } from '../../../platform/db/connect.ts';
import type { TaxClass } from '../../shops/tax-class.ts';
import type { About, Option, Picture, ProductDraft, Reserve } from '../protocol.ts';
import { type HeldProduct, type HeldSku, saidOfDraft, type WholeDraft } from '../whole-draft.ts';
import { readProductSpins } from './store-models.ts';

export interface ProductRow {
  readonly id: string;
  readonly shopId: string;
  readonly title: string;
  readonly description: string;
  readonly state: ProductDraft['state'];
  readonly modelId: string | null;
  readonly limitPerBuyer: number | null;
  readonly taxClass: TaxClass;
  readonly reserve: Reserve;
  readonly about: About;
  readonly options: Option[];
}

export interface SkuRow extends HeldSku {
  readonly productId: string;
  readonly shopId: string;
}

export interface PictureRow extends Picture {
  readonly shopId: string;
}

const productColumns = `id, shop_id as "shopId", title, description, state, model_id as "modelId",
  limit_per_buyer as "limitPerBuyer", tax_class as "taxClass", json_build_object('firstPaid', first_paid, 'minutes', hold_minutes) as reserve, about, options`;

export function readProductRows(sql: Reader, ids: readonly string[]): Promise<ProductRow[]> {
  return sql<ProductRow[]>`
    select ${sql.unsafe(productColumns)} from products where id = any(${ids as string[]}::uuid[])`;
}

/** In the merchant's order, with those that were taken out. */
export function readSkuRows(
  sql: Reader,
  by: { products: readonly string[] } | { skus: readonly string[] },
): Promise<SkuRow[]> {
  const products = 'products' in by ? by.products : [];
  const skus = 'skus' in by ? by.skus : [];
  return sql<SkuRow[]>`
    select id, product_id as "productId", shop_id as "shopId", name, price_minor as "priceMinor",
      live_price_minor as "livePriceMinor", code, option_values as "values", picture_id as "pictureId",
      video_id as "videoId", for_sale as "forSale"
    from skus where product_id = any(${products as string[]}::uuid[]) or id = any(${skus as string[]}::uuid[])
    order by product_id, place, id`;
}

export function readProductPictures(
  sql: Reader,
  productIds: readonly string[],
): Promise<(Picture & { productId: string })[]> {
  return sql<(Picture & { productId: string })[]>`
    select pp.product_id as "productId", p.id, p.width, p.height, p.widths
    from product_pictures pp join pictures p on p.id = pp.picture_id
    where pp.product_id = any(${productIds as string[]}::uuid[]) order by pp.product_id, pp.place`;
}

/** Sorted, so that two transactions cannot wait for each other in a ring. Products come before their SKUs' stock. */
export async function lockProducts(tx: Tx, ids: readonly string[], how: 'share' | 'change'): Promise<ProductRow[]> {
  return tx.sql<ProductRow[]>`
    select ${tx.sql.unsafe(productColumns)} from products
    where id = any(${ids as string[]}::uuid[]) order by id ${how === 'share' ? tx.sql`for share` : tx.sql`for no key update`}`;
}

export async function readHeld(tx: Tx, product: ProductRow): Promise<HeldProduct> {
  const skus = await readSkuRows(tx.sql, { products: [product.id] });
  const pictures = await readProductPictures(tx.sql, [product.id]);
  const frames = await readProductSpins(tx.sql, [product.id]);
  const pictureIds = pictures.map((picture) => picture.id);
  return { ...product, skus, pictureIds, spinPictureIds: frames.map((frame) => frame.pictureId) };
}

/** False when another product has that id already. */
export async function insertProduct(tx: Tx, shopId: string, id: string, draft: WholeDraft): Promise<boolean> {
  const rows = await tx.sql`
    insert into products (id, shop_id, title, description, state, limit_per_buyer, tax_class, hold_minutes, first_paid, about, options,
      said, at)
    values (${id}, ${shopId}, ${draft.title}, ${draft.description}, ${draft.state}, ${draft.limitPerBuyer},
      ${draft.taxClass}, ${draft.reserve.minutes}, ${draft.reserve.firstPaid},
      ${JSON.stringify(draft.about)}::text::jsonb, ${JSON.stringify(draft.options)}::text::jsonb, ${saidOfDraft(draft)},
      to_timestamp(${tx.now}::float8 / 1000))
    on conflict (id) do nothing returning id`;
  return rows.length === 1;
}

export async function updateProduct(tx: Tx, id: string, draft: WholeDraft): Promise<void> {
  await tx.sql`
    update products set title = ${draft.title}, description = ${draft.description}, state = ${draft.state},
      limit_per_buyer = ${draft.limitPerBuyer}, tax_class = ${draft.taxClass}, hold_minutes = ${draft.reserve.minutes},
      first_paid = ${draft.reserve.firstPaid}, about = ${JSON.stringify(draft.about)}::text::jsonb,
      options = ${JSON.stringify(draft.options)}::text::jsonb, said = ${saidOfDraft(draft)}
    where id = ${id}`;
}

/**
 * Writes the draft's variants and takes the others off sale. All are off sale for a moment, so that two of them can change
 * their codes with each other.
 */
export async function writeSkus(tx: Tx, shopId: string, productId: string, draft: WholeDraft): Promise<void> {
  const { skus } = draft;
  await tx.sql`update skus set for_sale = false where product_id = ${productId} and for_sale`;
  // An array of arrays would have to be of one length, so the values of each come as text.
  await tx.sql`
    insert into skus (id, shop_id, product_id, name, price_minor, live_price_minor, code, option_values, picture_id, video_id, place,
      for_sale)
    select id, ${shopId}, ${productId}, name, price_minor, live_price_minor, code,
      array(select jsonb_array_elements_text(option_values::jsonb)), picture_id, video_id, place - 1, true
    from unnest(${skus.map((sku) => sku.id)}::uuid[], ${skus.map((sku) => sku.name)}::text[],
                ${skus.map((sku) => sku.priceMinor)}::bigint[], ${skus.map((sku) => sku.livePriceMinor)}::bigint[],
                ${skus.map((sku) => sku.code)}::text[], ${skus.map((sku) => JSON.stringify(sku.values))}::text[],
                ${skus.map((sku) => sku.pictureId)}::uuid[], ${skus.map((sku) => sku.videoId)}::uuid[])
      with ordinality as t (id, name, price_minor, live_price_minor, code, option_values, picture_id, video_id, place)
    on conflict (id) do update
    set name = excluded.name, price_minor = excluded.price_minor, live_price_minor = excluded.live_price_minor,
      code = excluded.code, option_values = excluded.option_values, picture_id = excluded.picture_id,
      video_id = excluded.video_id, place = excluded.place, for_sale = true`;
}

/** Which of these codes stand at variants on sale of the shop's other products. */
export async function readCodesTaken(
  sql: Reader,
  shopId: string,
  productId: string,
  codes: readonly string[],
): Promise<string[]> {
  if (codes.length === 0) return [];
  const rows = await sql<{ code: string }[]>`
    select code from skus where shop_id = ${shopId} and code = any(${codes as string[]}) and for_sale
      and product_id <> ${productId} order by code`;
  return rows.map(({ code }) => code);
}

export async function writeProductPictures(
  tx: Tx,
  shopId: string,
  productId: string,
  draft: ProductDraft,
): Promise<void> {
  await tx.sql`delete from product_pictures where product_id = ${productId}`;
  await tx.sql`
    insert into product_pictures (product_id, picture_id, shop_id, place)
    select ${productId}, id, ${shopId}, place - 1
    from unnest(${draft.pictureIds}::uuid[]) with ordinality as t (id, place)`;
}

export function readPictures(sql: Reader, ids: readonly string[]): Promise<PictureRow[]> {
  return sql<PictureRow[]>`
    select id, shop_id as "shopId", width, height, widths from pictures where id = any(${ids as string[]}::uuid[])`;
}

export async function readPictureBySum(sql: Reader, shopId: string, sum: string): Promise<Picture | undefined> {
  const [row] = await sql<Picture[]>`
    select id, width, height, widths from pictures where shop_id = ${shopId} and sum = ${sum}`;
  return row;
}

/** False when the same file came twice at once and the other one won. */
export async function insertPicture(sql: Reader, shopId: string, sum: string, picture: Picture): Promise<boolean> {
  const rows = await sql`
    insert into pictures (id, shop_id, sum, width, height, widths)
    values (${picture.id}, ${shopId}, ${sum}, ${picture.width}, ${picture.height}, ${picture.widths}::integer[])
    on conflict (shop_id, sum) do nothing returning id`;
  return rows.length === 1;
}

/** Asked only of pictures that somebody hid elsewhere: few, so that no index is kept for it. */
export async function isOfProduct(sql: Reader, pictureId: string): Promise<boolean> {
  const rows = await sql`
    select 1 from product_pictures where picture_id = ${pictureId}
    union all select 1 from product_spins where picture_id = ${pictureId} limit 1`;
  return rows.length > 0;
}
