import { ArrowDown } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TalkLine } from '../../../platform/kit/socket-protocol.ts';
import { classNames } from '../../../platform/ui/class-names.ts';

interface TalkListProps {
  lines: readonly TalkLine[];
  /** 'picture': light lines over the video; 'panel': dark on paper. */
  on: 'picture' | 'panel';
  className?: string;
}

const atEndPx = 40;

/** The room's talk to read. It follows the newest line unless the reader has scrolled up. */
export function TalkList({ lines, on, className }: TalkListProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new line moves the list, though its text is not read.
  useEffect(() => {
    if (following) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [lines, following]);
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
        aria-live="polite"
        aria-label={t('barrage:talk.label')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by the keyboard.
        tabIndex={0}
        onScroll={scrolled}
        className={classNames(
          'flex min-h-0 flex-1 flex-col gap-1.5 overflow-y-auto overscroll-contain py-1',
          on === 'picture' && 'on-picture [mask-image:linear-gradient(transparent,black_2.5rem)]',
        )}
      >
        <div className="mt-auto" aria-hidden />
        {lines.map((line) => (
          <TalkRow key={line.id} line={line} on={on} />
        ))}
        {lines.length === 0 && on === 'panel' && (
          <p className="mb-auto text-center text-muted">{t('barrage:talk.empty')}</p>
        )}
      </div>
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

function TalkRow({ line, on }: { line: TalkLine; on: TalkListProps['on'] }) {
  const { t } = useTranslation();
  const picture = on === 'picture';
  return (
    <div
      data-testid="talk-line"
      data-line-id={line.id}
      className={classNames(
        'w-fit max-w-full rounded-card px-3 py-1 text-small',
        picture ? 'bg-glass text-on-stage' : 'text-ink',
        line.badge === 'host' && !picture && 'bg-accent-soft',
      )}
    >
      {line.badge !== null && <TalkBadge badge={line.badge} />}
      <span className={classNames('me-1.5 font-bold', picture ? 'text-[#ffc7a6]' : 'text-accent-text')}>
        {line.name}
      </span>
      <span>{line.text}</span>
      {line.count !== undefined && line.count > 1 && <b className="tabular ms-1.5">×{line.count}</b>}
      {!line.saved && <span className="ms-1.5 text-tiny opacity-75">{t('barrage:talk.unsaved')}</span>}
    </div>
  );
}

function TalkBadge({ badge }: { badge: string }) {
  const { t } = useTranslation();
  const texts: Record<string, string> = {
    host: t('barrage:badge.host'),
    moderator: t('barrage:badge.moderator'),
    buyer: t('barrage:badge.buyer'),
  };
  if (texts[badge] === undefined) return null;
  return (
    <span className="me-1.5 rounded-chip bg-live px-1.5 py-px align-[0.08em] text-[0.6875rem] font-bold text-on-stage">
      {texts[badge]}
    </span>
  );
}
