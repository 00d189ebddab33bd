import type { About, ProductDraft } from './protocol.ts';

export interface HeldSku {
  readonly id: string;
  readonly name: string;
  readonly priceMinor: number;
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
  readonly about: About;
  readonly skus: readonly HeldSku[];
}

/** A draft with nothing left open: what it left out is as it was, and of a new product as if nobody had asked for it. */
export interface WholeDraft extends ProductDraft {
  readonly spinPictureIds: string[];
  readonly modelId: string | null;
  readonly limitPerBuyer: number | null;
  readonly about: About;
}

export const nothingAbout: About = { functions: '', materials: '', care: '', box: '' };

export function wholeDraft(held: HeldProduct | null, draft: ProductDraft): WholeDraft {
  const { spinPictureIds = held?.spinPictureIds ?? [], modelId = held?.modelId ?? null } = draft;
  const { limitPerBuyer = held?.limitPerBuyer ?? null, about = held?.about ?? nothingAbout } = draft;
  return { ...draft, spinPictureIds: [...spinPictureIds], modelId, limitPerBuyer, about };
}
