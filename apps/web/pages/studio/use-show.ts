import { useMemo } from 'react';
import { productNumbers } from '../../../../features/catalog/product-numbers.ts';
import type { Product } from '../../../../features/catalog/protocol.ts';
import { beginsAnew, nextOf, previousOf } from '../../../../features/rooms/run-order.ts';
import type { Pins } from './use-pins.ts';

/** Where the show stands in its run sheet, and the ways on. */
export interface Show {
  readonly products: readonly Product[];
  readonly explained: Product | null;
  readonly next: Product | null;
  /** The sheet has been walked to its end: the next one is at its top again. */
  readonly anew: boolean;
  readonly previous: Product | null;
  goOn(): void;
  goBack(): void;
  explainAt(place: number): void;
}

export function useShow(products: readonly Product[], { explainedId, run }: Pins): Show {
  return useMemo(() => {
    const lines = products.map((product) => ({ id: product.id, left: productNumbers(product).left }));
    const nextId = nextOf(lines, explainedId);
    const find = (id: string | null) => products.find((product) => product.id === id) ?? null;
    const explain = (product: Product | null | undefined) => {
      if (product && product.id !== explainedId) run({ productId: product.id, act: 'explain' });
    };
    const [next, previous] = [find(nextId), find(previousOf(lines, explainedId))];
    return {
      products,
      explained: find(explainedId),
      next,
      anew: beginsAnew(lines, explainedId, nextId),
      previous,
      goOn: () => explain(next),
      goBack: () => explain(previous),
      explainAt: (place) => explain(products[place - 1]),
    };
  }, [products, explainedId, run]);
}
