import i18next from 'i18next';
import { linePieces } from '../line-pieces.ts';
import { emoteUrl } from './emote-url.ts';
import type { Flying } from './flight.ts';

/** Everybody's in plain white, with those who run the room, oneself, and what is said to oneself in a frame. */
export function dressLine(element: HTMLElement, flying: Flying, names: Iterable<string> = []): void {
  const { line } = flying;
  element.className = lineClass(flying);
  // Each line is written in its own direction, and none turns another's around.
  element.dir = 'auto';
  element.replaceChildren(...linePieces(line, names).map(nodeOf));
  if (line.reply) element.prepend(`↩ ${line.reply.name}  `);
  if (line.count !== undefined && line.count > 1)
    element.append(` ${i18next.t('barrage:talk.count', { count: line.count })}`);
}

function nodeOf(piece: ReturnType<typeof linePieces>[number]): Node | string {
  if (!('emote' in piece)) return piece.text;
  const picture = document.createElement('img');
  picture.src = emoteUrl(piece.emote);
  picture.alt = '';
  picture.className = 'inline size-[1.35em] align-[-0.3em]';
  return picture;
}

// In a file of components, where the style sheet looks for classes.
const base =
  'lit absolute left-0 top-0 w-max whitespace-pre rounded-full px-3 py-0.5 font-bold text-on-stage opacity-(--line-opacity) will-change-transform';

function lineClass({ line: { badge }, own, forReader }: Flying): string {
  if (own) return `${base} border-2 border-on-stage/90 bg-glass`;
  if (forReader) return `${base} border-2 border-honey bg-glass`;
  if (badge === 'host') return `${base} bg-live`;
  if (badge === 'moderator') return `${base} bg-glass`;
  return base;
}
