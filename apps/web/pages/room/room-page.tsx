import { Compass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useRoomInfo } from '../../../../features/rooms/web/use-rooms.ts';
import { ApiRefusal } from '../../../../platform/ui/api.ts';
import { LinkButton } from '../../../../platform/ui/button.tsx';
import { EmptyState } from '../../../../platform/ui/empty-state.tsx';
import { RoomProvider } from '../../../../platform/ui/use-room.tsx';
import { folds } from '../../../streams.ts';
import { SiteHeader } from '../site-header.tsx';
import { RoomView } from './room-view.tsx';

export function RoomPage() {
  const { roomId = '' } = useParams();
  const info = useRoomInfo(roomId);
  const missing = info.error instanceof ApiRefusal && info.error.status < 500 && info.data === undefined;
  if (missing) return <UnknownRoom />;
  return (
    <RoomProvider key={roomId} roomId={roomId} folds={folds}>
      <RoomView info={info.data} roomId={roomId} />
    </RoomProvider>
  );
}

function UnknownRoom() {
  const { t } = useTranslation();
  return (
    <>
      <SiteHeader />
      <main className="mx-auto max-w-3xl p-4">
        <EmptyState icon={Compass} title={t('rooms:room.unknown')} text={t('rooms:room.unknownText')}>
          <LinkButton to="/">{t('web:notFound.home')}</LinkButton>
        </EmptyState>
      </main>
    </>
  );
}
