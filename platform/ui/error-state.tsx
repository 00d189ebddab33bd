import { CloudOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';

/** What went wrong in one sentence, and the way to try again. */
export function ErrorState({ text, onRetry }: { text: string; onRetry?: () => void }) {
  const { t } = useTranslation();
  return (
    <div role="alert" className="mx-auto grid max-w-md justify-items-center gap-4 px-4 py-12 text-center">
      <div aria-hidden className="w-28 overflow-hidden rounded-card bg-sunken text-muted">
        <div className="awning opacity-60 saturate-50" />
        <CloudOff className="mx-auto mt-3 mb-5 size-9" />
      </div>
      <p className="text-balance font-semibold">{text}</p>
      {onRetry && (
        <Button look="plain" onClick={onRetry}>
          {t('ui:retry')}
        </Button>
      )}
    </div>
  );
}
