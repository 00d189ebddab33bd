import { type Refusal, refuse } from '../../platform/kit/refusal.ts';

/** So much of a SKU lies in somebody's cart, from one room. */
export interface InCart {
  readonly accountId: string;
  readonly skuId: string;
  readonly roomId: string | null;
  readonly quantity: number;
}

interface Buying {
  readonly accountId: string;
  readonly roomId: string | null;
  readonly lines: readonly { readonly skuId: string; readonly quantity: number }[];
  readonly cart?: boolean | undefined;
}

/** The buyers' carts while a batch is decided: what one order takes out is not there for the next. [O45] */
export class BatchCarts {
  readonly #lies: Map<string, number>;

  constructor(carts: readonly InCart[]) {
    this.#lies = new Map(carts.map((line) => [keyOf(line, line.skuId), line.quantity]));
  }

  /** Only what lies in the cart can be bought out of it: of two orders of one cart the second finds nothing. */
  missing(purchase: Buying): Refusal | null {
    if (!purchase.cart) return null;
    const wanted = Map.groupBy(purchase.lines, ({ skuId }) => skuId);
    const lacks = [...wanted].some(([skuId, lines]) => {
      const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
      return (this.#lies.get(keyOf(purchase, skuId)) ?? 0) < units;
    });
    return lacks ? refuse('cart_changed') : null;
  }

  take(purchase: Buying): void {
    if (!purchase.cart) return;
    for (const { skuId, quantity } of purchase.lines) {
      const key = keyOf(purchase, skuId);
      this.#lies.set(key, this.#lies.get(key)! - quantity);
    }
  }
}

function keyOf({ accountId, roomId }: Pick<Buying, 'accountId' | 'roomId'>, skuId: string): string {
  return `${accountId} ${roomId} ${skuId}`;
}
