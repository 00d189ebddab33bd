import { once } from '../../../platform/beat/once.ts';
import type { Tx } from '../../../platform/beat/transact.ts';
import type { Actor, Named } from '../../../platform/kit/actor.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { may } from '../../accounts/access.ts';
import { decideDraft } from '../catalog.ts';
import type { Product, ProductDraft, SetStock, Sku } from '../protocol.ts';
import { wholeDraft } from '../whole-draft.ts';
import type { CatalogNeeds } from './needs.ts';
import { type Reading, toSku, videosOf } from './reading.ts';
import { insertProduct, lockProducts, readHeld, readProductRows, readSkuRows, updateProduct } from './store.ts';
import { checkIds, transactOrUndo, type Writing, writeProduct, writeStock } from './writing.ts';

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
      const by = actor.accountId;
      return write(parts, tx, { shopId, productId: draft.id, draft: whole, decision, by, known: new Set() });
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
      return write(parts, tx, { shopId, productId, draft: whole, decision, by: actor.accountId, known });
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
      return toSku(sku, {
        left: await parts.readLeft(tx.sql, [skuId]),
        lowest: await parts.readLowest(tx.sql, [sku]),
        videos: await videosOf(tx.sql, [sku]),
      });
    }),
  );
}

async function write(parts: Parts, tx: Tx, writing: Writing): Promise<Product> {
  await writeStock(parts, tx, await writeProduct(parts, tx, writing), writing.by);
  const [saved] = await parts.readProducts(tx.sql, [writing.productId]);
  return saved!;
}
