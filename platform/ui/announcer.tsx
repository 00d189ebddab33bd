import { useSyncExternalStore } from 'react';

type Manner = 'polite' | 'assertive';

interface Said {
  readonly id: number;
  readonly text: string;
}

let said: Readonly<Record<Manner, Said | null>> = { polite: null, assertive: null };
let lastId = 0;
const listeners = new Set<() => void>();

/** Says one sentence to screen readers only; `assertive` interrupts what they are reading. */
export function announce(text: string, manner: Manner = 'polite'): void {
  lastId += 1;
  said = { ...said, [manner]: { id: lastId, text } };
  for (const listener of listeners) listener();
}

/** Mounted once. The regions are there before anything is said in them, or the first sentence would be missed. */
export function Announcer() {
  const { polite, assertive } = useSyncExternalStore(subscribe, () => said);
  return (
    <div className="sr-only">
      <div aria-live="polite" data-testid="announced">
        {polite && <p key={polite.id}>{polite.text}</p>}
      </div>
      <div aria-live="assertive" data-testid="announced-now">
        {assertive && <p key={assertive.id}>{assertive.text}</p>}
      </div>
    </div>
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
