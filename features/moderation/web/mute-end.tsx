import { useTranslation } from 'react-i18next';
import { TimeText } from '../../../platform/ui/time-text.tsx';
import type { MuteScope } from '../protocol.ts';

/** Where somebody says nothing, and until when. */
export function MuteEnd({ scope, until }: { scope: MuteScope; until: number | null }) {
  const { t } = useTranslation();
  return (
    <>
      {t(`moderation:scope.${scope}`)}
      {' · '}
      {until === null ? (
        t('moderation:mute.show')
      ) : (
        <>
          {t('moderation:until')}{' '}
          <TimeText at={until} form={until - Date.now() < 86_400_000 / 2 ? 'time' : 'dayAndTime'} />
        </>
      )}
    </>
  );
}
