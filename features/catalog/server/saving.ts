import { once } from '../../../platform/beat/once.ts';
import type { Tx } from '../../../platform/beat/transact.ts';
import type { Actor, Named } from '../../../platform/kit/actor.ts';
import { roomStream } from '../../../platform/kit/fact.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { may } from '../../accounts/access.ts';
import { type DraftDecision, decideDraft } from '../catalog.ts';
import type { Product, ProductDraft, SetStock, Sku } from '../protocol.ts';
import { type WholeDraft, wholeDraft } from '../whole-draft.ts';
import type { CatalogNeeds } from './needs.ts';
import { type Reading, toSku } from './reading.ts';
import {
  insertProduct,
  lockProducts,
  readCodesTaken,
  readHeld,
  readPictures,
  readProductRows,
  readSkuRows,
  updateProduct,
  writeProductPictures,
  writeSkus,
} from './store.ts';
import { readModels, writeProductMedia } from './store-models.ts';
import { notePrices } from './store-prices.ts';

export interface Saving {
  createProduct(actor: Named, shopId: string, draft: ProductDraft): Promise<Product | Refusal>;
  changeProduct(actor: Named, productId: string, draft: ProductDraft): Promise<Product | Refusal>;
  setStock(actor: Named, skuId: string, wanted: SetStock): Promise<Sku | Refusal>;
}

interface Parts extends CatalogNeeds {
  readonly readProducts: Reading['readProducts'];
  readonly readLowest: Reading['readLowest'];
}

export function createSaving(needs: CatalogNeeds, { readProducts, readLowest }: Reading): Saving {
  const parts: Parts = { ...needs, readProducts, readLowest };
  return {
    createProduct: (actor, shopId, draft) => createProduct(parts, actor, shopId, draft),
    changeProduct: (actor, productId, draft) => changeProduct(parts, actor, productId, draft),
    setStock: (actor, skuId, wanted) => setStock(parts, actor, skuId, wanted),
  };
}

/** Drafts and archived products are for the shop's staff. */
export function maySee(actor: Actor, product: { shopId: string; state: ProductDraft['state'] }): boolean {
  return product.state === 'shown' || may(actor, 'product.read_hidden', product.shopId);
}

async function createProduct(parts: Parts, actor: Named, shopId: string, draft: ProductDraft) {
  if (!may(actor, 'product.change', shopId)) return refuse('not_allowed');
  if ((await parts.currencyOf(parts.sql, shopId)) === null) return refuse('not_found');
  const key = { id: draft.id, actor: actor.accountId, act: `product.create ${shopId}`, body: draft };
  return transactOrUndo(parts, (tx) =>
    once<Product>(tx, key, async () => {
      const whole = wholeDraft(null, draft);
      const decision = (await checkIds(tx, shopId, draft.id, whole)) ?? decideDraft(draft.id, null, whole);
      if (isRefusal(decision)) return decision;
      if (!(await insertProduct(tx, shopId, draft.id, whole))) return refuse('product_exists');
      return write(parts, tx, {
        by: actor.accountId,
        shopId,
        productId: draft.id,
        draft: whole,
        decision,
        known: new Set(),
      });
    }),
  );
}

async function changeProduct(parts: Parts, actor: Named, productId: string, draft: ProductDraft) {
  const [product] = await readProductRows(parts.sql, [productId]);
  if (!product) return refuse('product_unknown');
  const { shopId } = product;
  if (!may(actor, 'product.change', shopId)) return refuse(maySee(actor, product) ? 'not_allowed' : 'product_unknown');
  const key = { id: draft.id, actor: actor.accountId, act: `product.change ${productId}`, body: draft };
  return transactOrUndo(parts, (tx) =>
    once<Product>(tx, key, async () => {
      const [locked] = await lockProducts(tx, [productId], 'change');
      const held = await readHeld(tx, locked!);
      const whole = wholeDraft(held, draft);
      const decision = (await checkIds(tx, shopId, productId, whole)) ?? decideDraft(productId, held, whole);
      if (isRefusal(decision)) return decision;
      await updateProduct(tx, productId, whole);
      const known = new Set(held.skus.map((sku) => sku.id));
      return write(parts, tx, { by: actor.accountId, shopId, productId, draft: whole, decision, known });
    }),
  );
}

async function setStock(parts: Parts, actor: Named, skuId: string, { id, onHand }: SetStock) {
  const [sku] = await readSkuRows(parts.sql, { skus: [skuId] });
  if (!sku) return refuse('sku_unknown');
  if (!may(actor, 'stock.set', sku.shopId)) return refuse('not_allowed');
  return transactOrUndo(parts, (tx) =>
    once<Sku>(tx, { id, actor: actor.accountId, act: `sku.stock ${skuId}`, body: { onHand } }, async () => {
      const refused = await parts.setOnHand(tx, [{ skuId, shopId: sku.shopId, onHand }], actor.accountId);
      if (refused) return refused;
      return toSku(sku, await parts.readLeft(tx.sql, [skuId]), await parts.readLowest(tx.sql, [sku]));
    }),
  );
}

interface Writing {
  readonly by: string;
  readonly shopId: string;
  readonly productId: string;
  readonly draft: WholeDraft;
  readonly decision: DraftDecision;
  /** Variants that have a stock already. */
  readonly known: ReadonlySet<string>;
}

async function write(
  parts: Parts,
  tx: Tx,
  { by, shopId, productId, draft, decision, known }: Writing,
): Promise<Product> {
  await writeSkus(tx, shopId, productId, draft);
  await notePrices(tx, productId);
  await writeProductPictures(tx, shopId, productId, draft);
  await writeProductMedia(tx, shopId, productId, draft);
  const rooms = (await parts.roomsOfProducts(tx.sql, [productId])).get(productId) ?? [];
  for (const roomId of rooms) tx.tell(roomStream(roomId), ...decision.facts);
  const stock = draft.skus
    .filter((sku) => sku.onHand !== undefined || !known.has(sku.id))
    .map((sku) => ({ skuId: sku.id, shopId, onHand: sku.onHand ?? 0 }));
  const refused = stock.length > 0 ? await parts.setOnHand(tx, stock, by) : undefined;
  // The product is written already: only undoing the whole transaction leaves nothing behind.
  if (refused) throw new Undo(refused);
  const [saved] = await parts.readProducts(tx.sql, [productId]);
  return saved!;
}

/** Pictures and the model must be the shop's, and a SKU's id must be new or this product's own. */
async function checkIds(tx: Tx, shopId: string, productId: string, draft: WholeDraft): Promise<Refusal | null> {
  const wanted = new Set([...draft.pictureIds, ...draft.spinPictureIds]);
  const pictures = await readPictures(tx.sql, [...wanted]);
  const own = pictures.filter((picture) => picture.shopId === shopId);
  if (own.length < wanted.size) return refuse('picture_unknown');
  const [model] = draft.modelId ? await readModels(tx.sql, [draft.modelId]) : [];
  if (draft.modelId && model?.shopId !== shopId) return refuse('model_unknown');
  const skus = await readSkuRows(tx.sql, { skus: draft.skus.map((sku) => sku.id) });
  if (skus.some((sku) => sku.productId !== productId)) return refuse('sku_unknown');
  const codes = draft.skus.flatMap(({ code }) => code ?? []);
  const [taken] = await readCodesTaken(tx.sql, shopId, productId, codes);
  return taken === undefined ? null : refuse('sku_code_taken', { code: taken });
}

async function transactOrUndo<T>({ transact }: Parts, work: (tx: Tx) => Promise<T | Refusal>): Promise<T | Refusal> {
  try {
    return await transact(work);
  } catch (error) {
    if (error instanceof Undo) return error.refusal;
    // Somebody gave the code away in the same moment, and has committed: another try reads it.
    if (isCodeTaken(error)) return transact(work);
    throw error;
  }
}

function isCodeTaken(error: unknown): boolean {
  return (error as { constraint_name?: string }).constraint_name === 'sku_codes';
}

class Undo extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.refused);
    this.refusal = refusal;
  }
}
