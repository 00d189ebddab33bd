import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import { quantityMax } from '../orders/protocol.ts';
import { type CartWish, cartLinesMax } from './protocol.ts';

/** Two lines of the same SKU from two rooms are two: each room has prices of its own. */
export interface LineKey {
  readonly skuId: string;
  readonly roomId: string | null;
}

export function isLine(one: LineKey, other: LineKey): boolean {
  return one.skuId === other.skuId && one.roomId === other.roomId;
}

/** The line as it is afterwards, or why it cannot be put in. What was shown last is what is remembered. [Z2] [Z3] */
export function putIn(lines: readonly CartWish[], wish: CartWish): CartWish | Refusal {
  const there = lines.find((line) => isLine(line, wish));
  if (!there && lines.length >= cartLinesMax) return refuse('cart_full', { max: cartLinesMax });
  const quantity = (there?.quantity ?? 0) + wish.quantity;
  return quantity > quantityMax ? refuse('cart_line_full', { max: quantityMax }) : { ...wish, quantity };
}

/** One person's two carts become one: of what is in both the larger quantity, and of what is brought as much as fits. [Z4] */
export function mergeCarts(own: readonly CartWish[], brought: readonly CartWish[]): CartWish[] {
  const merged = own.map((line) => {
    const more = brought.find((other) => isLine(line, other));
    return more && more.quantity > line.quantity ? { ...line, quantity: more.quantity } : line;
  });
  for (const line of brought) {
    if (merged.length < cartLinesMax && !merged.some((other) => isLine(line, other))) merged.push(line);
  }
  return merged;
}
