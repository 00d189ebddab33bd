import { createHash } from 'node:crypto';

/** The same words give the same id, so a seed that runs twice makes nothing twice. */
export function idOf(...words: readonly string[]): string {
  const hex = createHash('sha256').update(words.join('\n')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function productIdOf(shopId: string, title: string): string {
  return idOf(shopId, title);
}
