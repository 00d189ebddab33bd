import { ChevronLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
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
import { useWide } from '../../../../platform/ui/use-wide.ts';
import { MerchantFrame } from './merchant-frame.tsx';

/** Everything that the set-up asked, to be found again. A phone shows the list or one part, a laptop both. */
export function MerchantSettingsPage() {
  return <MerchantFrame>{({ shop }) => <AllSettings key={shop.id} shop={shop} />}</MerchantFrame>;
}

function AllSettings({ shop }: { shop: Shop }) {
  const { step: asked } = useParams();
  const wide = useWide();
  const settings = useSettings(shop.id);
  const named = setupSteps.find((one) => one === asked);
  const step = named ?? (wide ? setupSteps[0] : null);
  if (!settings.data) {
    if (settings.isError)
      return <ErrorState text={refusalText(settings.error)} onRetry={() => void settings.refetch()} />;
    return <Skeleton className="h-96 rounded-card" />;
  }
  return (
    <div className="grid grid-cols-1 gap-8 lg:grid-cols-[16rem_1fr] lg:gap-10">
      {(wide || step === null) && (
        <div className="grid content-start gap-4">
          <StepList setup={settings.data.setup} hrefOf={(one) => `/merchant/settings/${one}`} />
          {settings.data.setup.away && <ShowList shopId={shop.id} />}
        </div>
      )}
      {step !== null && <Part step={step} settings={settings.data} back={!wide} />}
    </div>
  );
}

function Part({ step, settings, back }: { step: SetupStep; settings: ShopSettings; back: boolean }) {
  const { t } = useTranslation();
  return (
    <section className="grid grid-cols-1 content-start gap-6">
      <header className="grid gap-1">
        {back && (
          <Link
            to="/merchant/settings"
            className="flex min-h-11 items-center gap-1 justify-self-start text-small font-semibold text-accent-text"
          >
            <ChevronLeft aria-hidden className="size-5" />
            {t('shops:nav.settings')}
          </Link>
        )}
        <h2 className="text-title font-extrabold" data-testid="settings-title">
          {t(`shops:step.${step}.title`)}
        </h2>
        <p className="max-w-prose text-muted">{t(`shops:step.${step}.lead`)}</p>
      </header>
      <ShopSettingsPanel
        step={step}
        settings={settings}
        saveText={t('shops:shop.save')}
        onSaved={() => toast(t('shops:panel.saved'), 'good')}
      />
    </section>
  );
}

/** The list of what is open was put away: here it comes back. */
function ShowList({ shopId }: { shopId: string }) {
  const { t } = useTranslation();
  const show = useChangeSetup(shopId, {
    onDone: () => toast(t('shops:checklist.back'), 'good'),
    onError: (error) => toast(refusalText(error), 'bad'),
  });
  return (
    <Button look="plain" busy={show.busy} onClick={() => void show.run({ away: false })} data-testid="checklist-show">
      {t('shops:checklist.show')}
    </Button>
  );
}
