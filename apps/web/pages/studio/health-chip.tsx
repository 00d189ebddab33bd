import { useTranslation } from 'react-i18next';
import type { SendingHealth } from '../../../../features/media/sending-health.ts';
import { classNames } from '../../../../platform/ui/class-names.ts';
import type { OnAir } from './use-publisher.ts';

/** Whether the picture really goes out, in two words and a colour; the reason stands below it while there is one. */
export function HealthChip({ onAir }: { onAir: OnAir }) {
  const { t } = useTranslation();
  const { health, state, kbitPerSecond } = onAir;
  const text = t(`rooms:studio.health.${health.word}`);
  return (
    <span
      data-testid="sending-state"
      data-state={state}
      data-health={health.word}
      className={classNames(
        'inline-flex max-w-full items-center gap-2 rounded-full px-3 py-1.5 text-small font-bold',
        tones[health.word],
      )}
    >
      <span
        aria-hidden
        className={classNames(
          'size-2.5 shrink-0 rounded-full bg-current',
          health.word !== 'well' && 'animate-pulse-soft',
        )}
      />
      <span role="status">
        {text}
        <span className="sr-only">{whyOf(health) && `: ${t(`rooms:studio.health.why.${whyOf(health)}`)}`}</span>
      </span>
      {state === 'live' && (
        <span className="tabular font-semibold opacity-90 max-xl:hidden">
          {t('rooms:studio.live.kbit', { count: kbitPerSecond })}
        </span>
      )}
    </span>
  );
}

/** Why it does not go well, as a key of the messages. */
export function whyOf(health: SendingHealth): string | null {
  return 'why' in health ? health.why : null;
}

const tones = {
  starting: 'bg-warn-soft text-warn',
  well: 'bg-good-soft text-good',
  weak: 'bg-warn-soft text-warn',
  off: 'bg-bad-soft text-bad',
};
