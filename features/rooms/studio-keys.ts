/** What a host can do without looking for a button. */
export type StudioAct = 'next' | 'previous' | 'explain' | 'mute' | 'talk' | 'help';

export interface Shortcut {
  readonly act: StudioAct;
  /** As `KeyboardEvent.key` says it. A remote control for slides sends PageDown and PageUp. */
  readonly keys: readonly string[];
}

export const explainPlacesMax = 9;

export const shortcuts: readonly Shortcut[] = [
  { act: 'next', keys: [' ', 'ArrowRight', 'PageDown'] },
  { act: 'previous', keys: ['ArrowLeft', 'PageUp'] },
  { act: 'explain', keys: Array.from({ length: explainPlacesMax }, (_, at) => String(at + 1)) },
  { act: 'mute', keys: ['m'] },
  { act: 'talk', keys: ['t'] },
  { act: 'help', keys: ['?'] },
];

/** A key as it was pressed, and where. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly shift: boolean;
  /** With Ctrl, Alt or the system's key it belongs to the browser. */
  readonly modified: boolean;
  readonly repeated: boolean;
  /** In a text field, or while an input method puts a word together. */
  readonly typing: boolean;
  /** On something that the space bar presses or scrolls. */
  readonly onPressable: boolean;
  /** A dialog or a menu is open. */
  readonly asked: boolean;
}

export interface Wanted {
  readonly act: StudioAct;
  /** Which line of the run sheet, from 1; for `explain` only. */
  readonly place?: number;
}

/** Which act a key stands for here and now, if any. */
export function actOf(press: KeyPress): Wanted | null {
  if (press.typing || press.modified || press.repeated || press.asked) return null;
  const key = keyOf(press);
  if (key === ' ' && press.onPressable) return null;
  const found = shortcuts.find((shortcut) => shortcut.keys.includes(key));
  if (!found) return null;
  return found.act === 'explain' ? { act: 'explain', place: Number(key) } : { act: found.act };
}

/** What `aria-keyshortcuts` says of an act; `place` picks one line's number. */
export function ariaKeys(act: StudioAct, place?: number): string | undefined {
  if (place !== undefined) return place <= explainPlacesMax ? String(place) : undefined;
  const keys = shortcuts.find((shortcut) => shortcut.act === act)?.keys ?? [];
  return keys.map((key) => (key === ' ' ? 'Space' : key.length === 1 ? key.toUpperCase() : key)).join(' ');
}

/** Letters and digits are found on every keyboard: by what they write, or else by where they lie (Korean, French). */
function keyOf({ key, code, shift }: KeyPress): string {
  if (key === '？') return '?';
  if (/^[ -~]$/.test(key) && !(/^Digit[1-9]$/.test(code) && !shift && !/^[0-9]$/.test(key))) return key.toLowerCase();
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined && key.length === 1) return letter.toLowerCase();
  const digit = /^Digit([1-9])$/.exec(code)?.[1];
  return digit !== undefined && !shift ? digit : key;
}
