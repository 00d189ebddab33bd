import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mute } from '../protocol.ts';
import { MuteEnd } from './mute-end.tsx';
import { Unmute } from './talk-tools.tsx';

/** Long enough to see that it was the wrong one; afterwards the list of mutes is the way back. */
const shownMs = 15_000;

/** Says who was muted just now, with the way back. */
export function JustMuted({ mute, onOver }: { mute: Mute; onOver(): void }) {
  const { t } = useTranslation();
  useEffect(() => {
    const timer = setTimeout(onOver, shownMs);
    return () => clearTimeout(timer);
  }, [onOver]);
  return (
    <div
      role="status"
      data-testid="just-muted"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-control bg-sunken px-3 py-1.5 text-small font-semibold"
    >
      <span className="min-w-32 flex-1">
        {t('moderation:muted', { name: mute.name })}{' '}
        <span className="font-normal text-muted">
          <MuteEnd scope={mute.scope} until={mute.until} />
        </span>
      </span>
      <Unmute mute={mute} onDone={onOver} />
    </div>
  );
}
