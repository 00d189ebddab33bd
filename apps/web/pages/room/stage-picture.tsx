import type { WatchAddress } from '../../../../features/media/protocol.ts';
import { CoverPicture } from '../../../../features/rooms/web/cover-picture.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { useLater } from '../../../../platform/ui/use-later.ts';

/** The player and its video libraries come after the page has been painted. */
const loadPicture = async () => (await import('../../../../features/media/web/live-picture.tsx')).LivePicture;

interface StagePictureProps {
  roomId: string;
  live: boolean;
  coverPictureId: string | null;
  muted: boolean;
  onMutedChange(muted: boolean): void;
}

/** The live picture; before and after the show, its cover. */
export function StagePicture({ roomId, live, coverPictureId, muted, onMutedChange }: StagePictureProps) {
  const LivePicture = useLater(live, loadPicture).part;
  if (!live || LivePicture === null) {
    if (coverPictureId === null) return null;
    return <CoverPicture key={coverPictureId} pictureId={coverPictureId} width={1080} className="brightness-75" />;
  }
  return (
    // On a phone the lower part belongs to talk and the pinned product: what the picture has to say moves up.
    <div className="absolute inset-0 max-lg:[&_[role=status]]:pb-[30dvh]">
      <LivePicture
        key={roomId}
        address={() => api.get<WatchAddress>(`/api/rooms/${roomId}/watch`)}
        poster={coverPictureId === null ? undefined : `/pictures/${coverPictureId}/480.webp`}
        muted={muted}
        onMutedChange={onMutedChange}
      />
    </div>
  );
}
