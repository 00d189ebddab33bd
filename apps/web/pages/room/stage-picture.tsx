import { lazy, Suspense } from 'react';
import type { WatchAddress } from '../../../../features/media/protocol.ts';
import { api } from '../../../../platform/ui/api.ts';

/** The player and its video libraries come after the page has been painted. */
const LivePicture = lazy(async () => ({
  default: (await import('../../../../features/media/web/LivePicture.tsx')).LivePicture,
}));

interface StagePictureProps {
  roomId: string;
  live: boolean;
  coverPictureId: string | null;
  muted: boolean;
  onMutedChange(muted: boolean): void;
}

/** The live picture; before and after the show, its cover. */
export function StagePicture({ roomId, live, coverPictureId, muted, onMutedChange }: StagePictureProps) {
  const poster = coverPictureId === null ? undefined : `/pictures/${coverPictureId}/1080.webp`;
  const cover = <Cover address={poster} />;
  if (!live) return cover;
  return (
    // On a phone the lower part belongs to talk and the pinned product: what the picture has to say moves up.
    <div className="absolute inset-0 max-lg:[&_[role=status]]:pb-[30dvh]">
      <Suspense fallback={cover}>
        <LivePicture
          key={roomId}
          address={() => api.get<WatchAddress>(`/api/rooms/${roomId}/watch`)}
          poster={poster}
          muted={muted}
          onMutedChange={onMutedChange}
        />
      </Suspense>
    </div>
  );
}

function Cover({ address }: { address: string | undefined }) {
  if (address === undefined) return <div className="absolute inset-0 bg-stage" />;
  return <img src={address} alt="" className="absolute inset-0 size-full object-cover brightness-75" />;
}
