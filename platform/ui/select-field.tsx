import { type ComponentProps, useId } from 'react';
import { classNames } from './class-names.ts';

interface SelectFieldProps extends ComponentProps<'select'> {
  label: string;
  options: readonly { value: string; label: string }[];
}

/** The system's own list: it is the one that a phone shows best. */
export function SelectField({ label, options, className, ...rest }: SelectFieldProps) {
  const id = useId();
  return (
    <div className={classNames('grid min-w-0 gap-1.5', className)}>
      <label htmlFor={id} className="text-small font-semibold">
        {label}
      </label>
      <select
        {...rest}
        id={id}
        className="min-h-11 w-full min-w-0 truncate rounded-control border border-line-strong bg-surface px-3 text-body text-ink"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
