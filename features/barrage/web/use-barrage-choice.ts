import { useState } from 'react';

const key = 'livestall.barrage';

/** Whether lines fly; remembered on this device. */
export function useBarrageChoice(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => read() !== 'off');
  const choose = (next: boolean) => {
    setOn(next);
    try {
      localStorage.setItem(key, next ? 'on' : 'off');
    } catch {
      // A browser that keeps nothing still obeys for this visit.
    }
  };
  return [on, choose];
}

function read(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
