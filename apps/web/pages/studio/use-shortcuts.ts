import { useEffect, useRef, useState } from 'react';
import { actOf, type KeyPress, type StudioAct } from '../../../../features/rooms/studio-keys.ts';

export type ShortcutActs = Partial<Record<StudioAct, (place: number) => void>>;

const storageKey = 'studio-shortcuts';
const typingIn = 'input, textarea, select, [contenteditable]';
const pressable = 'button, a, summary, label, [role=button], [tabindex]';
const asking = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]';

/** The keys of the page, for the acts that are there. They can be turned off: some people's keys come from speech. */
export function useShortcuts(acts: ShortcutActs): { on: boolean; setOn(on: boolean): void } {
  const [on, setOnState] = useState(() => localStorage.getItem(storageKey) !== 'off');
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const wanted = actOf(pressOf(event));
      const act = wanted && latest.current[wanted.act];
      if (!wanted || !act) return;
      event.preventDefault();
      act(wanted.place ?? 0);
    };
    if (!on) return undefined;
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [on]);
  const setOn = (next: boolean) => {
    localStorage.setItem(storageKey, next ? 'on' : 'off');
    setOnState(next);
  };
  return { on, setOn };
}

function pressOf(event: KeyboardEvent): KeyPress {
  const target = event.target instanceof Element ? event.target : document.body;
  return {
    key: event.key,
    code: event.code,
    shift: event.shiftKey,
    modified: event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented,
    repeated: event.repeat,
    typing: event.isComposing || target.closest(typingIn) !== null,
    onPressable: target.closest(pressable) !== null,
    asked: document.querySelector(asking) !== null,
  };
}
