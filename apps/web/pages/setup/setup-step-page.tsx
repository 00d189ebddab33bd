import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useNavigate, useParams } from 'react-router';
import type { Shop } from '../../../../features/shops/protocol.ts';
import { type SetupStep, type ShopSettings, setupSteps } from '../../../../features/shops/settings.ts';
import { ShopSettingsPanel } from '../../../../features/shops/web/shop-settings-panel.tsx';
import { StepList } from '../../../../features/shops/web/step-list.tsx';
import { useChangeSetup, useSettings } from '../../../../features/shops/web/use-settings.ts';
import { Button } from '../../../../platform/ui/button.tsx';
import { ErrorState } from '../../../../platform/ui/error-state.tsx';
import { refusalText } from '../../../../platform/ui/refusal-text.ts';
import { Skeleton } from '../../../../platform/ui/skeleton.tsx';
import { toast } from '../../../../platform/ui/toast.tsx';
import { usePageTitle } from '../../../../platform/ui/use-page-title.ts';
import { SiteHeader } from '../site-header.tsx';
import { StaffGate } from '../staff/staff-gate.tsx';
import { SetupFinish } from './setup-finish.tsx';

/** The set-up, one question at a time. Everything in it stands in the settings too. */
export function SetupStepPage() {
  const { shopId = '', step = '' } = useParams();
  return (
    <StaffGate roles={['merchant']} shopId={shopId}>
      {({ shop }) => (
        <>
          <SiteHeader />
          <main className="mx-auto grid max-w-5xl grid-cols-1 gap-6 px-4 pt-6 pb-16">
            {step === 'done' ? <SetupFinish shop={shop} /> : <Step shop={shop} step={step} />}
          </main>
        </>
      )}
    </StaffGate>
  );
}

function Step({ shop, step }: { shop: Shop; step: string }) {
  const settings = useSettings(shop.id);
  const known = setupSteps.find((one) => one === step);
  if (known === undefined) return <Navigate to={`/setup/${shop.id}/${setupSteps[0]}`} replace />;
  if (settings.data) return <OpenStep shop={shop} step={known} settings={settings.data} />;
  if (settings.isError)
    return <ErrorState text={refusalText(settings.error)} onRetry={() => void settings.refetch()} />;
  return <Skeleton className="h-96 rounded-card" />;
}

function OpenStep({ shop, step, settings }: { shop: Shop; step: SetupStep; settings: ShopSettings }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const at = setupSteps.indexOf(step);
  const onward = () => void navigate(`/setup/${shop.id}/${setupSteps[at + 1] ?? 'done'}`);
  const skip = useChangeSetup(shop.id, { onDone: onward, onError: (error) => toast(refusalText(error), 'bad') });
  usePageTitle(t(`shops:step.${step}.title`));
  return (
    <div className="grid grid-cols-1 gap-6 lg:grid-cols-[16rem_1fr] lg:gap-10">
      <aside className="max-lg:hidden">
        <p className="px-3 pb-2 text-small font-semibold text-accent-text">{shop.name}</p>
        <StepList setup={settings.setup} hrefOf={(one) => `/setup/${shop.id}/${one}`} />
      </aside>
      <section className="grid grid-cols-1 content-start gap-6">
        <Progress at={at} shopName={shop.name} />
        <header className="grid gap-1">
          <h1 className="text-display font-extrabold" data-testid="setup-title">
            {t(`shops:step.${step}.title`)}
          </h1>
          <p className="max-w-prose text-muted">{t(`shops:step.${step}.lead`)}</p>
        </header>
        <ShopSettingsPanel
          step={step}
          settings={settings}
          saveText={t('shops:setup.saveOn')}
          onSaved={onward}
          beside={
            <Beside shopId={shop.id} at={at}>
              <Button
                look="quiet"
                busy={skip.busy}
                onClick={() => void skip.run({ skip: step })}
                data-testid="setup-skip"
              >
                {t('shops:setup.skip')}
              </Button>
            </Beside>
          }
        />
      </section>
    </div>
  );
}

/** On a phone, where the list of steps has no room. */
function Progress({ at, shopName }: { at: number; shopName: string }) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-2 lg:hidden">
      <p className="text-small font-semibold text-accent-text">
        {shopName} · {t('shops:setup.at', { step: at + 1, all: setupSteps.length })}
      </p>
      <div aria-hidden className="flex gap-1">
        {setupSteps.map((step, index) => (
          <span key={step} className={`h-1.5 flex-1 rounded-full ${index <= at ? 'bg-accent' : 'bg-line'}`} />
        ))}
      </div>
    </div>
  );
}

function Beside({ shopId, at, children }: { shopId: string; at: number; children: ReactNode }) {
  const { t } = useTranslation();
  const before = setupSteps[at - 1];
  return (
    <div className="flex flex-wrap items-center gap-2 max-sm:justify-center">
      {before && (
        <Link
          to={`/setup/${shopId}/${before}`}
          className="inline-flex min-h-11 items-center rounded-control px-4 font-bold text-muted hover:bg-sunken"
        >
          {t('shops:setup.back')}
        </Link>
      )}
      {children}
    </div>
  );
}
