import { ApiRefusal, api } from '../../../platform/ui/api.ts';
import { newId } from '../../../platform/ui/ids.ts';
import type { Cart } from '../protocol.ts';
import { keepCart, keptCart } from './kept-cart.ts';

let underWay: Promise<void> | null = null;

/**
 * Sends what the browser kept to the account that there is now, once: it keeps its id until the server has answered, so
 * that a lost answer, or a second page, brings nothing twice. [Z4]
 */
export function bringKept(): Promise<void> {
  underWay ??= bring().finally(() => {
    underWay = null;
  });
  return underWay;
}

async function bring(): Promise<void> {
  const { lines, bringing } = keptCart();
  const going = bringing ?? (lines.length > 0 ? { id: newId(), lines: [...lines] } : null);
  if (going === null) return;
  keepCart({ lines: bringing === null ? [] : lines, bringing: going });
  try {
    await api.post<Cart>('/api/me/cart/bring', going);
  } catch (problem) {
    // A coded no will be no again; anything else may have been heard, and goes out once more under the same id.
    const refused = problem instanceof ApiRefusal && problem.status < 500 && problem.status !== 429;
    if (!refused) throw problem;
  }
  keepCart({ ...keptCart(), bringing: null });
}
