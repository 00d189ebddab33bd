import { classNames } from './class-names.ts';

interface SegmentedProps<V extends string> {
  label: string;
  value: V;
  options: readonly { value: V; label: string; count?: number; testId?: string }[];
  onChange(value: V): void;
  className?: string;
}

/** A choice of few, all in sight. */
export function Segmented<V extends string>({ label, value, options, onChange, className }: SegmentedProps<V>) {
  return (
    <fieldset className={classNames('flex min-w-0 gap-1 overflow-x-auto rounded-control bg-sunken p-1', className)}>
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          data-testid={option.testId}
          onClick={() => onChange(option.value)}
          className={classNames(
            'flex min-h-10 flex-[1_0_auto] items-center justify-center gap-1.5 whitespace-nowrap rounded-chip px-3 text-small font-semibold transition',
            option.value === value ? 'bg-surface text-ink shadow-low' : 'text-muted hover:text-ink',
          )}
        >
          {option.label}
          {option.count !== undefined && option.count > 0 && (
            <span className="tabular rounded-full bg-accent-soft px-1.5 text-tiny font-bold text-accent-text">
              {option.count}
            </span>
          )}
        </button>
      ))}
    </fieldset>
  );
}
