import { BadgeCheck, Store } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../platform/ui/badge.tsx';
import { Monogram } from '../../../platform/ui/monogram.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { TimeText } from '../../../platform/ui/time-text.tsx';
import type { Review } from '../protocol.ts';
import { Stars } from './stars.tsx';

/** One review; what can be done with it stands below. Texts run in the direction of their own script. */
export function ReviewCard({ review, children }: { review: Review; children?: ReactNode }) {
  const { t } = useTranslation();
  const { rating, text, name, writtenAt, changedAt, hidden, answer, own } = review;
  return (
    <article className="grid gap-2.5" data-testid="review" data-rating={rating} data-hidden={hidden ?? ''}>
      <header className="flex items-start gap-3">
        <Monogram name={name} className="size-10 shrink-0" />
        <div className="grid min-w-0 flex-1 gap-1">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <bdi className="min-w-0 font-bold [overflow-wrap:anywhere]">{name}</bdi>
            {own && <Badge tone="accent">{t('reviews:card.own')}</Badge>}
            <Badge tone="good">
              <BadgeCheck aria-hidden className="size-3.5" />
              {t('reviews:card.verified')}
            </Badge>
          </p>
          <p className="flex flex-wrap items-center gap-x-2 text-small text-muted">
            <Stars value={rating} label={t('reviews:section.stars', { count: rating })} />
            <TimeText at={changedAt ?? writtenAt} form="day" near />
            {changedAt !== null && <span>({t('reviews:card.changed')})</span>}
          </p>
        </div>
      </header>
      {text !== '' && (
        <p dir="auto" className="whitespace-pre-line [overflow-wrap:anywhere]">
          {text}
        </p>
      )}
      <Pictures review={review} />
      {hidden !== null && (
        <Notice tone="warn" testId="review-hidden">
          {t('reviews:card.hidden', { reason: t(`reviews:reason.${hidden}`) })}
        </Notice>
      )}
      {answer !== null && (
        <div className="grid gap-1 rounded-control bg-sunken px-3.5 py-2.5" data-testid="review-answer">
          <p className="flex flex-wrap items-center gap-x-2 text-small font-semibold">
            <Store aria-hidden className="size-4" />
            {t('reviews:card.answer')}
            <span className="font-normal text-muted">
              <TimeText at={answer.at} form="day" near />
            </span>
          </p>
          <p dir="auto" className="whitespace-pre-line [overflow-wrap:anywhere]">
            {answer.text}
          </p>
        </div>
      )}
      {children}
    </article>
  );
}

function Pictures({ review: { pictureIds, name, hidden } }: { review: Review }) {
  const { t } = useTranslation();
  // A hidden one is seen by its author and the staff only, whom the API knows.
  const from = hidden === null ? '/pictures' : '/api/review-pictures';
  if (pictureIds.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-2">
      {pictureIds.map((id, at) => (
        <li key={id}>
          <a href={`${from}/${id}/1080.webp`} target="_blank" rel="noreferrer" className="block rounded-control">
            <img
              src={`${from}/${id}/160.webp`}
              srcSet={`${from}/${id}/160.webp 1x, ${from}/${id}/480.webp 2x`}
              alt={t('reviews:card.picture', { name, number: at + 1 })}
              loading="lazy"
              className="size-24 rounded-control bg-sunken object-cover"
            />
          </a>
        </li>
      ))}
    </ul>
  );
}
