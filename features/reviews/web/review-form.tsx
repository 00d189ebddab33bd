import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { TextArea } from '../../../platform/ui/text-field.tsx';
import { toast } from '../../../platform/ui/toast.tsx';
import { type Review, reviewCharsMax } from '../protocol.ts';
import { FormPictures } from './form-pictures.tsx';
import { StarChoice } from './stars.tsx';
import { useWriteReview } from './use-reviews.ts';

interface ReviewFormProps {
  productId: string;
  /** What is changed; null for a first one. */
  review: Review | null;
  onClose(): void;
}

/** The buyer's one review of a product: stars, words, pictures. */
export function ReviewForm({ productId, review, onClose }: ReviewFormProps) {
  const { t } = useTranslation();
  const [rating, setRating] = useState(review?.rating ?? 0);
  const [text, setText] = useState(review?.text ?? '');
  const [pictureIds, setPictureIds] = useState<readonly string[]>(review?.pictureIds ?? []);
  const [tried, setTried] = useState(false);
  const { write } = useWriteReview(productId, () => {
    toast(t('reviews:form.saved'), 'good');
    onClose();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (rating > 0) void write.run({ rating, text: text.trim(), pictureIds: [...pictureIds] });
  };
  return (
    <form onSubmit={submit} className="grid gap-4" data-testid="review-form">
      <StarChoice label={t('reviews:form.rating')} value={rating} onChange={setRating} />
      <TextArea
        label={t('reviews:form.text')}
        hint={t('reviews:form.textHint')}
        value={text}
        maxLength={reviewCharsMax}
        dir="auto"
        data-testid="review-text"
        onChange={(event) => setText(event.target.value)}
      />
      <FormPictures productId={productId} ids={pictureIds} onChange={setPictureIds} />
      {tried && rating === 0 && <Notice tone="bad">{t('reviews:form.ratingNeeded')}</Notice>}
      {write.error !== null && <Notice tone="bad">{refusalText(write.error)}</Notice>}
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="plain" onClick={onClose} disabled={write.busy}>
          {t('reviews:form.cancel')}
        </Button>
        <Button type="submit" busy={write.busy} data-testid="review-save">
          {t('reviews:form.save')}
        </Button>
      </div>
    </form>
  );
}
