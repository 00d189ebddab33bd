import { VolumeX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { Dialog } from '../../../platform/ui/dialog.tsx';
import { ErrorState } from '../../../platform/ui/error-state.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { Skeleton } from '../../../platform/ui/skeleton.tsx';
import { type Mute, slowSecondsChoices } from '../protocol.ts';
import { MuteEnd } from './mute-end.tsx';
import { useMutes, useSetSlow, useUnmute } from './use-talk-acts.ts';

/** How slow the room is, and who says nothing in it. */
export function TalkTools({ slowSeconds }: { slowSeconds: number }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const slow = useSetSlow();
  return (
    <div className="flex flex-wrap items-center gap-2">
      <label className="flex min-w-0 items-center gap-2 text-small font-semibold">
        {t('moderation:slow.label')}
        <select
          value={slowSeconds}
          disabled={slow.busy}
          data-testid="slow-mode"
          onChange={(event) =>
            void slow.run({ seconds: Number(event.target.value) as (typeof slowSecondsChoices)[number] })
          }
          className="min-h-11 min-w-0 rounded-control border border-line-strong bg-surface px-2 text-small text-ink"
        >
          {slowSecondsChoices.map((seconds) => (
            <option key={seconds} value={seconds}>
              {seconds === 0 ? t('moderation:slow.off') : t('moderation:slow.each', { seconds })}
            </option>
          ))}
        </select>
      </label>
      <Button look="quiet" className="ms-auto" onClick={() => setOpen(true)} data-testid="mutes-open">
        <VolumeX aria-hidden className="size-4.5" />
        {t('moderation:mutes.open')}
      </Button>
      {slow.error !== null && <Notice tone="bad">{refusalText(slow.error)}</Notice>}
      <Dialog open={open} onOpenChange={setOpen} title={t('moderation:mutes.title')} testId="mutes-dialog">
        <Mutes open={open} />
      </Dialog>
    </div>
  );
}

function Mutes({ open }: { open: boolean }) {
  const { t } = useTranslation();
  const mutes = useMutes(open);
  if (mutes.data === undefined) {
    if (mutes.isError) return <ErrorState text={refusalText(mutes.error)} onRetry={() => void mutes.refetch()} />;
    return <Skeleton className="h-24 rounded-card" />;
  }
  if (mutes.data.mutes.length === 0) return <p className="text-muted">{t('moderation:mutes.none')}</p>;
  return (
    <ul className="grid max-h-[60dvh] gap-2 overflow-y-auto">
      {mutes.data.mutes.map((mute) => (
        <li key={mute.id} className="flex flex-wrap items-center gap-2 rounded-control border border-line px-3 py-2">
          <span className="grid min-w-32 flex-1">
            <span className="truncate font-bold">{mute.name}</span>
            <span className="text-small text-muted">
              <MuteEnd scope={mute.scope} until={mute.until} />
            </span>
          </span>
          <Unmute mute={mute} />
        </li>
      ))}
    </ul>
  );
}

export function Unmute({ mute, onDone }: { mute: Mute; onDone?(): void }) {
  const { t } = useTranslation();
  const unmute = useUnmute(onDone);
  return (
    <>
      <Button look="plain" busy={unmute.busy} data-testid="unmute" onClick={() => void unmute.run({ muteId: mute.id })}>
        {t('moderation:mutes.unmute')}
      </Button>
      {unmute.error !== null && (
        <p role="alert" className="text-small font-semibold text-bad">
          {refusalText(unmute.error)}
        </p>
      )}
    </>
  );
}
