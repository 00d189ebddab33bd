import { lineCharsMax } from './protocol.ts';

/** The room's own small pictures, typed as `:heart:` or picked. Their names in each language are in messages/. */
export const emotes = [
  ...['heart', 'clap', 'thumbs', 'fire', 'star', 'laugh', 'wow', 'cry', 'gift', 'bag', 'party', 'tea'],
] as const;
export type Emote = (typeof emotes)[number];

const code = new RegExp(`:(${emotes.join('|')}):`, 'gu');

/** A text cut into what is written and what is drawn. */
export function emotePieces(text: string): ({ readonly text: string } | { readonly emote: Emote })[] {
  return text
    .split(code)
    .map((piece, index) => (index % 2 === 1 ? { emote: piece as Emote } : { text: piece }))
    .filter((piece) => 'emote' in piece || piece.text !== '');
}

/** As long as it looks: an emote is one character. */
export function lineChars(text: string): number {
  return emotePieces(text).reduce((sum, piece) => sum + ('emote' in piece ? 1 : [...piece.text].length), 0);
}

/** Cut to what a line may hold, no emote in halves. */
export function fitLine(text: string, charsMax: number = lineCharsMax): string {
  let left = charsMax;
  let fit = '';
  for (const piece of emotePieces(text)) {
    const chars = 'emote' in piece ? [`:${piece.emote}:`] : [...piece.text];
    fit += chars.slice(0, left).join('');
    left -= chars.length;
    if (left <= 0) break;
  }
  return fit;
}

/** As it is read out: emotes by their names. */
export function spokenLine(text: string, nameOf: (emote: Emote) => string): string {
  return emotePieces(text)
    .map((piece) => ('emote' in piece ? ` ${nameOf(piece.emote)} ` : piece.text))
    .join('')
    .replace(/ {2,}/gu, ' ')
    .trim();
}
