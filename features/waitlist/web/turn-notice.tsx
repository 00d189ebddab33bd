import { PartyPopper } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../../platform/ui/announcer.tsx';
import { Button } from '../../../platform/ui/button.tsx';
import { TimeText } from '../../../platform/ui/time-text.tsx';
import type { OwnPlace } from '../protocol.ts';
import { useLeave } from './use-waitlist.ts';

interface TurnNoticeProps {
  place: OwnPlace & { readonly turn: NonNullable<OwnPlace['turn']> };
  onBuy(): void;
}

/** Over the room while something is kept for the viewer: what, until when, and the tap that buys it. */
export function TurnNotice({ place, onBuy }: TurnNoticeProps) {
  const { t } = useTranslation();
  const leave = useLeave(place.skuId);
  const { units, until } = place.turn;
  const title = [place.title, place.skuName].filter(Boolean).join(', ');
  const what = t('waitlist:turn.what', { title, count: units });
  useEffect(() => announce(what, 'assertive'), [what]);
  return (
    <section
      aria-label={t('waitlist:turn.title')}
      data-testid="turn-notice"
      className="fixed inset-x-3 top-18 z-30 mx-auto grid max-w-md animate-arrive gap-3 rounded-card bg-surface p-4 text-ink shadow-high"
    >
      <div className="flex items-start gap-3">
        <PartyPopper aria-hidden className="size-7 shrink-0 text-accent-text" />
        <div className="min-w-0">
          <p className="font-extrabold">{t('waitlist:turn.title')}</p>
          <p className="text-small">{what}</p>
          <p className="tabular text-small text-muted">
            {t('waitlist:turn.until')} <TimeText at={until} form="time" />
          </p>
        </div>
      </div>
      <div className="flex flex-wrap items-center justify-end gap-2">
        <Button
          look="plain"
          size="small"
          busy={leave.busy}
          data-testid="turn-give"
          onClick={() => void leave.run(null)}
        >
          {t('waitlist:turn.give')}
        </Button>
        <Button data-testid="turn-buy" onClick={onBuy}>
          {t('waitlist:turn.buy')}
        </Button>
      </div>
    </section>
  );
}
