import { Radio, Volume2, VolumeX } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WatchAddress } from '../../../../features/media/protocol.ts';
import { api } from '../../../../platform/ui/api.ts';
import { Button } from '../../../../platform/ui/button.tsx';
import { IconButton } from '../../../../platform/ui/icon-button.tsx';
import { LiveBadge } from './own-picture.tsx';

const LivePicture = lazy(async () => ({
  default: (await import('../../../../features/media/web/live-picture.tsx')).LivePicture,
}));

interface WatchProps {
  roomId: string;
  liveAt: number | null;
  /** Where this device may send instead of the one that does. */
  onSendHere: (() => void) | null;
  /** On a phone the picture fills the page, and its badge stands in the page's head. */
  bare?: boolean;
}

/** A second device sees what the viewers see; silent at first, since the host may stand beside. */
export function WatchPanel({ roomId, liveAt, onSendHere, bare = false }: WatchProps) {
  const { t } = useTranslation();
  const [muted, setMuted] = useState(true);
  const Icon = muted ? VolumeX : Volume2;
  return (
    <div
      data-testid="watch-panel"
      className={`on-picture relative size-full overflow-hidden bg-stage ${bare ? '' : 'min-h-48 rounded-card'}`}
    >
      <Suspense fallback={null}>
        <LivePicture
          address={() => api.get<WatchAddress>(`/api/rooms/${roomId}/watch`)}
          muted={muted}
          onMutedChange={setMuted}
        />
      </Suspense>
      {!bare && (
        <div className="absolute inset-x-3 top-3">
          <LiveBadge liveAt={liveAt} />
        </div>
      )}
      <div className={`absolute inset-x-3 flex items-end gap-2 ${bare ? 'top-40 flex-col' : 'bottom-3'}`}>
        {onSendHere && (
          <Button look="glass" className="me-auto" onClick={onSendHere} data-testid="studio-send-here">
            <Radio aria-hidden className="size-5" />
            {t('rooms:studio.live.sendHere')}
          </Button>
        )}
        <IconButton
          look="glass"
          className="ms-auto"
          label={t(muted ? 'rooms:studio.live.soundOn' : 'rooms:studio.live.soundOff')}
          onClick={() => setMuted(!muted)}
        >
          <Icon aria-hidden className="size-5" />
        </IconButton>
      </div>
    </div>
  );
}
