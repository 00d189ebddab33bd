import { Check, CircleAlert, CircleDashed, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ReadyCheck } from '../../../../features/rooms/ready-checks.ts';
import { classNames } from '../../../../platform/ui/class-names.ts';
import type { LineCheck } from './use-line-check.ts';

interface ReadyListProps {
  checks: readonly ReadyCheck[];
  line: LineCheck;
  /** Products in the bag. */
  count: number;
}

/** What is ready and what is not, each in a line of its own that keeps its place. */
export function ReadyList({ checks, line, count }: ReadyListProps) {
  const { t } = useTranslation();
  return (
    <section className="grid gap-2">
      <h2 className="text-title font-extrabold">{t('rooms:studio.ready.heading')}</h2>
      <ul
        className="grid grid-cols-1 gap-px overflow-hidden rounded-card border border-line bg-line sm:grid-cols-2"
        data-testid="ready-list"
      >
        {checks.map(({ name, state, says }) => {
          const Icon = icons[state];
          return (
            <li
              key={name}
              data-testid={`ready-${name}`}
              data-state={state}
              className="flex min-h-11 items-center gap-3 bg-surface px-3 py-1.5 text-small"
            >
              <span
                className={classNames('grid size-6 shrink-0 place-items-center rounded-full', tones[state])}
                role="img"
                aria-label={t(`rooms:studio.ready.state.${state}`)}
              >
                <Icon aria-hidden className="size-4" />
              </span>
              <span className="min-w-0 flex-1">
                <span className="font-bold">{t(`rooms:studio.ready.${name}.name`)}</span>{' '}
                <span className="text-muted">
                  {t(`rooms:studio.ready.${name}.${says}`, { count, server: line.serverMs, video: line.videoMs })}
                </span>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const icons = { done: Check, wait: CircleDashed, advice: CircleAlert, problem: TriangleAlert };
const tones = {
  done: 'bg-good-soft text-good',
  wait: 'bg-sunken text-muted',
  advice: 'bg-warn-soft text-warn',
  problem: 'bg-bad-soft text-bad',
};
