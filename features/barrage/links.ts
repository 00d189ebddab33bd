/** Endings that are a name on the internet and no word that follows a full stop in a hurry ("nice.so"). */
const endings =
  'com|net|org|info|biz|shop|store|online|site|xyz|top|club|live|link|click|vip|app|dev|io|ly|gg|tv|cc|cn|kr|jp|tw|hk|uk|de|fr|ru|br|eu|xn--[a-z0-9-]+';
const label = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?';
const host = `(?:${label}\\.)+`;
const path = '(?:[/?#][^\\s<>"\\u3000-\\u303f\\uff00-\\uffef]*)?';
const link = new RegExp(
  [
    `[a-z][a-z0-9+.-]{1,15}://[^\\s<>"]+`,
    `(?<![\\p{L}\\p{N}.@-])www\\.${host}?${label}${path}`,
    `(?<![\\p{L}\\p{N}.@-])${host}(?:${endings})(?![\\p{L}\\p{N}-])(?::\\d+)?${path}`,
    `(?<![\\p{L}\\p{N}.@-])${host}[a-z]{2,}(?::\\d+)?/[^\\s<>"]+`,
  ].join('|'),
  'giu',
);

/** Whether there is an address in it. Who hides one ("shop . com", "shop dot com") is a moderator's business. */
export function hasLink(text: string): boolean {
  link.lastIndex = 0;
  return link.test(text.normalize('NFKC'));
}

/** Links are for those who run the room and are seen as such. */
export function mayLink(roles: readonly string[]): boolean {
  return roles.includes('host') || roles.includes('moderator');
}

/** A text cut at its addresses; only http and https lead anywhere. */
export function linkPieces(text: string): { readonly text: string; readonly href?: string }[] {
  const pieces: { text: string; href?: string }[] = [];
  let at = 0;
  for (const found of text.matchAll(link)) {
    const shown = found[0].replace(/[.,;:!?)\]}'"]+$/u, '');
    const href = hrefOf(shown);
    if (href === null) continue;
    if (found.index > at) pieces.push({ text: text.slice(at, found.index) });
    pieces.push({ text: shown, href });
    at = found.index + shown.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}

function hrefOf(shown: string): string | null {
  if (/^https?:\/\//iu.test(shown)) return shown;
  return shown.includes('://') ? null : `https://${shown}`;
}
