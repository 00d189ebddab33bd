import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader } from '../../../platform/db/connect.ts';
import type { Model, ProductDraft } from '../protocol.ts';

export interface ModelRow extends Model {
  readonly shopId: string;
}

export function readModels(sql: Reader, ids: readonly string[]): Promise<ModelRow[]> {
  return sql<ModelRow[]>`
    select id, shop_id as "shopId", bytes from models where id = any(${ids as string[]}::uuid[])`;
}

export async function readModelBySum(sql: Reader, shopId: string, sum: string): Promise<Model | undefined> {
  const [row] = await sql<Model[]>`select id, bytes from models where shop_id = ${shopId} and sum = ${sum}`;
  return row;
}

/** False when the same file came twice at once and the other one won. */
export async function insertModel(sql: Reader, shopId: string, sum: string, model: Model): Promise<boolean> {
  const rows = await sql`
    insert into models (id, shop_id, sum, bytes) values (${model.id}, ${shopId}, ${sum}, ${model.bytes})
    on conflict (shop_id, sum) do nothing returning id`;
  return rows.length === 1;
}

/** A product's frames, in the order of the turn. */
export interface SpinRow {
  readonly productId: string;
  readonly pictureId: string;
  readonly width: number;
  readonly height: number;
}

export function readProductSpins(sql: Reader, productIds: readonly string[]): Promise<SpinRow[]> {
  return sql<SpinRow[]>`
    select ps.product_id as "productId", p.id as "pictureId", p.width, p.height
    from product_spins ps join pictures p on p.id = ps.picture_id
    where ps.product_id = any(${productIds as string[]}::uuid[]) order by ps.product_id, ps.place`;
}

/** What the draft leaves out stays as it was. */
export async function writeProductMedia(tx: Tx, shopId: string, productId: string, draft: ProductDraft): Promise<void> {
  const { modelId, spinPictureIds } = draft;
  if (modelId !== undefined) await tx.sql`update products set model_id = ${modelId} where id = ${productId}`;
  if (spinPictureIds === undefined) return;
  await tx.sql`delete from product_spins where product_id = ${productId}`;
  await tx.sql`
    insert into product_spins (product_id, picture_id, shop_id, place)
    select ${productId}, id, ${shopId}, place - 1
    from unnest(${spinPictureIds}::uuid[]) with ordinality as t (id, place)`;
}
