/** The languages Livestall speaks, each named by itself. Every message folder holds one file for each. */
export const languageNames = { en: 'English', 'zh-Hans': '简体中文', ko: '한국어' } as const;

export type Language = keyof typeof languageNames;

export const languages = Object.keys(languageNames) as readonly Language[];

/**
 * The first wished language that we speak: by its full tag, or by its base ('zh-CN' reads zh-Hans, 'ko-KR' ko). Whoever
 * wishes for none of them reads English.
 */
export function chooseLanguage(wished: readonly string[], spoken: readonly string[] = languages): string {
  return findLanguage(wished, spoken) ?? 'en';
}

/** The same, or null where none of the wishes can be met. */
export function findLanguage(wished: readonly string[], spoken: readonly string[] = languages): string | null {
  for (const wish of wished) {
    const tag = wish.trim().toLowerCase();
    const found =
      spoken.find((language) => language.toLowerCase() === tag) ??
      spoken.find((language) => base(language) === base(tag));
    if (found !== undefined) return found;
  }
  return null;
}

function base(tag: string): string {
  return tag.split('-')[0]!.toLowerCase();
}
