import { ArrowLeft, Eye, Link2, Wifi, WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { RoomState } from '../../../../features/rooms/protocol.ts';
import { StudioStateBadge } from '../../../../features/rooms/web/studio-room-list.tsx';
import { useWatching } from '../../../../features/rooms/web/use-rooms.ts';
import { Button } from '../../../../platform/ui/button.tsx';
import { IconButton } from '../../../../platform/ui/icon-button.tsx';
import { Notice } from '../../../../platform/ui/notice.tsx';
import { usePageTitle } from '../../../../platform/ui/use-page-title.ts';
import { useRoom } from '../../../../platform/ui/use-room.tsx';
import { useCopyLink } from './use-copy-link.ts';

interface TopBarProps {
  roomId: string;
  title: string;
  state: RoomState;
  /** The act at the end of the bar. */
  children?: ReactNode;
}

/** Which show this is, how many watch, and whether this page hears the room. */
export function StudioTopBar({ roomId, title, state, children }: TopBarProps) {
  const { t } = useTranslation();
  usePageTitle(title);
  return (
    <header className="sticky top-0 z-20 border-b border-line bg-paper/95 backdrop-blur">
      <div className="flex items-center gap-2 px-2 py-2 lg:px-4">
        <Link
          to="/studio"
          aria-label={t('rooms:studio.back')}
          title={t('rooms:studio.back')}
          className="grid size-11 shrink-0 place-items-center rounded-full text-muted hover:bg-sunken hover:text-ink"
        >
          <ArrowLeft aria-hidden className="size-5" />
        </Link>
        <div className="flex min-w-0 flex-1 items-center gap-2.5">
          <h1 className="min-w-0 truncate font-extrabold lg:text-title">{title}</h1>
          {state !== 'live' && (
            <span className="max-sm:hidden">
              <StudioStateBadge state={state} />
            </span>
          )}
        </div>
        {state === 'scheduled' && <Watching />}
        <Connected />
        <CopyLink roomId={roomId} />
        {children}
      </div>
      <Shut />
    </header>
  );
}

function Watching() {
  const { t } = useTranslation();
  const watching = useWatching();
  if (watching === null) return null;
  return (
    <span
      className="flex shrink-0 items-center gap-1.5 rounded-full bg-sunken px-3 py-1.5 text-small font-bold"
      title={t('rooms:studio.live.viewers', { count: watching })}
    >
      <Eye aria-hidden className="size-4 text-muted" />
      <span className="tabular" data-testid="studio-watching" aria-hidden>
        {watching}
      </span>
      <span className="sr-only">{t('rooms:studio.live.viewers', { count: watching })}</span>
    </span>
  );
}

function Connected() {
  const { t } = useTranslation();
  const status = useRoom((snapshot) => snapshot.status);
  const open = status === 'open';
  const text = t(`rooms:studio.live.connection.${open ? 'open' : status === 'connecting' ? 'connecting' : 'closed'}`);
  return (
    <span
      role="status"
      data-testid="studio-connection"
      data-status={status}
      title={text}
      className="flex shrink-0 items-center gap-1.5"
    >
      {open ? (
        <Wifi aria-hidden className="size-5 text-good" />
      ) : (
        <WifiOff aria-hidden className="size-5 animate-pulse-soft text-warn" />
      )}
      <span className={open ? 'sr-only' : 'text-small font-semibold text-warn max-lg:sr-only'}>{text}</span>
    </span>
  );
}

/** The socket will not come back by itself: the session has ended, or this page is too old. */
function Shut() {
  const { t } = useTranslation();
  const closed = useRoom((snapshot) => snapshot.status === 'closed');
  if (!closed) return null;
  return (
    <div className="px-2 pb-2 lg:px-4">
      <Notice tone="bad">
        <span className="flex flex-wrap items-center justify-between gap-2">
          {t('rooms:room.closed')}
          <Button look="plain" size="small" onClick={() => window.location.reload()}>
            {t('rooms:room.reload')}
          </Button>
        </span>
      </Notice>
    </div>
  );
}

function CopyLink({ roomId }: { roomId: string }) {
  const { t } = useTranslation();
  const copy = useCopyLink(roomId);
  return (
    <IconButton label={t('rooms:studio.copyLink')} onClick={copy}>
      <Link2 aria-hidden className="size-5" />
    </IconButton>
  );
}
