import { ArrowRight, ListChecks } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button } from '../../../platform/ui/button.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { toast } from '../../../platform/ui/toast.tsx';
import { setupSteps } from '../settings.ts';
import { stateOf } from './step-list.tsx';
import { useChangeSetup, useSettings } from './use-settings.ts';

/** What of the set-up is still open, on the merchant's first page. It can be put away, and is found again in the settings. */
export function SetupChecklist({ shopId }: { shopId: string }) {
  const { t } = useTranslation();
  const setup = useSettings(shopId).data?.setup;
  const putAway = useChangeSetup(shopId, {
    onDone: () => toast(t('shops:checklist.away')),
    onError: (error) => toast(refusalText(error), 'bad'),
  });
  if (!setup || setup.away) return null;
  const left = setupSteps.filter((step) => stateOf(setup, step) !== 'done');
  return (
    <section
      aria-labelledby="checklist-title"
      data-testid="setup-checklist"
      className="grid gap-3 rounded-card border border-line bg-surface p-4 shadow-low sm:p-5"
    >
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <ListChecks aria-hidden className="size-6 text-accent-text" />
        <h2 id="checklist-title" className="text-title font-extrabold">
          {t(left.length === 0 ? 'shops:checklist.whole' : 'shops:checklist.title')}
        </h2>
        <span className="text-small text-muted">
          {t('shops:checklist.count', { done: setupSteps.length - left.length, all: setupSteps.length })}
        </span>
        <Button
          look="quiet"
          size="small"
          className="ms-auto"
          busy={putAway.busy}
          onClick={() => void putAway.run({ away: true })}
          data-testid="checklist-away"
        >
          {t('shops:checklist.putAway')}
        </Button>
      </header>
      {left.length > 0 && (
        <ul className="grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
          {left.map((step) => (
            <li key={step}>
              <Link
                to={`/merchant/settings/${step}`}
                data-testid={`checklist-${step}`}
                className="flex h-full min-h-14 items-center gap-3 rounded-control border border-line px-3.5 py-2 hover:border-accent hover:bg-accent-soft"
              >
                <span className="grid min-w-0 flex-1">
                  <span className="font-bold">{t(`shops:step.${step}.title`)}</span>
                  <span className="text-small text-muted">{t(`shops:step.${step}.why`)}</span>
                </span>
                <ArrowRight aria-hidden className="size-5 shrink-0 text-muted" />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
