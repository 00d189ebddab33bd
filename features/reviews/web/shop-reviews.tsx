import { MessageSquareQuote } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button } from '../../../platform/ui/button.tsx';
import { EmptyState } from '../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../platform/ui/error-state.tsx';
import { Segmented } from '../../../platform/ui/segmented.tsx';
import { Skeleton } from '../../../platform/ui/skeleton.tsx';
import { ReviewActs, type Rights } from './review-acts.tsx';
import { ReviewCard } from './review-card.tsx';
import { useShopReviews, type Which } from './use-reviews.ts';

const all = ['all', 'unanswered', 'hidden'] as const;

/** All reviews of a shop's products, for who answers and hides them. */
export function ShopReviews({ shopId, rights }: { shopId: string; rights: Rights }) {
  const { t } = useTranslation();
  const [which, setWhich] = useState<Which>('all');
  const list = useShopReviews(shopId, which);
  const reviews = list.data?.pages.flatMap((page) => page.reviews);
  return (
    <div className="grid grid-cols-1 gap-5" data-testid="shop-reviews">
      <p className="max-w-prose text-muted">{t('reviews:shop.lead')}</p>
      <Segmented
        label={t('reviews:shop.which')}
        value={which}
        options={all.map((value) => ({ value, label: t(`reviews:shop.${value}`), testId: `reviews-${value}` }))}
        onChange={(value) => setWhich(value)}
        className="w-full max-w-md"
      />
      {reviews === undefined && !list.isError && <Skeleton className="h-48 rounded-card" />}
      {reviews === undefined && list.isError && (
        <ErrorState text={t('reviews:section.failed')} onRetry={() => void list.refetch()} />
      )}
      {reviews?.length === 0 && <EmptyState icon={MessageSquareQuote} title={t('reviews:shop.none')} />}
      <ul className="grid gap-3">
        {reviews?.map((review) => (
          <li key={review.id} className="grid gap-3 rounded-card border border-line bg-surface p-4 shadow-low">
            <Link to={`/products/${review.productId}`} className="w-fit font-bold text-accent-text underline">
              {review.productTitle}
            </Link>
            <ReviewCard review={review}>
              <ReviewActs review={review} rights={rights} />
            </ReviewCard>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button look="plain" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('reviews:section.more')}
        </Button>
      )}
    </div>
  );
}
