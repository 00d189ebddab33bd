import { saidOf } from '../../platform/kit/search-text.ts';
import type { TaxClass } from '../shops/tax-class.ts';
import { nameOfValues } from './options.ts';
import type { About, Option, ProductDraft, Reserve, SkuDraft } from './protocol.ts';

export interface HeldSku {
  readonly id: string;
  readonly name: string;
  readonly priceMinor: number;
  readonly livePriceMinor: number | null;
  readonly code: string | null;
  readonly values: readonly string[];
  readonly pictureId: string | null;
  readonly videoId: string | null;
  readonly forSale: boolean;
}

/** A product as it is stored, with the variants that were taken out; null before it is made. */
export interface HeldProduct {
  readonly title: string;
  readonly description: string;
  readonly state: ProductDraft['state'];
  readonly pictureIds: readonly string[];
  readonly spinPictureIds: readonly string[];
  readonly modelId: string | null;
  readonly limitPerBuyer: number | null;
  readonly taxClass: TaxClass;
  readonly reserve: Reserve;
  readonly about: About;
  readonly options: readonly Option[];
  readonly skus: readonly HeldSku[];
}

/** A variant with nothing left open but its units. */
export interface WholeSku extends SkuDraft {
  readonly livePriceMinor: number | null;
  readonly code: string | null;
  readonly values: string[];
  readonly pictureId: string | null;
  readonly videoId: string | null;
}

/** A draft with nothing left open: what it left out is as it was, and of a new product as if nobody had asked for it. */
export interface WholeDraft extends ProductDraft {
  readonly skus: WholeSku[];
  readonly spinPictureIds: string[];
  readonly modelId: string | null;
  readonly limitPerBuyer: number | null;
  readonly taxClass: TaxClass;
  readonly reserve: Reserve;
  readonly about: About;
  readonly options: Option[];
}

/** As long as nobody chose otherwise: a hold, for as long as the installation says. */
export const usualReserve: Reserve = { firstPaid: false, minutes: null };
export const nothingAbout: About = { functions: '', materials: '', care: '', box: '' };

export function wholeDraft(held: HeldProduct | null, draft: ProductDraft): WholeDraft {
  const { spinPictureIds = held?.spinPictureIds ?? [], modelId = held?.modelId ?? null } = draft;
  const { limitPerBuyer = held?.limitPerBuyer ?? null, about = held?.about ?? nothingAbout } = draft;
  const { reserve = held?.reserve ?? usualReserve, taxClass = held?.taxClass ?? 'standard' } = draft;
  const before = new Map(held?.skus.map((sku) => [sku.id, sku]));
  const options = (draft.options ?? held?.options ?? []).map(({ name, values }) => ({ name, values: [...values] }));
  const skus = draft.skus.map((sku) => wholeSku(before.get(sku.id), sku, { ...draft, options }));
  const said = { limitPerBuyer, taxClass, reserve, about };
  return { ...draft, ...said, spinPictureIds: [...spinPictureIds], modelId, options, skus };
}

function wholeSku(held: HeldSku | undefined, draft: SkuDraft, product: ProductDraft): WholeSku {
  const { livePriceMinor = held?.livePriceMinor ?? null, code = held?.code ?? null } = draft;
  // A picture that the product has no more is not the variant's either, unless the draft asks for it.
  const kept = held?.pictureId && product.pictureIds.includes(held.pictureId) ? held.pictureId : null;
  const { pictureId = kept, videoId = held?.videoId ?? null } = draft;
  if (product.options?.length === 0) return { ...draft, livePriceMinor, code, pictureId, videoId, values: [] };
  const values = [...(draft.values ?? held?.values ?? [])];
  return { ...draft, livePriceMinor, code, pictureId, videoId, values, name: nameOfValues(values) };
}

/** What a product is found by: its title, and the names and codes of what is on sale. [C42] */
export function saidOfDraft({ title, skus }: Pick<WholeDraft, 'title' | 'skus'>): string {
  return saidOf([title, ...skus.flatMap(({ name, code }) => [name, code])]);
}
