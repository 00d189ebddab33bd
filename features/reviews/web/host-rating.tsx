import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { Distribution, MeanLine } from './rating-summary.tsx';
import { StarChoice } from './stars.tsx';
import { useHostRating } from './use-reviews.ts';

interface HostRatingProps {
  hostId: string;
  name: string;
  who: string | null;
}

/** How buyers rate a host; who bought in one of the shows rates with a tap. */
export function HostRating({ hostId, name, who }: HostRatingProps) {
  const { t } = useTranslation();
  const { rating, rate } = useHostRating(hostId, who);
  if (rating.data === undefined) return null;
  const { summary, own, may } = rating.data;
  return (
    <section className="grid max-w-2xl grid-cols-1 gap-5" data-testid="host-rating">
      <h2 className="text-title font-extrabold">{t('reviews:host.title')}</h2>
      {summary.count === 0 ? (
        <p className="text-muted">{t('reviews:host.none')}</p>
      ) : (
        <div className="grid gap-4 sm:grid-cols-[auto_minmax(0,20rem)] sm:items-center sm:justify-start sm:gap-12">
          <MeanLine summary={summary} count={t('reviews:host.count', { count: summary.count })} />
          <Distribution summary={summary} />
        </div>
      )}
      {(may || own !== null) && (
        <div className="grid justify-items-start gap-2 rounded-card border border-line bg-surface p-4 shadow-low">
          <StarChoice
            label={t('reviews:host.own', { name })}
            value={own ?? 0}
            disabled={!may || rate.busy}
            onChange={(stars) => void rate.run(stars)}
          />
          {own !== null && (
            <Button look="quiet" size="small" busy={rate.busy} onClick={() => void rate.run(null)}>
              {t('reviews:host.clear')}
            </Button>
          )}
          {rate.error !== null && (
            <p role="alert" className="text-small font-semibold text-bad">
              {refusalText(rate.error)}
            </p>
          )}
        </div>
      )}
    </section>
  );
}
