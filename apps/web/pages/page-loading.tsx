import { useTranslation } from 'react-i18next';
import { Spinner } from '../../../platform/ui/spinner.tsx';

export function PageLoading() {
  const { t } = useTranslation();
  return (
    <main className="grid min-h-dvh place-items-center">
      <Spinner label={t('ui:loading')} />
    </main>
  );
}
