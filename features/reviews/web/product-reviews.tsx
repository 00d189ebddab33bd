import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { ErrorState } from '../../../platform/ui/error-state.tsx';
import { Segmented } from '../../../platform/ui/segmented.tsx';
import { Skeleton } from '../../../platform/ui/skeleton.tsx';
import type { Summary } from '../protocol.ts';
import { type Sort, sorts } from '../reviews.ts';
import { OwnReview } from './own-review.tsx';
import { Distribution, MeanLine } from './rating-summary.tsx';
import { ReviewActs } from './review-acts.tsx';
import { ReviewCard } from './review-card.tsx';
import { useReviews } from './use-reviews.ts';

interface ProductReviewsProps {
  productId: string;
  /** The account of who looks; null for a guest without a name. */
  who: string | null;
}

/** What buyers say of a product, and what their ratings come to. */
export function ProductReviews({ productId, who }: ProductReviewsProps) {
  const { t } = useTranslation();
  const [sort, setSort] = useState<Sort>('newest');
  const list = useReviews(productId, sort);
  return (
    <section className="grid grid-cols-1 gap-5" data-testid="reviews">
      <h2 className="text-title font-extrabold">{t('reviews:section.title')}</h2>
      {list.data === undefined && !list.isError && <Skeleton className="h-32 rounded-card" />}
      {list.isError && list.data === undefined && (
        <ErrorState text={t('reviews:section.failed')} onRetry={() => void list.refetch()} />
      )}
      {list.data?.pages[0] && <Head summary={list.data.pages[0].summary} />}
      <OwnReview productId={productId} who={who} />
      {(list.data?.pages[0]?.summary.count ?? 0) > 1 && (
        <Segmented
          label={t('reviews:sort.label')}
          value={sort}
          options={sorts.map((value) => ({ value, label: t(`reviews:sort.${value}`), testId: `sort-${value}` }))}
          onChange={(value) => setSort(value)}
          className="w-full max-w-sm"
        />
      )}
      <ul className="grid gap-5" data-testid="review-list">
        {list.data?.pages.flatMap(({ reviews, rights }) =>
          reviews.map((review) => (
            <li key={review.id} className="max-w-3xl border-t border-line pt-5">
              <ReviewCard review={review}>
                <ReviewActs review={review} rights={rights} />
              </ReviewCard>
            </li>
          )),
        )}
      </ul>
      {list.hasNextPage && (
        <Button look="plain" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('reviews:section.more')}
        </Button>
      )}
    </section>
  );
}

function Head({ summary }: { summary: Summary }) {
  const { t } = useTranslation();
  const { count, hidden } = summary;
  return (
    <div className="grid gap-4">
      {count === 0 ? (
        <p className="text-muted">
          {t('reviews:section.none')} {t('reviews:section.onlyBuyers')}
        </p>
      ) : (
        <div className="grid gap-4 sm:grid-cols-[auto_minmax(0,20rem)] sm:items-center sm:justify-start sm:gap-12">
          <MeanLine summary={summary} count={t('reviews:section.count', { count })} />
          <Distribution summary={summary} />
        </div>
      )}
      {hidden > 0 && (
        <p className="text-small text-muted" data-testid="reviews-hidden">
          {t('reviews:section.hidden', { count: hidden })}
        </p>
      )}
    </div>
  );
}
