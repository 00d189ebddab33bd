import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { studioApi } from '../../../../features/rooms/web/studio-api.ts';
import { Button } from '../../../../platform/ui/button.tsx';
import { ConfirmDialog } from '../../../../platform/ui/confirm-dialog.tsx';
import { refusalText } from '../../../../platform/ui/refusal-text.ts';
import { useAct } from '../../../../platform/ui/use-act.ts';

export function EndShow({ roomId, onEnded }: { roomId: string; onEnded(): void }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const end = useAct((id, room: string) => studioApi.end(id, room), {
    onDone: () => {
      setAsking(false);
      onEnded();
    },
  });
  return (
    <>
      <Button look="bad" size="small" onClick={() => setAsking(true)} data-testid="end-show" className="shrink-0">
        {t('rooms:studio.live.end')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('rooms:studio.live.endTitle')}
        text={t('rooms:studio.live.endText')}
        yes={t(end.busy ? 'rooms:studio.live.ending' : 'rooms:studio.live.endYes')}
        no={t('rooms:studio.live.endNo')}
        busy={end.busy}
        problem={end.error === null ? null : refusalText(end.error)}
        testId="confirm-end"
        onYes={() => void end.run(roomId)}
        onClose={() => {
          setAsking(false);
          end.forget();
        }}
      />
    </>
  );
}
