import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { Spinner } from '../../../platform/ui/spinner.tsx';
import { useRoom } from '../../../platform/ui/use-room.tsx';

/** Calm: the picture may well go on without the room's socket. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const status = useRoom((snapshot) => snapshot.status);
  if (status === 'open' || status === 'connecting') return null;
  return (
    <div
      role="status"
      data-testid="connection-banner"
      className="flex min-h-11 animate-arrive items-center gap-3 self-start rounded-full bg-glass py-1 ps-4 pe-4 text-small font-semibold text-on-stage"
    >
      {status === 'lost' ? (
        <>
          <Spinner />
          {t('rooms:room.lost')}
        </>
      ) : (
        <>
          <span className="flex-1">{t('rooms:room.closed')}</span>
          <Button size="small" onClick={() => window.location.reload()}>
            {t('rooms:room.reload')}
          </Button>
        </>
      )}
    </div>
  );
}
