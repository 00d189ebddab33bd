import type { Fact } from '../../platform/kit/fact.ts';
import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import { aboutKeys, fact, type ProductDraft, spinFramesMin } from './protocol.ts';
import { type HeldProduct, wholeDraft } from './whole-draft.ts';

export interface DraftDecision {
  /** For the rooms that show the product. */
  readonly facts: readonly Fact[];
}

/** What saving this draft over that product means. */
export function decideDraft(productId: string, held: HeldProduct | null, draft: ProductDraft): DraftDecision | Refusal {
  const wanted = new Set(draft.skus.map((sku) => sku.id));
  if (wanted.size < draft.skus.length) return refuse('sku_twice');
  const frames = draft.spinPictureIds?.length ?? 0;
  if (frames > 0 && frames < spinFramesMin) return refuse('spin_too_short', { least: spinFramesMin });
  if (!held) return { facts: [] };
  const before = new Map(held.skus.map((sku) => [sku.id, sku]));
  const priced = draft.skus.filter((sku) => before.get(sku.id)?.priceMinor !== sku.priceMinor);
  const prices = priced.map(({ id, priceMinor }) => fact('price.changed', { skuId: id, priceMinor }));
  const changed = looksOther(held, draft) ? [fact('product.changed', { productId })] : [];
  return { facts: [...changed, ...prices] };
}

/** True when anything but prices and stock differs: the words, the pictures, the variants or their order. */
function looksOther(held: HeldProduct, partly: ProductDraft): boolean {
  const draft = wholeDraft(held, partly);
  const shown = held.skus.filter((sku) => sku.forSale).map((sku) => [sku.id, sku.name]);
  const wanted = draft.skus.map((sku) => [sku.id, sku.name]);
  return (
    held.title !== draft.title ||
    held.description !== draft.description ||
    held.state !== draft.state ||
    JSON.stringify(held.pictureIds) !== JSON.stringify(draft.pictureIds) ||
    JSON.stringify(held.spinPictureIds) !== JSON.stringify(draft.spinPictureIds) ||
    held.modelId !== draft.modelId ||
    held.limitPerBuyer !== draft.limitPerBuyer ||
    aboutKeys.some((key) => held.about[key] !== draft.about[key]) ||
    JSON.stringify(shown) !== JSON.stringify(wanted)
  );
}
