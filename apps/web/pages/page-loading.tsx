import { useTranslation } from 'react-i18next';
import { Mark } from '../../../platform/ui/mark.tsx';

/** The stall opens: its awning is out already, what is on the table comes. Shown only where it takes a moment. */
export function PageLoading() {
  const { t } = useTranslation();
  return (
    <main className="grid min-h-dvh place-items-center">
      <div role="status" className="grid animate-late justify-items-center gap-3 text-muted">
        <Mark className="size-16 animate-pulse-soft" />
        {t('ui:loading')}
      </div>
    </main>
  );
}
