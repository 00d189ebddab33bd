import { quantityMax } from '../orders/protocol.ts';
import { type BringCart, type CartWish, cartLinesMax } from './protocol.ts';

/** What this browser keeps for somebody who has no name yet; `bringing` is on its way to the server, under its id. */
export interface KeptCart {
  readonly lines: readonly CartWish[];
  readonly bringing: BringCart | null;
}

const nothing: KeptCart = { lines: [], bringing: null };

/** What was kept may be old or altered: only known values count. */
export function parseKept(text: string | null): KeptCart {
  try {
    const { lines, bringing } = JSON.parse(text ?? '{}') as {
      lines?: unknown;
      bringing?: { id?: unknown; lines?: unknown };
    };
    const going = linesOf(bringing?.lines);
    return {
      lines: linesOf(lines),
      bringing: typeof bringing?.id === 'string' && going.length > 0 ? { id: bringing.id, lines: going } : null,
    };
  } catch {
    return nothing;
  }
}

function linesOf(value: unknown): CartWish[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isWish).slice(0, cartLinesMax);
}

function isWish(value: unknown): value is CartWish {
  if (typeof value !== 'object' || value === null) return false;
  const { skuId, roomId, quantity, shownMinor, shownInDeal } = value as Record<string, unknown>;
  if (!isId(skuId) || (roomId !== null && !isId(roomId))) return false;
  if (!Number.isInteger(quantity) || (quantity as number) < 1 || (quantity as number) > quantityMax) return false;
  return Number.isInteger(shownMinor) && typeof shownInDeal === 'boolean';
}

function isId(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value);
}
