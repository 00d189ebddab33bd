import { useTranslation } from 'react-i18next';
import { useLocale } from '../../../platform/ui/locale.ts';
import type { Summary } from '../protocol.ts';
import { Stars } from './stars.tsx';

/** The mean with its stars; `count` says of how many. */
export function MeanLine({ summary, count }: { summary: Summary; count: string }) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (summary.mean === null) return null;
  const mean = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(
    summary.mean,
  );
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1" data-testid="rating-mean" data-mean={summary.mean}>
      <span className="tabular text-display font-extrabold leading-none">{mean}</span>
      <span className="grid gap-0.5">
        <Stars value={summary.mean} label={t('reviews:section.mean', { mean })} className="text-lead" />
        <span className="text-small text-muted" data-testid="rating-count" data-count={summary.count}>
          {count}
        </span>
      </span>
    </p>
  );
}

/** How many gave how many stars, five first. */
export function Distribution({ summary }: { summary: Summary }) {
  const { t } = useTranslation();
  const rows = summary.stars.map((count, at) => ({ star: at + 1, count })).reverse();
  return (
    <ul className="grid gap-1 text-small">
      {rows.map(({ star, count }) => {
        const stars = t('reviews:section.stars', { count: star });
        return (
          <li key={star} className="flex items-center gap-2">
            <span className="sr-only">{t('reviews:section.share', { stars, count })}</span>
            <span aria-hidden className="tabular w-3 text-end font-semibold">
              {star}
            </span>
            <span aria-hidden className="h-2 flex-1 overflow-hidden rounded-full bg-sunken">
              <span
                className="block h-full rounded-full bg-honey-text"
                style={{ width: `${summary.count === 0 ? 0 : (count / summary.count) * 100}%` }}
              />
            </span>
            <span aria-hidden className="tabular w-8 text-muted">
              {count}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
