import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { Dialog } from '../../../platform/ui/dialog.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { SelectField } from '../../../platform/ui/select-field.tsx';
import { TextArea } from '../../../platform/ui/text-field.tsx';
import { answerCharsMax, type HideReason, hideReasons, type Review } from '../protocol.ts';
import { useReviewActs } from './use-reviews.ts';

export interface Rights {
  readonly answer: boolean;
  readonly hide: boolean;
}

/** What the shop may do with a review: answer it once, hide it for a reason, show it again. */
export function ReviewActs({ review, rights }: { review: Review; rights: Rights }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'answer' | 'hide' | null>(null);
  const { answer, hide } = useReviewActs(review.id, () => setOpen(null));
  if (!rights.answer && !rights.hide) return null;
  return (
    <>
      <div className="flex flex-wrap gap-1">
        {rights.answer && open !== 'answer' && (
          <Button look="quiet" size="small" onClick={() => setOpen('answer')} data-testid="review-answer-open">
            {t(review.answer === null ? 'reviews:answer.write' : 'reviews:answer.change')}
          </Button>
        )}
        {rights.hide && (
          <Button
            look="quiet"
            size="small"
            busy={hide.busy}
            data-testid="review-hide-open"
            onClick={() => (review.hidden === null ? setOpen('hide') : void hide.run(null))}
          >
            {t(review.hidden === null ? 'reviews:hide.open' : 'reviews:hide.show')}
          </Button>
        )}
      </div>
      {open === 'answer' && (
        <AnswerForm
          first={review.answer?.text ?? ''}
          busy={answer.busy}
          error={answer.error}
          onSend={(text) => void answer.run(text)}
          onCancel={() => setOpen(null)}
        />
      )}
      <HideDialog
        open={open === 'hide'}
        busy={hide.busy}
        error={hide.error}
        onHide={(reason) => void hide.run(reason)}
        onClose={() => setOpen(null)}
      />
    </>
  );
}

interface AnswerFormProps {
  first: string;
  busy: boolean;
  error: unknown;
  onSend(text: string): void;
  onCancel(): void;
}

function AnswerForm({ first, busy, error, onSend, onCancel }: AnswerFormProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(first);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSend(text.trim());
  };
  return (
    <form onSubmit={submit} className="grid gap-2.5">
      <TextArea
        label={t('reviews:answer.label')}
        hint={t('reviews:answer.hint')}
        value={text}
        maxLength={answerCharsMax}
        dir="auto"
        data-testid="review-answer-text"
        onChange={(event) => setText(event.target.value)}
      />
      {error !== null && <Notice tone="bad">{refusalText(error)}</Notice>}
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="plain" size="small" onClick={onCancel} disabled={busy}>
          {t('reviews:answer.cancel')}
        </Button>
        <Button type="submit" size="small" busy={busy} disabled={text.trim() === ''} data-testid="review-answer-send">
          {t('reviews:answer.send')}
        </Button>
      </div>
    </form>
  );
}

interface HideDialogProps {
  open: boolean;
  busy: boolean;
  error: unknown;
  onHide(reason: HideReason): void;
  onClose(): void;
}

function HideDialog({ open, busy, error, onHide, onClose }: HideDialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<HideReason>(hideReasons[0]);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title={t('reviews:hide.title')}
      text={t('reviews:hide.text')}
      testId="review-hide"
    >
      <SelectField
        label={t('reviews:hide.reason')}
        value={reason}
        options={hideReasons.map((value) => ({ value, label: t(`reviews:reason.${value}`) }))}
        onChange={(event) => setReason(event.target.value as HideReason)}
      />
      {error !== null && <Notice tone="bad">{refusalText(error)}</Notice>}
      <div className="flex flex-wrap-reverse justify-end gap-2">
        <Button look="plain" onClick={onClose} disabled={busy}>
          {t('reviews:hide.no')}
        </Button>
        <Button look="bad" busy={busy} onClick={() => onHide(reason)} data-testid="review-hide-yes">
          {t('reviews:hide.yes')}
        </Button>
      </div>
    </Dialog>
  );
}
