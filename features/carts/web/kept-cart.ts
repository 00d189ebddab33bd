import { quantityMax } from '../../orders/protocol.ts';
import { type BringCart, type CartWish, cartLinesMax } from '../protocol.ts';

/** What this browser keeps for somebody who has no name yet; `bringing` is on its way to the server, under its id. */
export interface KeptCart {
  readonly lines: readonly CartWish[];
  readonly bringing: BringCart | null;
}

const key = 'cart';
const nothing: KeptCart = { lines: [], bringing: null };
const listeners = new Set<() => void>();
let seen: string | null = null;
let kept = nothing;

/** The same object as long as nothing has changed. */
export function keptCart(): KeptCart {
  const now = read();
  if (now === seen) return kept;
  seen = now;
  kept = parseKept(now);
  return kept;
}

export function keepCart(next: KeptCart): void {
  try {
    localStorage.setItem(key, JSON.stringify(next));
  } catch {
    // Without a store the cart lasts as long as the page.
    seen = read();
    kept = next;
  }
  for (const listener of listeners) listener();
}

/** Also when another page of this browser has changed it. */
export function onKept(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** What was kept may be old or altered: only known values count. */
export function parseKept(text: string | null): KeptCart {
  try {
    const { lines, bringing } = JSON.parse(text ?? '{}') as { lines?: unknown; bringing?: { id?: unknown; lines?: unknown } };
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

function read(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return seen;
  }
}
