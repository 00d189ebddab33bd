import { useSyncExternalStore } from 'react';

/** From here on there is room for panels beside the picture; the same width as Tailwind's `lg`. */
const query = '(min-width: 64rem)';

export function useWide(): boolean {
  return useSyncExternalStore(watch, () => window.matchMedia(query).matches);
}

function watch(listener: () => void): () => void {
  const media = window.matchMedia(query);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
}
