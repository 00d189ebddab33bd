import { useQuery } from '@tanstack/react-query';
import { Pin, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TalkLine } from '../../../platform/kit/socket-protocol.ts';
import { api } from '../../../platform/ui/api.ts';
import { classNames } from '../../../platform/ui/class-names.ts';
import { IconButton } from '../../../platform/ui/icon-button.tsx';
import { useRoom, useRoomConnection } from '../../../platform/ui/use-room.tsx';
import { LineContent } from './line-content.tsx';

interface PinnedLineProps {
  lineId: string;
  on: 'picture' | 'panel';
  /** For those who may take it down. */
  onUnpin?: (() => void) | undefined;
}

/** The line that stands above the talk. It may be older than what this page has of the talk. */
export function PinnedLine({ lineId, on, onUnpin }: PinnedLineProps) {
  const { t } = useTranslation();
  const { roomId } = useRoomConnection();
  const held = useRoom((snapshot) => snapshot.talk.find(({ id }) => id === lineId));
  const asked = useQuery({
    queryKey: ['line', roomId, lineId],
    queryFn: () => api.get<TalkLine>(`/api/rooms/${roomId}/talk/${lineId}`),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: held === undefined,
  });
  const line = held ?? asked.data;
  if (line === undefined) return null;
  return (
    <section
      aria-label={t('barrage:pin.label')}
      data-testid="pinned-line"
      className={classNames(
        'flex max-h-28 shrink-0 items-start gap-2 overflow-y-auto rounded-card px-3 py-2 text-small',
        on === 'picture' ? 'on-picture border border-glass-line bg-glass text-on-stage' : 'bg-accent-soft text-ink',
      )}
    >
      <Pin aria-hidden className="mt-0.5 size-4 shrink-0" />
      <p className="min-w-0 flex-1">
        <b className="me-1.5">
          <bdi>{line.name}</bdi>
        </b>
        <LineContent line={line} />
      </p>
      {onUnpin && (
        <IconButton
          label={t('barrage:pin.takeDown')}
          data-testid="unpin-line"
          className="-my-2.5 -me-2"
          onClick={onUnpin}
        >
          <X aria-hidden className="size-5" />
        </IconButton>
      )}
    </section>
  );
}
