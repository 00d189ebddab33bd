import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

type Look = 'quiet' | 'plain' | 'glass' | 'accent';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label'> {
  /** Read out, and shown when the pointer rests. */
  label: string;
  look?: Look;
  /** Shown beside the icon in simple mode: there nobody has to guess what a picture means. */
  word?: string;
}

/** 44 px square, so that a thumb finds it. Its child is an icon with `aria-hidden`. */
export function IconButton({ label, look = 'quiet', word, className, children, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={label}
      className={classNames(
        'inline-grid size-11 shrink-0 place-items-center rounded-full transition duration-150 active:scale-95 disabled:opacity-50',
        looks[look],
        word && 'simple:inline-flex simple:w-auto simple:items-center simple:gap-2 simple:px-4 simple:font-bold',
        className,
      )}
    >
      {children}
      {word && (
        <span aria-hidden className="hidden simple:inline">
          {word}
        </span>
      )}
    </button>
  );
}

const looks: Record<Look, string> = {
  quiet: 'text-muted hover:bg-sunken hover:text-ink',
  plain: 'border border-line-strong bg-surface text-ink hover:bg-sunken',
  glass: 'on-picture border border-glass-line bg-glass text-on-stage hover:bg-stage',
  accent: 'bg-accent text-on-accent hover:bg-accent-strong',
};
