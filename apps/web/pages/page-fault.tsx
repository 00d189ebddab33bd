import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../platform/ui/error-state.tsx';
import { SiteHeader } from './site-header.tsx';

/** Shown when a page itself breaks, or could not be loaded because the network is gone. */
export function PageFault() {
  const { t } = useTranslation();
  return (
    <>
      <SiteHeader />
      <main className="mx-auto max-w-3xl p-4">
        <ErrorState text={t('ui:fault.page')} onRetry={() => window.location.reload()} />
      </main>
    </>
  );
}
