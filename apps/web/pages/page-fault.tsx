import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../platform/ui/error-state.tsx';

/** Shown when a page itself breaks, or could not be loaded because the network is gone. It needs nothing but itself. */
export function PageFault() {
  const { t } = useTranslation();
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <ErrorState text={t('ui:fault.page')} onRetry={() => window.location.reload()} />
    </main>
  );
}
