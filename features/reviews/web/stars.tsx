import { Star } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../../platform/ui/class-names.ts';
import { ratingMax } from '../protocol.ts';

const all = Array.from({ length: ratingMax }, (_, at) => at + 1);

/** Five stars, filled up to a rating, in parts too; read out as one sentence. */
export function Stars({ value, label, className }: { value: number; label: string; className?: string }) {
  return (
    <span role="img" aria-label={label} className={classNames('inline-flex text-honey-text', className)}>
      {all.map((star) => (
        <span key={star} aria-hidden className="relative size-[1.15em]">
          <Star className="absolute inset-0 size-full opacity-35" strokeWidth={1.75} />
          <span className="absolute inset-0 overflow-hidden" style={{ width: `${fill(value, star)}%` }}>
            <Star className="size-[1.15em] max-w-none fill-current" strokeWidth={1.75} />
          </span>
        </span>
      ))}
    </span>
  );
}

function fill(value: number, star: number): number {
  return Math.round(Math.min(1, Math.max(0, value - star + 1)) * 100);
}

interface StarChoiceProps {
  label: string;
  value: number;
  disabled?: boolean;
  onChange(value: number): void;
}

/** One to five stars, by tap and by the arrow keys. */
export function StarChoice({ label, value, disabled = false, onChange }: StarChoiceProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="grid gap-1" disabled={disabled}>
      <legend className="text-small font-semibold">{label}</legend>
      <div className="-ms-2 flex">
        {all.map((star) => (
          <label
            key={star}
            className="grid size-12 cursor-pointer place-items-center rounded-full text-honey-text has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={label}
              className="sr-only"
              checked={value === star}
              aria-label={t('reviews:section.stars', { count: star })}
              data-testid={`star-${star}`}
              onChange={() => onChange(star)}
            />
            <Star aria-hidden className={classNames('size-8', star <= value && 'fill-current')} strokeWidth={1.75} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
