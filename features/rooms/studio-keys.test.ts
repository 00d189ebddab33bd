import { describe, expect, it } from 'vitest';
import { actOf, ariaKeys, type KeyPress, shortcuts } from './studio-keys.ts';

const press = (key: string, over: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  shift: false,
  modified: false,
  repeated: false,
  typing: false,
  onPressable: false,
  asked: false,
  ...over,
});
const acts = (one: KeyPress) => actOf(one)?.act ?? null;

describe("the studio's keys", () => {
  it('[R24] each key stands for one act, and the table is what is read', () => {
    const keys = shortcuts.flatMap((shortcut) => shortcut.keys);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { act, keys: own } of shortcuts) for (const key of own) expect(acts(press(key))).toBe(act);
    expect(actOf(press('4'))).toEqual({ act: 'explain', place: 4 });
    for (const key of ['0', 'x', 'Enter', 'Tab', 'Escape', 'ArrowDown', 'Dead']) expect(acts(press(key))).toBe(null);
  });

  it('[R25] nothing happens while somebody types, answers a question, holds a key down or calls the browser', () => {
    for (const { keys } of shortcuts) {
      for (const key of keys) {
        for (const why of ['typing', 'asked', 'repeated', 'modified'] as const) {
          expect(acts(press(key, { [why]: true }))).toBe(null);
        }
      }
    }
  });

  it('[R25] the space bar presses the button it is on; the arrow goes on all the same', () => {
    expect(acts(press(' ', { onPressable: true }))).toBe(null);
    expect(acts(press('ArrowRight', { onPressable: true }))).toBe('next');
  });

  it('[R26] letters and digits are found on Korean, Chinese and French keyboards', () => {
    expect(acts(press('ㅡ', { code: 'KeyM' }))).toBe('mute');
    expect(acts(press('M', { code: 'KeyM', shift: true }))).toBe('mute');
    expect(acts(press(',', { code: 'KeyM' }))).toBe(null);
    expect(acts(press('？', { code: 'Slash', shift: true }))).toBe('help');
    expect(actOf(press('&', { code: 'Digit1' }))).toEqual({ act: 'explain', place: 1 });
    expect(actOf(press('é', { code: 'Digit2' }))).toEqual({ act: 'explain', place: 2 });
    expect(acts(press('!', { code: 'Digit1', shift: true }))).toBe(null);
    expect(actOf(press('3', { code: 'Numpad3' }))).toEqual({ act: 'explain', place: 3 });
  });

  it('[R24] what is read out beside a button are its keys', () => {
    expect(ariaKeys('next')).toBe('Space ArrowRight PageDown');
    expect(ariaKeys('mute')).toBe('M');
    expect(ariaKeys('explain', 7)).toBe('7');
    expect(ariaKeys('explain', 10)).toBe(undefined);
  });
});
