import { findLanguage, type Language, languages } from '../kit/languages.ts';

export type Theme = 'system' | 'light' | 'dark';

/** What a reader has chosen on this device; whoever chose nothing gets what the browser and the system say. */
export interface Preferences {
  readonly language: Language | null;
  readonly theme: Theme;
  /** Large type and fewer things. */
  readonly simple: boolean;
  /** A screen reader is told what others say in a room. */
  readonly talkRead: boolean;
}

export const themes: readonly Theme[] = ['system', 'light', 'dark'];
const key = 'livestall.preferences';
/** The one word of it that the server is told, for what it draws before there is a script. */
const languageCookie = 'livestall.language';
const cookieSecondsMax = 31_536_000;
const unchosen: Preferences = { language: null, theme: 'system', simple: false, talkRead: true };

const listeners = new Set<(preferences: Preferences) => void>();
let held: Preferences | undefined;
let met: Language | undefined;

export function preferences(): Preferences {
  held ??= readPreferences(kept());
  return held;
}

export function setPreferences(chosen: Partial<Preferences>): void {
  const next = { ...preferences(), ...chosen };
  try {
    localStorage.setItem(key, JSON.stringify(next));
  } catch {
    // A browser that keeps nothing still obeys for this visit.
  }
  take(next);
}

/** A page as the server draws it should speak the chosen language too. */
export function tellLanguage({ language }: Preferences): void {
  const told = document.cookie.includes(`${languageCookie}=`);
  if (language === null && !told) return;
  const seconds = language === null ? 0 : cookieSecondsMax;
  // biome-ignore lint/suspicious/noDocumentCookie: the newer store is not in every browser.
  document.cookie = `${languageCookie}=${language ?? ''}; path=/; max-age=${seconds}; samesite=lax`;
}

export function onPreferences(listener: (preferences: Preferences) => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) window.addEventListener('storage', fromOtherPage);
  return () => listeners.delete(listener);
}

/** What was kept may be old, or altered by hand: only what we know counts. */
export function readPreferences(text: string | null): Preferences {
  const read = parse(text);
  return {
    language: languages.find((language) => language === read.language) ?? unchosen.language,
    theme: themes.find((theme) => theme === read.theme) ?? unchosen.theme,
    simple: read.simple === true,
    talkRead: read.talkRead !== false,
  };
}

/** The language to speak: the chosen one, else the browser's, else the one that the shop meets its visitors in. */
export function spokenLanguage({ language }: Preferences): Language {
  return language ?? (findLanguage(navigator.languages) as Language | null) ?? met ?? 'en';
}

/** True when neither a choice nor the browser says what to speak. */
export function languageIsOpen({ language }: Preferences): boolean {
  return language === null && findLanguage(navigator.languages) === null;
}

/** For whom nothing else says what to speak. */
export function meetIn(language: Language): void {
  met = language;
  take(preferences());
}

/** Puts on the page's root what the style sheets go by. The language follows when its texts are there. */
export function showPreferences({ theme, simple }: Preferences): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset.theme;
  else dataset.theme = theme;
  if (simple) dataset.simple = '';
  else delete dataset.simple;
}

function take(next: Preferences): void {
  held = next;
  showPreferences(next);
  tellLanguage(next);
  for (const listener of [...listeners]) listener(next);
}

/** Another page of ours has changed them: this one follows. */
function fromOtherPage(event: StorageEvent): void {
  if (event.key === key) take(readPreferences(event.newValue));
}

function kept(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function parse(text: string | null): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(text ?? '{}');
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
