import type { Transact, Tx } from '../../../platform/beat/transact.ts';
import { roomStream } from '../../../platform/kit/fact.ts';
import { type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import type { DraftDecision } from '../catalog.ts';
import type { WholeDraft } from '../whole-draft.ts';
import type { CatalogNeeds } from './needs.ts';
import { readCodesTaken, readPictures, readSkuRows, writeProductPictures, writeSkus } from './store.ts';
import { readModels, writeProductMedia } from './store-models.ts';
import { notePrices } from './store-prices.ts';
import { readVideos } from './store-videos.ts';

export interface Writing {
  readonly shopId: string;
  readonly productId: string;
  readonly draft: WholeDraft;
  readonly decision: DraftDecision;
  /** Whose change it is. */
  readonly by: string;
  /** Variants that have a stock already. */
  readonly known: ReadonlySet<string>;
}

export interface StockRow {
  readonly skuId: string;
  readonly shopId: string;
  readonly onHand: number;
}

/** Writes everything of a product but its stock, tells the rooms, and says what the stock is to be. */
export async function writeProduct(
  needs: Pick<CatalogNeeds, 'roomsOfProducts'>,
  tx: Tx,
  { shopId, productId, draft, decision, known, by }: Writing,
): Promise<StockRow[]> {
  await writeSkus(tx, shopId, productId, draft);
  await notePrices(tx, productId, by);
  await writeProductPictures(tx, shopId, productId, draft);
  await writeProductMedia(tx, shopId, productId, draft);
  const rooms = (await needs.roomsOfProducts(tx.sql, [productId])).get(productId) ?? [];
  for (const roomId of rooms) tx.tell(roomStream(roomId), ...decision.facts);
  return draft.skus
    .filter((sku) => sku.onHand !== undefined || !known.has(sku.id))
    .map((sku) => ({ skuId: sku.id, shopId, onHand: sku.onHand ?? 0 }));
}

/** Products are locked before stock, so this comes last. What is refused here undoes what was written before. */
export async function writeStock(
  needs: Pick<CatalogNeeds, 'setOnHand'>,
  tx: Tx,
  rows: readonly StockRow[],
  by: string,
): Promise<void> {
  const refused = rows.length > 0 ? await needs.setOnHand(tx, rows, by) : undefined;
  if (refused) throw new Undo(refused);
}

/** Pictures and the model must be the shop's, and a SKU's id must be new or this product's own. */
export async function checkIds(tx: Tx, shopId: string, productId: string, draft: WholeDraft): Promise<Refusal | null> {
  const wanted = new Set([...draft.pictureIds, ...draft.spinPictureIds]);
  const pictures = await readPictures(tx.sql, [...wanted]);
  const own = pictures.filter((picture) => picture.shopId === shopId);
  if (own.length < wanted.size) return refuse('picture_unknown');
  const [model] = draft.modelId ? await readModels(tx.sql, [draft.modelId]) : [];
  if (draft.modelId && model?.shopId !== shopId) return refuse('model_unknown');
  const videoIds = new Set(draft.skus.flatMap(({ videoId }) => videoId ?? []));
  const videos = await readVideos(tx.sql, [...videoIds]);
  if (videos.filter((video) => video.shopId === shopId).length < videoIds.size) return refuse('video_unknown');
  const skus = await readSkuRows(tx.sql, { skus: draft.skus.map((sku) => sku.id) });
  if (skus.some((sku) => sku.productId !== productId)) return refuse('sku_unknown');
  const codes = draft.skus.flatMap(({ code }) => code ?? []);
  const [taken] = await readCodesTaken(tx.sql, shopId, productId, codes);
  return taken === undefined ? null : refuse('sku_code_taken', { code: taken });
}

/** What throws Undo leaves nothing behind, and is answered with its refusal. */
export async function transactOrUndo<T>(
  { transact }: { readonly transact: Transact },
  work: (tx: Tx) => Promise<T | Refusal>,
): Promise<T | Refusal> {
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

export class Undo extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.refused);
    this.refusal = refusal;
  }
}
