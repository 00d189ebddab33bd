export interface MentionPiece {
  readonly text: string;
  /** The name that is meant. */
  readonly mention?: string;
}

/**
 * A text cut at `@name` of somebody who has spoken. Names may hold spaces, so the longest that fits is meant; a name is
 * over where the text goes on with another letter, unless it is written without spaces between words.
 */
export function mentionPieces(text: string, names: Iterable<string>): MentionPiece[] {
  if (!/[@\uff20]/u.test(text)) return [{ text }];
  const known = [...names].filter((name) => name !== '').sort((a, b) => b.length - a.length);
  const pieces: MentionPiece[] = [];
  let at = 0;
  for (const sign of text.matchAll(/(?<![\p{L}\p{N}])[@\uff20]/gu)) {
    if (sign.index < at) continue;
    const rest = text.slice(sign.index + 1);
    const name = known.find((one) => isNamed(rest, one));
    if (name === undefined) continue;
    if (sign.index > at) pieces.push({ text: text.slice(at, sign.index) });
    at = sign.index + 1 + name.length;
    pieces.push({ text: text.slice(sign.index, at), mention: name });
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}

/** Whether a line is for this reader: an answer to their line, or their name in it. */
export function isForReader(
  { text, reply }: { readonly text: string; readonly reply?: { readonly id: string; readonly name: string } },
  name: string | null,
  isOwnLine: (id: string) => boolean,
): boolean {
  if (reply && (isOwnLine(reply.id) || reply.name === name)) return true;
  return name !== null && mentionPieces(text, [name]).some(({ mention }) => mention !== undefined);
}

function isNamed(rest: string, name: string): boolean {
  if (rest.slice(0, name.length).toLowerCase() !== name.toLowerCase()) return false;
  const next = rest.slice(name.length);
  return (
    !/^[\p{L}\p{N}\p{M}]/u.test(next) ||
    /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(next)
  );
}
