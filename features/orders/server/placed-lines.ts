import type { OrderLine } from '../protocol.ts';
import type { NewOrder } from '../purchase.ts';

export type LinesOfOrders = ReadonlyMap<string, readonly OrderLine[]>;

/** More than wait for their money at once. */
export const ordersMax = 10_000;

/**
 * The lines of the orders that this server placed last. Lines never change, and most orders are settled a moment after they
 * were placed, by the same server: it knows which SKUs to lock without asking.
 */
export function createPlacedLines() {
  const lines = new Map<string, readonly OrderLine[]>();
  return {
    lines: lines as LinesOfOrders,
    remember(orders: readonly NewOrder[]): void {
      for (const order of orders) lines.set(order.id, order.lines);
      for (const id of lines.keys()) {
        if (lines.size <= ordersMax) return;
        lines.delete(id);
      }
    },
  };
}
