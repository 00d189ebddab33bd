import type { Cells } from './csv-cells.ts';
import type { HeldProduct } from './whole-draft.ts';

/** What the shop has of what a file names. */
export interface ImportState {
  readonly currency: string;
  readonly products: ReadonlyMap<string, HeldProduct>;
  readonly productOfSku: ReadonlyMap<string, string>;
  /** Codes of variants on sale. */
  readonly skuOfCode: ReadonlyMap<string, string>;
  readonly onHand: ReadonlyMap<string, number>;
  readonly left: ReadonlyMap<string, number>;
}

/** The lines of one product. */
export interface ProductLines {
  /** Null for one that is to be made. */
  readonly productId: string | null;
  readonly cells: readonly Cells[];
}
