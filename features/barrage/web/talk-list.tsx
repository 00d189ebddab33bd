import { ArrowDown, Ellipsis } from 'lucide-react';
import { memo, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplyTo, TalkLine } from '../../../platform/kit/socket-protocol.ts';
import { classNames } from '../../../platform/ui/class-names.ts';
import { IconButton } from '../../../platform/ui/icon-button.tsx';
import { nameColour } from '../../../platform/ui/monogram.tsx';
import { useRoom, useRoomConnection } from '../../../platform/ui/use-room.tsx';
import { isForReader } from '../mention.ts';
import { LineContent } from './line-content.tsx';
import { TalkAnnouncer } from './talk-announcer.tsx';
import { usePickedLine } from './use-picked-line.ts';

interface TalkListProps {
  lines: readonly TalkLine[];
  /** 'picture': light lines over the video; 'panel': dark on paper. */
  on: 'picture' | 'panel';
  /** To be read from two steps away. */
  large?: boolean;
  className?: string;
  /** What those who run the room may do with a line, behind one button. */
  act?: LineAct | undefined;
  /** What a tap on a line, or Enter on the one that the arrow keys have reached, does. */
  onReply?: ((line: ReplyTo) => void) | undefined;
}

export interface LineAct {
  label(name: string): string;
  onAct(line: TalkLine): void;
}

const atEndPx = 40;

/**
 * The room's talk to read. It follows the newest line unless the reader has scrolled up. A screen reader is told by the
 * announcer instead: a busy log would read without end.
 */
export function TalkList({ lines, on, large = false, className, act, onReply }: TalkListProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new line moves the list, though its text is not read.
  useEffect(() => {
    if (following) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [lines, following]);
  const picking = usePickedLine(list, lines, onReply);
  const row = { on, large, act, reader: useRoom((snapshot) => snapshot.welcome?.name ?? null) };
  const scrolled = () => {
    const { scrollHeight, scrollTop, clientHeight } = list.current!;
    setFollowing(scrollHeight - scrollTop - clientHeight < atEndPx);
  };
  return (
    <div className={classNames('relative flex min-h-0 flex-col', className)}>
      <div
        ref={list}
        data-testid="talk-list"
        role="log"
        aria-live="off"
        aria-label={t('barrage:talk.label')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by the keyboard.
        tabIndex={0}
        onScroll={scrolled}
        {...picking.handlers}
        className={classNames(
          'flex min-h-0 flex-1 flex-col gap-1.5 overflow-y-auto overscroll-contain py-1',
          on === 'panel' && '-mx-2.5 px-2.5',
          on === 'picture' && 'on-picture gap-1 [mask-image:linear-gradient(transparent,black_2rem)]',
        )}
      >
        <div className="mt-auto" aria-hidden />
        {lines.map((line) => (
          <TalkRow key={line.id} {...row} line={line} picked={picking.pickedId === line.id} />
        ))}
        {lines.length === 0 && on === 'panel' && (
          <p className="mb-auto rounded-card border border-dashed border-line-strong px-4 py-8 text-center text-balance text-muted">
            {t('barrage:talk.empty')}
          </p>
        )}
      </div>
      <TalkAnnouncer />
      {!following && (
        <button
          type="button"
          onClick={() => setFollowing(true)}
          className="absolute bottom-1 left-1/2 inline-flex min-h-9 -translate-x-1/2 items-center gap-1.5 rounded-full bg-accent px-3 text-tiny font-bold text-on-accent shadow-low"
        >
          <ArrowDown aria-hidden className="size-4" />
          {t('barrage:talk.newest')}
        </button>
      )}
    </div>
  );
}

/** Drawn once: in a busy room the two hundred lines above a new one stay as they are. */
const TalkRow = memo(function TalkRow({
  line,
  on,
  large,
  act,
  picked,
  reader,
}: Pick<TalkListProps, 'on' | 'act'> & { line: TalkLine; large: boolean; picked: boolean; reader: string | null }) {
  const { t } = useTranslation();
  const { isOwnTalk } = useRoomConnection();
  const forReader = isForReader(line, reader, isOwnTalk);
  const picture = on === 'picture';
  const row = (
    <div
      data-testid="talk-line"
      id={`line-${line.id}`}
      data-line-id={line.id}
      data-for-reader={forReader || undefined}
      className={classNames(
        'w-fit max-w-full',
        picked && 'outline-2 outline-offset-2 outline-current',
        forReader && 'border-s-4 border-honey ps-2',
        large ? (picture ? 'text-body' : 'text-title leading-snug') : 'text-small',
        picture ? 'text-on-stage' : 'text-ink',
        picture && line.badge !== 'host' && 'lit',
        line.badge === 'host' && 'rounded-card px-2.5 py-1',
        line.badge === 'host' && (picture ? 'bg-glass' : '-mx-2.5 bg-accent-soft'),
      )}
    >
      {line.badge !== null && <TalkBadge badge={line.badge} />}
      <span className={classNames('me-1.5 whitespace-nowrap font-bold', nameColour(line.name, on))}>
        <bdi>{line.name}</bdi>
      </span>
      <LineContent line={line} />
      {line.count !== undefined && line.count > 1 && (
        <b className="tabular ms-1.5">{t('barrage:talk.count', { count: line.count })}</b>
      )}
      {!line.saved && <span className="ms-1.5 text-tiny opacity-75">{t('barrage:talk.unsaved')}</span>}
    </div>
  );
  if (act === undefined) return row;
  return (
    <div className="flex items-start gap-1">
      <div className="min-w-0 flex-1">{row}</div>
      <IconButton
        label={act.label(line.name)}
        data-testid="line-act"
        className="-my-1.5"
        onClick={() => act.onAct(line)}
      >
        <Ellipsis aria-hidden className="size-5" />
      </IconButton>
    </div>
  );
});

function TalkBadge({ badge }: { badge: string }) {
  const { t } = useTranslation();
  const texts: Record<string, string> = {
    host: t('barrage:badge.host'),
    moderator: t('barrage:badge.moderator'),
    buyer: t('barrage:badge.buyer'),
  };
  if (texts[badge] === undefined) return null;
  return (
    <span
      className={classNames(
        'me-1.5 rounded-[0.3125rem] px-1.5 py-px align-[0.08em] text-[0.6875rem] font-bold [text-shadow:none]',
        badge === 'buyer' ? 'bg-honey text-on-honey' : 'bg-live text-on-stage',
      )}
    >
      {texts[badge]}
    </span>
  );
}
