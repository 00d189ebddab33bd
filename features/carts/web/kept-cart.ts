import { type KeptCart, parseKept } from '../kept-cart.ts';

const key = 'cart';
const listeners = new Set<() => void>();
let seen: string | null = null;
let kept: KeptCart = { lines: [], bringing: null };

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

function read(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return seen;
  }
}
