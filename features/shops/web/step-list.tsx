import { Circle, CircleCheck, CircleDashed } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { classNames } from '../../../platform/ui/class-names.ts';
import { type Setup, type SetupStep, setupSteps } from '../settings.ts';

export type StepState = 'done' | 'skipped' | 'open';

export function stateOf({ done, skipped }: Setup, step: SetupStep): StepState {
  if (done.includes(step)) return 'done';
  return skipped.includes(step) ? 'skipped' : 'open';
}

/** Every step with what became of it; each is a way there. */
export function StepList({ setup, hrefOf }: { setup: Setup; hrefOf(step: SetupStep): string }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('shops:setup.steps')}>
      <ol className="grid gap-1">
        {setupSteps.map((step) => {
          const state = stateOf(setup, step);
          return (
            <li key={step}>
              <NavLink
                to={hrefOf(step)}
                data-testid={`step-${step}`}
                data-state={state}
                className={({ isActive }) =>
                  classNames(
                    'flex min-h-12 items-center gap-3 rounded-control px-3 py-1.5 font-semibold',
                    isActive ? 'bg-accent-soft text-ink' : 'text-muted hover:bg-sunken hover:text-ink',
                  )
                }
              >
                <StepIcon state={state} />
                <span className="min-w-0 flex-1">{t(`shops:step.${step}.title`)}</span>
                <span className={state === 'done' ? 'sr-only' : 'text-tiny font-normal'}>
                  {t(`shops:setup.state.${state}`)}
                </span>
              </NavLink>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function StepIcon({ state }: { state: StepState }) {
  if (state === 'done') return <CircleCheck aria-hidden className="size-5 shrink-0 text-good" />;
  if (state === 'skipped') return <CircleDashed aria-hidden className="size-5 shrink-0" />;
  return <Circle aria-hidden className="size-5 shrink-0" />;
}
