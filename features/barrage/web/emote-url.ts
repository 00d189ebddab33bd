/** Files of their own, fetched when one is first shown. */
const files: Readonly<Record<string, string>> = import.meta.glob('./emotes/*.svg', {
  eager: true,
  import: 'default',
  query: '?no-inline',
});

export function emoteUrl(emote: string): string {
  return files[`./emotes/${emote}.svg`] ?? '';
}
