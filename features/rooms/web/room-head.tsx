import { Eye, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CountText } from '../../../platform/ui/count-text.tsx';
import { Monogram } from '../../../platform/ui/monogram.tsx';
import { Tick } from '../../../platform/ui/tick.tsx';
import { usePageTitle } from '../../../platform/ui/use-page-title.ts';
import type { RoomState } from '../protocol.ts';
import { DemoRoomBadge } from './demo-room-badge.tsx';

interface RoomHeadProps {
  title: string;
  host: { readonly id: string; readonly name: string } | null;
  state: RoomState;
  watching: number | null;
  /** A demonstration says so for as long as one looks. */
  demo?: boolean | undefined;
  children?: ReactNode;
}

/** Over the top of the picture: whose room this is, and how many are in it. */
export function RoomHead({ title, host, state, watching, demo, children }: RoomHeadProps) {
  const { t } = useTranslation();
  usePageTitle(title);
  const live = state === 'live';
  return (
    <header className="on-picture flex items-center gap-2 text-on-stage">
      <div className="relative flex h-13 min-w-0 items-center gap-2.5 rounded-full bg-glass py-1 ps-1 pe-4.5">
        <span className="relative shrink-0">
          <Monogram
            name={host?.name ?? ''}
            className={`size-11 text-small ${live ? 'ring-2 ring-live ring-offset-2 ring-offset-stage' : ''}`}
          />
          {live && (
            <span className="absolute -bottom-1 left-1/2 -translate-x-1/2 whitespace-nowrap rounded-[0.3125rem] bg-live px-1 text-[0.625rem] font-extrabold leading-3.5 tracking-wide">
              {t('rooms:room.live')}
            </span>
          )}
        </span>
        <div className="min-w-0">
          <HostName host={host} />
          <h1 className="min-h-4 truncate text-tiny font-medium leading-4 tracking-normal">{title}</h1>
        </div>
      </div>
      <div className="ms-auto flex shrink-0 items-center gap-2">
        {demo && <DemoRoomBadge />}
        {watching !== null && live && <Watching count={watching} />}
        {children}
        <Link
          to="/"
          aria-label={t('rooms:room.leave')}
          title={t('rooms:room.leave')}
          className="grid size-11 place-items-center rounded-full bg-glass font-bold hover:bg-stage simple:flex simple:w-auto simple:gap-1 simple:px-4"
        >
          <X aria-hidden className="size-5" />
          <span aria-hidden className="hidden simple:inline">
            {t('rooms:room.leaveWord')}
          </span>
        </Link>
      </div>
    </header>
  );
}

/** The whole chip is the way to the host's page. */
function HostName({ host }: Pick<RoomHeadProps, 'host'>) {
  if (host === null) return <p aria-hidden className="my-1 h-3 w-24 animate-pulse-soft rounded-full bg-on-stage/25" />;
  return (
    <Link
      to={`/hosts/${host.id}`}
      data-testid="host-link"
      className="block truncate text-small font-bold leading-5 outline-none after:absolute after:inset-0 after:rounded-full hover:underline focus-visible:after:outline-3 focus-visible:after:outline-on-stage"
    >
      {host.name}
    </Link>
  );
}

function Watching({ count }: { count: number }) {
  const { t } = useTranslation();
  const text = t('rooms:room.watching', { count });
  return (
    <p className="tabular flex h-9 items-center gap-1.5 rounded-full bg-glass px-3 text-small font-bold" title={text}>
      <Eye aria-hidden className="size-4" />
      <span className="sr-only">{text}</span>
      <span aria-hidden>
        <Tick value={count}>
          <CountText count={count} testId="viewer-count" />
        </Tick>
      </span>
    </p>
  );
}
