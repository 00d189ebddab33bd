import { useSyncExternalStore } from 'react';

const key = 'livestall.shop';
const listeners = new Set<() => void>();

/** Which of several shops this browser works on; whoever has one never chooses. */
export function useChosenShop(): string | null {
  return useSyncExternalStore(listen, chosen);
}

export function chooseShop(shopId: string): void {
  try {
    localStorage.setItem(key, shopId);
  } catch {
    // A browser that keeps nothing goes on with the first shop.
  }
  for (const listener of [...listeners]) listener();
}

function chosen(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}
