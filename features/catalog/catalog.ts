import type { Fact } from '../../platform/kit/fact.ts';
import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import { checkOptions } from './options.ts';
import { aboutKeys, fact, type ProductDraft, spinFramesMin } from './protocol.ts';
import { type HeldProduct, type HeldSku, type WholeDraft, type WholeSku, wholeDraft } from './whole-draft.ts';

export interface DraftDecision {
  /** For the rooms that show the product. */
  readonly facts: readonly Fact[];
}

/** What saving this draft over that product means. */
export function decideDraft(
  productId: string,
  held: HeldProduct | null,
  partly: ProductDraft,
): DraftDecision | Refusal {
  const draft = wholeDraft(held, partly);
  const wanted = new Set(draft.skus.map((sku) => sku.id));
  if (wanted.size < draft.skus.length) return refuse('sku_twice');
  const frames = draft.spinPictureIds?.length ?? 0;
  if (frames > 0 && frames < spinFramesMin) return refuse('spin_too_short', { least: spinFramesMin });
  const wrong = checkOptions(draft) ?? checkSkus(draft);
  if (wrong) return wrong;
  const dearer = draft.skus.some(({ priceMinor, livePriceMinor }) => (livePriceMinor ?? -1) >= priceMinor);
  if (dearer) return refuse('live_price_not_lower');
  if (!held) return { facts: [] };
  const before = new Map(held.skus.map((sku) => [sku.id, sku]));
  const prices = draft.skus.flatMap((sku) => pricesOf(before.get(sku.id), sku));
  const changed = looksOther(held, draft) ? [fact('product.changed', { productId })] : [];
  return { facts: [...changed, ...prices] };
}

function checkSkus({ skus, pictureIds }: WholeDraft): Refusal | null {
  const codes = skus.flatMap(({ code }) => code ?? []);
  const twice = codes.find((code, at) => codes.indexOf(code) < at);
  if (twice !== undefined) return refuse('sku_code_taken', { code: twice });
  const strange = skus.some(({ pictureId }) => pictureId !== null && !pictureIds.includes(pictureId));
  return strange ? refuse('picture_unknown') : null;
}

/** Both prices are told together; where there is no live price and was none, nothing is said of it. */
function pricesOf(before: HeldSku | undefined, { id: skuId, priceMinor, livePriceMinor }: WholeSku): Fact[] {
  const liveBefore = before?.livePriceMinor ?? null;
  if (before?.priceMinor === priceMinor && liveBefore === livePriceMinor) return [];
  const live = liveBefore === null && livePriceMinor === null ? {} : { livePriceMinor };
  return [fact('price.changed', { skuId, priceMinor, ...live })];
}

/** True when anything but prices and stock differs: the words, the pictures, the variants or their order. */
function looksOther(held: HeldProduct, draft: WholeDraft): boolean {
  const shown = held.skus.filter((sku) => sku.forSale).map(looksOfSku);
  const wanted = draft.skus.map(looksOfSku);
  return (
    held.title !== draft.title ||
    held.description !== draft.description ||
    held.state !== draft.state ||
    JSON.stringify(held.options) !== JSON.stringify(draft.options) ||
    JSON.stringify(held.pictureIds) !== JSON.stringify(draft.pictureIds) ||
    JSON.stringify(held.spinPictureIds) !== JSON.stringify(draft.spinPictureIds) ||
    held.modelId !== draft.modelId ||
    held.limitPerBuyer !== draft.limitPerBuyer ||
    held.taxClass !== draft.taxClass ||
    held.reserve.firstPaid !== draft.reserve.firstPaid ||
    held.reserve.minutes !== draft.reserve.minutes ||
    aboutKeys.some((key) => held.about[key] !== draft.about[key]) ||
    JSON.stringify(shown) !== JSON.stringify(wanted)
  );
}

function looksOfSku({ id, name, values, pictureId, videoId }: WholeSku | HeldSku) {
  return [id, name, values, pictureId, videoId];
}
