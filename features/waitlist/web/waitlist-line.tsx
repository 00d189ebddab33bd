import { UsersRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { NumberStepper } from '../../../platform/ui/number-stepper.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { TimeText } from '../../../platform/ui/time-text.tsx';
import { toast } from '../../../platform/ui/toast.tsx';
import type { OwnPlace } from '../protocol.ts';
import { useJoin, useLeave } from './use-waitlist.ts';

interface WaitlistLineProps {
  skuId: string;
  /** Units that one may wait for. */
  most: number;
  /** The viewer's own place, where there is one. */
  place: OwnPlace | undefined;
  /** Runs it now, or once the viewer has a name. */
  withName(act: () => void): void;
}

/** Beside what is sold out: a tap takes a place in line, and then this is the place. */
export function WaitlistLine({ skuId, most, place, withName }: WaitlistLineProps) {
  const { t } = useTranslation();
  const [wished, setWished] = useState(1);
  const join = useJoin(skuId);
  const quantity = Math.min(wished, most);
  if (place) return <InLine place={place} />;
  return (
    <div className="grid gap-2">
      <p className="flex items-center gap-2 text-small font-semibold text-muted">
        <UsersRound aria-hidden className="size-4 shrink-0" />
        {t('waitlist:line.joinText')}
      </p>
      {join.error !== null && (
        <p role="alert" className="text-small font-semibold text-bad">
          {refusalText(join.error)}
        </p>
      )}
      <div className="flex items-center gap-3">
        {most > 1 && (
          <NumberStepper label={t('waitlist:line.units')} value={quantity} max={most} onChange={setWished} />
        )}
        <Button
          size="large"
          wide
          busy={join.busy}
          data-testid="waitlist-join"
          onClick={() => withName(() => void join.run(quantity))}
        >
          {t('waitlist:line.join')}
        </Button>
      </div>
    </div>
  );
}

/** Where one stands, or that it is one's turn; and the way out. */
export function InLine({ place }: { place: OwnPlace }) {
  const { t } = useTranslation();
  const leave = useLeave(place.skuId, {
    onDone: () => toast(t('waitlist:line.left'), 'good'),
    onError: (error) => toast(refusalText(error), 'bad'),
  });
  const { turn } = place;
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2" data-testid="waitlist-place">
      <div className="grid min-w-0 gap-0.5" data-place={place.place} data-turn={turn !== null}>
        <p className="flex items-center gap-2 font-bold">
          <UsersRound aria-hidden className="size-5 shrink-0 text-accent-text" />
          {turn ? t('waitlist:turn.title') : t('waitlist:line.place', { place: place.place })}
        </p>
        <p className="text-small text-muted">
          {turn ? (
            <>
              {t('waitlist:turn.until')} <TimeText at={turn.until} form="time" />
            </>
          ) : (
            t('waitlist:line.placeText')
          )}
        </p>
      </div>
      <Button
        look="plain"
        size="small"
        busy={leave.busy}
        data-testid="waitlist-leave"
        onClick={() => void leave.run(null)}
      >
        {t(turn ? 'waitlist:turn.give' : 'waitlist:line.leave')}
      </Button>
    </div>
  );
}
