import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WatchAddress } from '../../../../features/media/protocol.ts';
import { api } from '../../../../platform/ui/api.ts';

const LivePicture = lazy(async () => ({
  default: (await import('../../../../features/media/web/live-picture.tsx')).LivePicture,
}));

/** Who helps from a second device sees what the viewers see; silent at first, since the host may stand beside. */
export function WatchPanel({ roomId, live }: { roomId: string; live: boolean }) {
  const { t } = useTranslation();
  const [muted, setMuted] = useState(true);
  if (!live) return <p className="rounded-card bg-sunken p-4 text-muted">{t('rooms:studio.help')}</p>;
  return (
    <div className="relative mx-auto h-[30dvh] w-full max-w-[20rem] overflow-hidden rounded-card bg-stage lg:h-[min(72dvh,36rem)] lg:max-w-none">
      <Suspense fallback={null}>
        <LivePicture
          address={() => api.get<WatchAddress>(`/api/rooms/${roomId}/watch`)}
          muted={muted}
          onMutedChange={setMuted}
        />
      </Suspense>
    </div>
  );
}
