import { useEffect, useState } from 'react';

/**
 * A part of the page that is loaded when it is wanted. Unlike React's `lazy` a failure does not take the rest of the page
 * down: it is told, and a new wish tries again. `held` is the part where somebody has loaded it before.
 */
export function useLater<T>(
  wanted: boolean,
  load: () => Promise<T>,
  held: T | null = null,
): { part: T | null; failed: boolean } {
  const [part, setPart] = useState<T | null>(() => held);
  const [failed, setFailed] = useState(false);
  const missing = wanted && part === null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the function may be new at each rendering; the wish counts.
  useEffect(() => {
    if (!missing) return;
    let over = false;
    load().then(
      (loaded) => !over && setPart(() => loaded),
      () => !over && setFailed(true),
    );
    return () => {
      over = true;
    };
  }, [missing]);
  return { part, failed };
}
