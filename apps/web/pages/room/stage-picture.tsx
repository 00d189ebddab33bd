import { useTranslation } from 'react-i18next';
import type { WatchAddress } from '../../../../features/media/protocol.ts';
import { CoverPicture } from '../../../../features/rooms/web/cover-picture.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { useLater } from '../../../../platform/ui/use-later.ts';
import type { Sound } from './use-sound.ts';

/** The player and its video libraries come after the page has been painted. */
const loadPicture = async () => (await import('../../../../features/media/web/live-picture.tsx')).LivePicture;
let prepared: Awaited<ReturnType<typeof loadPicture>> | null = null;

/** Has the player at hand when the room is first rendered. Without it the room comes all the same, and asks again. */
export async function preparePicture(): Promise<void> {
  prepared = await loadPicture().catch(() => null);
}

interface StagePictureProps {
  roomId: string;
  live: boolean;
  demo?: boolean | undefined;
  wide: boolean;
  coverPictureId: string | null;
  sound: Sound;
  onPicture(come: boolean): void;
}

/** The live picture; before and after the show, its cover. */
export function StagePicture({ roomId, live, demo, wide, coverPictureId, sound, onPicture }: StagePictureProps) {
  const { t } = useTranslation();
  const LivePicture = useLater(live, loadPicture, prepared).part;
  if (!live || LivePicture === null) return <Backdrop pictureId={coverPictureId} dim={!live} />;
  return (
    // On a phone the lower part belongs to talk and the pinned product: what the picture has to say moves up.
    <div className="absolute inset-0 max-lg:[&_[role=status]]:pb-[30dvh]">
      <LivePicture
        key={roomId}
        early={roomId}
        address={() => api.get<WatchAddress>(`/api/rooms/${roomId}/watch`)}
        poster={coverPictureId === null ? undefined : `/pictures/${coverPictureId}/480.webp`}
        away={demo ? { title: t('rooms:demo.begins'), text: t('rooms:demo.beginsText') } : undefined}
        muted={sound.muted}
        volume={sound.volume}
        fit={wide ? 'whole' : 'fill'}
        onState={(state) => state !== 'loading' && onPicture(true)}
        onMutedChange={(muted) => muted && sound.refused()}
      />
    </div>
  );
}

/** The stall with its lamp lit, and the cover in it where there is one. */
function Backdrop({ pictureId, dim }: { pictureId: string | null; dim: boolean }) {
  return (
    <div className="evening absolute inset-0">
      {pictureId !== null && (
        <CoverPicture
          key={pictureId}
          pictureId={pictureId}
          width={1080}
          className={dim ? 'opacity-45 saturate-75' : 'brightness-75'}
        />
      )}
    </div>
  );
}
