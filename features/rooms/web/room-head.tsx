import { ArrowLeft, Eye } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Badge } from '../../../platform/ui/badge.tsx';
import { usePageTitle } from '../../../platform/ui/use-page-title.ts';
import type { RoomState } from '../protocol.ts';

interface RoomHeadProps {
  title: string;
  hostName: string;
  state: RoomState;
  watching: number | null;
  children?: ReactNode;
}

/** Over the top of the picture: whose room this is, and how many are in it. */
export function RoomHead({ title, hostName, state, watching, children }: RoomHeadProps) {
  const { t } = useTranslation();
  usePageTitle(title);
  return (
    <header className="on-picture flex items-start gap-2 text-on-stage">
      <Link
        to="/"
        aria-label={t('rooms:room.leave')}
        className="grid size-11 shrink-0 place-items-center rounded-full border border-glass-line bg-glass backdrop-blur"
      >
        <ArrowLeft aria-hidden className="size-5 rtl:rotate-180" />
      </Link>
      <div className="min-w-0 rounded-card border border-glass-line bg-glass px-3.5 py-1.5 backdrop-blur">
        <h1 className="truncate text-small font-bold">{title}</h1>
        <div className="flex items-center gap-2 text-tiny">
          {state === 'live' && <Badge tone="live">{t('rooms:room.live')}</Badge>}
          <span className="truncate opacity-90">{hostName}</span>
          {watching !== null && state === 'live' && (
            <span
              className="tabular flex shrink-0 items-center gap-1"
              title={t('rooms:room.watching', { count: watching })}
            >
              <Eye aria-hidden className="size-3.5" />
              <span className="sr-only">{t('rooms:room.watching', { count: watching })}</span>
              <span aria-hidden data-testid="viewer-count">
                {watching}
              </span>
            </span>
          )}
        </div>
      </div>
      <div className="ms-auto flex shrink-0 gap-2">{children}</div>
    </header>
  );
}
