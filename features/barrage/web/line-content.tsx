import { Reply } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TalkLine } from '../../../platform/kit/socket-protocol.ts';
import { useRoomConnection } from '../../../platform/ui/use-room.tsx';
import type { Emote as EmoteName } from '../emotes.ts';
import { type LinePiece, linePieces } from '../line-pieces.ts';
import { emoteUrl } from './emote-url.ts';
import { knownNames } from './known-names.ts';

/** What was said, in its own direction of writing, with what is drawn, meant and linked in it. */
export function LineContent({ line }: { line: TalkLine }) {
  const connection = useRoomConnection();
  const pieces = useMemo(() => linePieces(line, knownNames(connection)), [line, connection]);
  return (
    <bdi dir="auto" className="[overflow-wrap:anywhere]">
      {line.reply && <ReplyMark name={line.reply.name} />}
      {pieces.map((piece, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line never changes.
        <Piece key={index} piece={piece} />
      ))}
    </bdi>
  );
}

function Piece({ piece }: { piece: LinePiece }) {
  if ('emote' in piece) return <Emote emote={piece.emote} />;
  if ('mention' in piece) return <b className="rounded-[0.3125rem] bg-current/15 px-1">{piece.text}</b>;
  if (!('href' in piece)) return piece.text;
  return (
    <a href={piece.href} target="_blank" rel="noopener noreferrer nofollow" className="underline underline-offset-2">
      {piece.text}
    </a>
  );
}

export function Emote({ emote, large = false }: { emote: EmoteName; large?: boolean }) {
  const { t } = useTranslation();
  return (
    <img
      src={emoteUrl(emote)}
      alt={t(`barrage:emote.${emote}`)}
      draggable={false}
      className={large ? 'size-8' : 'mx-px inline size-[1.35em] align-[-0.3em]'}
    />
  );
}

function ReplyMark({ name }: { name: string }) {
  const { t } = useTranslation();
  return (
    <span className="me-1.5 whitespace-nowrap text-[0.85em] font-semibold opacity-85">
      <Reply aria-hidden className="me-0.5 inline size-[1.1em] align-[-0.15em]" />
      <span className="sr-only">{t('barrage:reply.to')} </span>
      <bdi>{name}</bdi>
    </span>
  );
}
