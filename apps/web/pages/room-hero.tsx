import { ArrowRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { WatchAddress } from '../../../features/media/protocol.ts';
import type { Room } from '../../../features/rooms/protocol.ts';
import { RoomBadge, RoomCover } from '../../../features/rooms/web/room-card.tsx';
import { api } from '../../../platform/ui/api.ts';
import { classNames } from '../../../platform/ui/class-names.ts';
import { Monogram } from '../../../platform/ui/monogram.tsx';
import { useLater } from '../../../platform/ui/use-later.ts';

/** The page stands and can be read before the line is given to moving pictures. */
const afterMs = 1_200;

const loadPicture = async () => (await import('../../../features/media/web/live-picture.tsx')).LivePicture;

/** The show that is on now, under its awning, moving where the reader's machine has nothing against it. */
export function RoomHero({ room, shopName }: { room: Room; shopName: string | undefined }) {
  const { t } = useTranslation();
  return (
    <Link
      to={`/rooms/${room.id}`}
      data-testid="room-card"
      className="group relative flex aspect-[4/5] max-h-[68dvh] w-full flex-col overflow-hidden rounded-sheet bg-stage text-on-stage shadow-high transition duration-300 ease-settle hover:-translate-y-1 lg:aspect-[5/6]"
    >
      <RoomCover room={room} width={1080} />
      <Preview roomId={room.id} />
      <div aria-hidden className="awning relative z-1" />
      <div className="relative z-1 flex gap-1.5 p-4">
        <RoomBadge room={room} />
      </div>
      <div className="scrim-foot relative z-1 mt-auto px-4 pt-16 pb-4 sm:px-5 sm:pb-5">
        <h2 className="line-clamp-2 text-price font-extrabold">{room.title}</h2>
        <div className="mt-3 flex items-center gap-3">
          <Monogram name={room.hostName} className="size-11 text-small" />
          <p className="min-w-0 flex-1">
            <span className="block truncate font-bold leading-tight">{room.hostName}</span>
            {shopName && <span className="block truncate text-small leading-tight">{shopName}</span>}
          </p>
          <span className="flex min-h-12 shrink-0 items-center gap-2 rounded-control bg-accent px-4 font-bold text-on-accent transition group-hover:bg-accent-strong">
            {t('web:home.comeIn')}
            <ArrowRight aria-hidden className="size-5 transition group-hover:translate-x-0.5 rtl:rotate-180" />
          </span>
        </div>
      </div>
    </Link>
  );
}

/** Silent, over the cover, and only once it moves. */
function Preview({ roomId }: { roomId: string }) {
  const wanted = usePreviewWanted();
  const LivePicture = useLater(wanted, loadPicture).part;
  const [moves, setMoves] = useState(false);
  if (!wanted || LivePicture === null) return null;
  return (
    <div
      aria-hidden
      className={classNames('absolute inset-0 transition-opacity duration-700', moves ? 'opacity-100' : 'opacity-0')}
    >
      <LivePicture
        bare
        muted
        address={() => api.get<WatchAddress>(`/api/rooms/${roomId}/watch`)}
        onState={(state) => setMoves(state === 'playing')}
      />
    </div>
  );
}

/** Not for who saves data or asked for less motion, and not in a tab that nobody looks at. */
function usePreviewWanted(): boolean {
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    const { connection } = navigator as { connection?: { saveData?: boolean } };
    if (connection?.saveData || window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const look = () => setWanted(!document.hidden);
    const timer = setTimeout(look, afterMs);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  return wanted;
}
