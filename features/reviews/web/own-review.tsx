import { PenLine } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { ConfirmDialog } from '../../../platform/ui/confirm-dialog.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import type { Review } from '../protocol.ts';
import { ReviewCard } from './review-card.tsx';
import { ReviewForm } from './review-form.tsx';
import { useOwnReview, useWriteReview } from './use-reviews.ts';

/** For who bought the product: the own review, or the way to write it. Nothing for everybody else. */
export function OwnReview({ productId, who }: { productId: string; who: string | null }) {
  const { t } = useTranslation();
  const own = useOwnReview(productId, who).data;
  const [writing, setWriting] = useState(false);
  if (own === undefined || (own.review === null && !own.may)) return null;
  const { review, may } = own;
  return (
    <section
      className="grid gap-4 rounded-card border border-line bg-surface p-4 shadow-low sm:p-5"
      data-testid="own-review"
    >
      <h3 className="text-lead font-extrabold">{t('reviews:form.title')}</h3>
      {writing ? (
        <ReviewForm productId={productId} review={review} onClose={() => setWriting(false)} />
      ) : (
        <>
          {review !== null && <ReviewCard review={review} />}
          <div className="flex flex-wrap gap-2">
            {may && (
              <Button
                look={review === null ? 'accent' : 'plain'}
                onClick={() => setWriting(true)}
                data-testid="review-write"
              >
                <PenLine aria-hidden className="size-4.5" />
                {t(review === null ? 'reviews:form.write' : 'reviews:form.change')}
              </Button>
            )}
            {review !== null && <Remove review={review} />}
          </div>
        </>
      )}
    </section>
  );
}

function Remove({ review }: { review: Review }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const { remove } = useWriteReview(review.productId, () => setAsking(false));
  return (
    <>
      <Button look="quiet" onClick={() => setAsking(true)} data-testid="review-remove">
        {t('reviews:form.remove')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('reviews:form.removeTitle')}
        text={t('reviews:form.removeText')}
        yes={t('reviews:form.removeYes')}
        no={t('reviews:form.keep')}
        busy={remove.busy}
        problem={remove.error === null ? null : refusalText(remove.error)}
        testId="confirm-remove-review"
        onYes={() => void remove.run(null)}
        onClose={() => {
          setAsking(false);
          remove.forget();
        }}
      />
    </>
  );
}
