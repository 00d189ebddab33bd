import type { Reader } from '../../../platform/db/connect.ts';
import type { HeldProduct } from '../whole-draft.ts';
import { type ProductRow, readProductPictures, readSkuRows } from './store.ts';
import { readProductSpins } from './store-models.ts';

/** Which variants on sale have these codes. */
export async function readSkusOfCodes(
  sql: Reader,
  shopId: string,
  codes: readonly string[],
): Promise<{ id: string; code: string }[]> {
  if (codes.length === 0) return [];
  return sql<{ id: string; code: string }[]>`
    select id, code from skus where shop_id = ${shopId} and for_sale and code = any(${codes as string[]})`;
}

/** Whole products at once, as many as a file may name. */
export async function readHeldProducts(
  sql: Reader,
  products: readonly ProductRow[],
): Promise<Map<string, HeldProduct>> {
  const ids = products.map(({ id }) => id);
  const skus = Map.groupBy(await readSkuRows(sql, { products: ids }), (sku) => sku.productId);
  const pictures = Map.groupBy(await readProductPictures(sql, ids), (picture) => picture.productId);
  const frames = Map.groupBy(await readProductSpins(sql, ids), (frame) => frame.productId);
  return new Map(
    products.map((product) => [
      product.id,
      {
        ...product,
        skus: skus.get(product.id) ?? [],
        pictureIds: pictures.get(product.id)?.map(({ id }) => id) ?? [],
        spinPictureIds: frames.get(product.id)?.map(({ pictureId }) => pictureId) ?? [],
      },
    ]),
  );
}

/** A page of all products of a shop, by id. */
export async function readProductIdsAfter(
  sql: Reader,
  shopId: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from products where shop_id = ${shopId} and (${after}::uuid is null or id > ${after}::uuid)
    order by id limit ${limit}`;
  return rows.map(({ id }) => id);
}
