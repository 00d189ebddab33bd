/** The texts of one language, by the path of their file. */
export type MessageFiles = Readonly<Record<string, unknown>>;

/** `features/<noun>/messages/en.json` is namespace <noun>; the pages' own texts are 'web', the components' are 'ui'. */
export function namespaceOf(path: string): string {
  return /([a-z-]+)\/messages\//.exec(path)?.[1] ?? 'web';
}
