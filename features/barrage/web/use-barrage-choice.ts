import { useSyncExternalStore } from 'react';
import { useSimple } from '../../../platform/ui/use-preferences.ts';
import { type BarrageChoice, readChoice, shownAs, type TalkShown } from '../barrage-choice.ts';

const key = 'livestall.barrage';
const listeners = new Set<() => void>();
let held: BarrageChoice | undefined;

export function useBarrageChoice(): BarrageChoice {
  return useSyncExternalStore(listen, choice);
}

/** What counts for this reader, who may want large type or less motion. */
export function useTalkShown(): TalkShown {
  const chosen = useBarrageChoice();
  const simple = useSimple();
  const still = useSyncExternalStore(listenToMotion, wantsStill);
  return shownAs(chosen, { simple, still });
}

export function chooseBarrage(chosen: Partial<BarrageChoice>): void {
  held = { ...choice(), ...chosen };
  try {
    localStorage.setItem(key, JSON.stringify(held));
  } catch {
    // A browser that keeps nothing still obeys for this visit.
  }
  for (const listener of listeners) listener();
}

function choice(): BarrageChoice {
  held ??= readChoice(kept());
  return held;
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const motion = () => window.matchMedia('(prefers-reduced-motion: reduce)');
const wantsStill = () => motion().matches;

function listenToMotion(listener: () => void): () => void {
  const query = motion();
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

function kept(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
