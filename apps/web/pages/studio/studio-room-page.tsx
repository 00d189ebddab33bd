import { Clapperboard } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useRoomInfo } from '../../../../features/rooms/web/use-rooms.ts';
import { ApiRefusal } from '../../../../platform/ui/api.ts';
import { LinkButton } from '../../../../platform/ui/button.tsx';
import { EmptyState } from '../../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/error-state.tsx';
import { refusalText } from '../../../../platform/ui/refusal-text.ts';
import { Spinner } from '../../../../platform/ui/spinner.tsx';
import { RoomProvider } from '../../../../platform/ui/use-room.tsx';
import { folds } from '../../../streams.ts';
import { SiteHeader } from '../site-header.tsx';
import { StaffGate, type StaffView } from '../staff/staff-gate.tsx';
import { StudioDesk } from './studio-desk.tsx';

export function StudioRoomPage() {
  const { roomId = '' } = useParams();
  // A show belongs to its own shop, whichever this browser works on otherwise.
  const shopId = useRoomInfo(roomId).data?.shopId;
  return (
    <StaffGate roles={['host', 'moderator']} shopId={shopId}>
      {(view) => <OneShow key={roomId} roomId={roomId} view={view} />}
    </StaffGate>
  );
}

function OneShow({ roomId, view }: { roomId: string; view: StaffView }) {
  const { t } = useTranslation();
  const info = useRoomInfo(roomId);
  if (info.data?.shopId === view.shop.id) {
    return (
      <RoomProvider roomId={roomId} folds={folds}>
        <StudioDesk info={info.data} view={view} />
      </RoomProvider>
    );
  }
  const unknown = info.data !== undefined || (info.error instanceof ApiRefusal && info.error.status < 500);
  return (
    <>
      <SiteHeader />
      <main className="mx-auto max-w-3xl p-4">
        {unknown ? (
          <EmptyState icon={Clapperboard} title={t('rooms:studio.gone')}>
            <LinkButton to="/studio">{t('rooms:studio.back')}</LinkButton>
          </EmptyState>
        ) : info.isError ? (
          <ErrorState text={refusalText(info.error)} onRetry={() => void info.refetch()} />
        ) : (
          <div className="grid place-items-center py-24">
            <Spinner label={t('rooms:studio.load')} />
          </div>
        )}
      </main>
    </>
  );
}
