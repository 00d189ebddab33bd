import { type Emote, emotePieces } from './emotes.ts';
import { linkPieces } from './links.ts';
import { mentionPieces } from './mention.ts';

/** What a line is made of, in order: every piece is shown as text or as a picture of ours, never as markup. */
export type LinePiece =
  | { readonly text: string }
  | { readonly emote: Emote }
  | { readonly text: string; readonly mention: string }
  | { readonly text: string; readonly href: string };

interface Told {
  readonly text: string;
  readonly badge: string | null;
}

/** Links are links only when the host or a moderator has written them. */
export function linePieces({ text, badge }: Told, names: Iterable<string>): LinePiece[] {
  const known = [...names];
  const linked = badge === 'host' || badge === 'moderator' ? linkPieces(text) : [{ text }];
  return linked.flatMap((piece): LinePiece[] => {
    if (piece.href !== undefined) return [{ text: piece.text, href: piece.href }];
    return emotePieces(piece.text).flatMap((part): LinePiece[] =>
      'emote' in part
        ? [part]
        : mentionPieces(part.text, known).map(({ text: said, mention }) =>
            mention === undefined ? { text: said } : { text: said, mention },
          ),
    );
  });
}
